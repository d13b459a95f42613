import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { SavedServer } from "../../protocol/schemas/savedServer";
import type { Models } from "../models/models";
import { addServer } from "./addServer";
import { chooseHosts, findServer, removeServer, tryServer } from "./serverDialogs";
import type { Servers } from "./servers";

/** What a person may do about servers in the list of models. */
export type ServerChoice =
  | { readonly kind: "addServer" | "findServer" | "hosts" }
  | { readonly kind: "tryServer" | "removeServer"; readonly server: SavedServer };

/** What acting on servers takes. */
export interface ServerActs {
  readonly servers: Servers;
  readonly models: Pick<Models, "use">;
  /** Where the pages of trials lie. */
  readonly storage: vscode.Uri;
}

/** Carries out what was chosen. */
export async function actOnServer(choice: ServerChoice, acts: ServerActs): Promise<void> {
  const { servers, storage } = acts;
  switch (choice.kind) {
    case "addServer":
      return offerServer(await addServer(servers), acts);
    case "findServer": {
      const found = await findServer(servers);
      return offerServer(found && (await addServer(servers, found)), acts);
    }
    case "tryServer":
      return void (await tryServer(servers, choice.server, storage));
    case "removeServer":
      return removeServer(servers, choice.server);
    case "hosts":
      return chooseHosts(servers);
  }
}

/** What comes next for a server that was just saved: try it, use it, or neither. */
async function offerServer(server: SavedServer | undefined, acts: ServerActs): Promise<void> {
  if (!server) return;
  const { servers, models, storage } = acts;
  const { name, model } = server;
  const saved = model
    ? l10n.t("Mockloop: {0} is saved, with the model {1}.", name, model)
    : l10n.t("Mockloop: {0} is saved.", name);
  const [test, use] = [l10n.t("Test Connection"), l10n.t("Use")];
  let picked = await vscode.window.showInformationMessage(saved, test, use);
  if (picked === test) {
    if (!(await tryServer(servers, server, storage))) return;
    picked = await vscode.window.showInformationMessage(l10n.t("Mockloop: Use {0}?", name), use);
  }
  if (picked !== use) return;
  await models.use({ kind: "server", name });
  vscode.window.setStatusBarMessage(
    l10n.t("Mockloop: {0} writes the code from now on.", name),
    10_000,
  );
}
