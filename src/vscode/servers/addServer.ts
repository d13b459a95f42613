import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { SavedServer } from "../../protocol/schemas/savedServer";
import type { FoundServer, SeenServer } from "../../protocol/schemas/questions/servers";
import { showWork } from "../showWork";
import { checkName, checkUrl, suggestName } from "./serverItems";
import type { Servers } from "./servers";

const title = (): string => l10n.t("Add a server");

/**
 * Asks for a server's address and key, finds out what it is, and saves it with the model that is chosen of its list. Resolves with what was
 * saved; undefined: the person went away, and nothing is kept.
 *
 * @param found a server of this machine, which needs neither question.
 */
export async function addServer(
  servers: Servers,
  found?: FoundServer,
): Promise<SavedServer | undefined> {
  let url = found?.url ?? "";
  for (;;) {
    const asked = found ? url : await askForUrl(url);
    if (asked === undefined) return undefined;
    url = asked;
    const written = found ? "" : await askForKey(url);
    if (written === undefined) return undefined;
    const key = written === "" ? undefined : servers.holdKey(written);
    const saved = await introduce(servers, { url, ...(key && { key }) });
    if (saved !== "again" && saved !== undefined) return saved;
    await servers.dropKey(key);
    if (saved === undefined || found) return undefined;
  }
}

/** Looks at a server, and saves it. "again": its address or key is to be given anew; undefined: the person went away. */
async function introduce(
  servers: Servers,
  place: Pick<SavedServer, "url" | "key">,
): Promise<SavedServer | "again" | undefined> {
  const { host } = new URL(place.url);
  const seen = await showWork(l10n.t("Asking {0} what it is", host), (signal) =>
    servers.look({ name: "new", model: "", ...place }, signal),
  );
  if (!seen) return undefined;
  if (seen.type === "failure") {
    const [again, anyway] = [l10n.t("Change"), l10n.t("Save Anyway")];
    const options = {
      modal: true,
      detail: l10n.t("It can be saved all the same, for when it is there."),
    };
    const text = `Mockloop: ${seen.message}`;
    const picked = await vscode.window.showWarningMessage(text, options, again, anyway);
    if (picked !== anyway) return picked === again ? "again" : undefined;
  }
  const model = await askForModel(seen, host);
  if (model === undefined) return undefined;
  const taken = (await servers.list()).servers.map(({ server }) => server.name);
  const kind = seen.type === "seen" ? seen.title : "server";
  const name = await askForName(suggestName(place.url, kind, taken), taken);
  if (name === undefined) return undefined;
  const server = { name, ...place, model };
  await servers.save(server);
  return server;
}

function askForUrl(value: string): Promise<string | undefined> {
  return askFor({
    value,
    prompt: l10n.t(
      "The address of its API. Any server will do that speaks OpenAI's protocol for chats.",
    ),
    placeHolder: l10n.t("http://127.0.0.1:8080/v1 or https://…"),
    validateInput: (text) => checkUrl(text.trim()),
  });
}

function askForKey(url: string): Promise<string | undefined> {
  return askFor({
    password: true,
    prompt: l10n.t(
      "The key that {0} asks for. Leave it empty where it asks for none. It is kept in the editor's own store, and goes to this host alone.",
      new URL(url).host,
    ),
    placeHolder: l10n.t("key"),
  });
}

/** The model's name; "": the first that the server lists. */
async function askForModel(seen: SeenServer, host: string): Promise<string | undefined> {
  const models = seen.type === "seen" ? seen.models : [];
  if (models.length === 1) return models[0];
  if (models.length === 0)
    return askFor({
      prompt: l10n.t(
        "The model, as {0} names it. Leave it empty for the first that it lists.",
        host,
      ),
      placeHolder: l10n.t("model"),
    });
  const what = seen.type === "seen" ? seen.title : l10n.t("The server");
  return vscode.window.showQuickPick([...models], {
    title: title(),
    placeHolder: l10n.t("{0} at {1}: which model writes the code?", what, host),
    ignoreFocusOut: true,
  });
}

function askForName(value: string, taken: readonly string[]): Promise<string | undefined> {
  return askFor({
    value,
    prompt: l10n.t("What to call it here"),
    placeHolder: l10n.t("name"),
    validateInput: (text) => {
      const name = text.trim();
      if (!taken.includes(name)) return checkName(name);
      const severity = vscode.InputBoxValidationSeverity.Info;
      return { message: l10n.t("The server of this name gives way to this one."), severity };
    },
  });
}

async function askFor(options: vscode.InputBoxOptions): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title: title(),
    ignoreFocusOut: true,
    ...options,
  });
  return text?.trim();
}
