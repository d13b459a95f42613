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
  const parts = await showWork(`Trying ${name} out with four small requests`, (signal) =>
    servers.try(server, signal),
  );
  if (!parts) return undefined;
  const good = "Mockloop can work with it.";
  await showParts({ title: `Server ${name}`, good, parts }, folder);
  return parts;
}

/** "Look for servers on this machine": the one that is chosen of what answers; undefined: none. */
export async function findServer(servers: Servers): Promise<FoundServer | undefined> {
  const found = await showWork("Looking for servers on this machine", (signal) =>
    servers.find(signal),
  );
  if (!found) return undefined;
  if (found.servers.length === 0) {
    const places = found.places.join(", ");
    const text = `Mockloop: No model server answers on this machine. Looked for: ${places}.`;
    return void vscode.window.showInformationMessage(text);
  }
  const items = found.servers.map((server) => ({
    label: server.title,
    description: server.url,
    detail: server.models.join(", "),
    server,
  }));
  const options = { title: "Servers on this machine", ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(items, options))?.server;
}

/** Asks, and forgets a server with its key. */
export async function removeServer(servers: Servers, server: SavedServer): Promise<void> {
  const { name, key } = server;
  const detail =
    key?.kind === "store"
      ? "Its key is deleted from the editor's store."
      : "The server itself is left alone, and so is its key.";
  const options = { modal: true, detail };
  const text = `Forget the server ${name}?`;
  const picked = await vscode.window.showWarningMessage(text, options, "Forget");
  if (picked !== "Forget") return;
  await servers.remove(name);
  vscode.window.setStatusBarMessage(`Mockloop: ${name} is forgotten.`, 10_000);
}

/** The command "Hosts that may see mockups": what was always allowed can be taken back there. */
export async function chooseHosts(servers: Servers): Promise<void> {
  const { allowedHosts } = await servers.list();
  if (allowedHosts.length === 0) {
    const text = "Mockloop: Pictures of mockups go to no other machine without your being asked.";
    return void vscode.window.showInformationMessage(text);
  }
  const host = await vscode.window.showQuickPick([...allowedHosts], {
    title: "Hosts that may see mockups",
    placeHolder: "Choose one to be asked again before anything goes there",
    ignoreFocusOut: true,
  });
  if (host === undefined) return;
  await servers.forgetHost(host);
  const text = `Mockloop: You are asked again before pictures of mockups go to ${host}.`;
  vscode.window.setStatusBarMessage(text, 10_000);
}
