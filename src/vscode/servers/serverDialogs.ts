import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { ExaminedPart } from "../../protocol/schemas/models";
import type { SavedServer } from "../../protocol/schemas/savedServer";
import type { FoundServer } from "../../protocol/schemas/questions/servers";
import { showParts } from "../engine/showParts";
import { showWork } from "../showWork";
import type { Servers } from "./servers";

/** "Test connection": a page with what will work with a server and what will not; undefined when it was cancelled. */
export async function tryServer(
  servers: Servers,
  server: SavedServer,
  folder: vscode.Uri,
): Promise<readonly ExaminedPart[] | undefined> {
  const { name } = server;
  const parts = await showWork(l10n.t("Trying {0} out with four small requests", name), (signal) =>
    servers.try(server, signal),
  );
  if (!parts) return undefined;
  const good = l10n.t("Mockloop can work with it.");
  await showParts({ title: l10n.t("Server {0}", name), good, parts }, folder);
  return parts;
}

/** "Look for servers on this machine": the one that is chosen of what answers; undefined: none. */
export async function findServer(servers: Servers): Promise<FoundServer | undefined> {
  const found = await showWork(l10n.t("Looking for servers on this machine"), (signal) =>
    servers.find(signal),
  );
  if (!found) return undefined;
  if (found.servers.length === 0) {
    const places = found.places.join(", ");
    const text = l10n.t(
      "Mockloop: No model server answers on this machine. Looked for: {0}.",
      places,
    );
    return void vscode.window.showInformationMessage(text);
  }
  const items = found.servers.map((server) => ({
    label: server.title,
    description: server.url,
    detail: server.models.join(", "),
    server,
  }));
  const options = { title: l10n.t("Servers on this machine"), ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(items, options))?.server;
}

/** Asks, and forgets a server with its key. */
export async function removeServer(servers: Servers, server: SavedServer): Promise<void> {
  const { name, key } = server;
  const detail =
    key?.kind === "store"
      ? l10n.t("Its key is deleted from the editor's store.")
      : l10n.t("The server itself is left alone, and so is its key.");
  const options = { modal: true, detail };
  const text = l10n.t("Forget the server {0}?", name);
  const picked = await vscode.window.showWarningMessage(text, options, l10n.t("Forget"));
  if (picked !== l10n.t("Forget")) return;
  await servers.remove(name);
  vscode.window.setStatusBarMessage(l10n.t("Mockloop: {0} is forgotten.", name), 10_000);
}

/** The command "Hosts that may see mockups": what was always allowed can be taken back there. */
export async function chooseHosts(servers: Servers): Promise<void> {
  const { allowedHosts } = await servers.list();
  if (allowedHosts.length === 0) {
    const text = l10n.t(
      "Mockloop: Pictures of mockups go to no other machine without your being asked.",
    );
    return void vscode.window.showInformationMessage(text);
  }
  const host = await vscode.window.showQuickPick([...allowedHosts], {
    title: l10n.t("Hosts that may see mockups"),
    placeHolder: l10n.t("Choose one to be asked again before anything goes there"),
    ignoreFocusOut: true,
  });
  if (host === undefined) return;
  await servers.forgetHost(host);
  const text = l10n.t("Mockloop: You are asked again before pictures of mockups go to {0}.", host);
  vscode.window.setStatusBarMessage(text, 10_000);
}
