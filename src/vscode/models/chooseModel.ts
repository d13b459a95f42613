import { basename } from "node:path";
import * as vscode from "vscode";
import { formatBytes } from "../../base/text/formatBytes";
import { isSameModel } from "../../protocol/modelRef";
import type { ModelRef } from "../../protocol/modelRef";
import type { ModelEntry } from "../../protocol/schemas/models";
import { addBackend, removeBackend } from "./chooseBackend";
import { editorModels } from "./editorModels";
import { bringModel, confirmDownload } from "./modelDownload";
import type { ModelList } from "./modelItems";
import { askForAddress, askForFiles } from "./ownModelFile";
import type { Models, WantedModel } from "./models";
import { pickModel } from "./pickModel";
import type { Offer } from "./pickItems";
import type { Servers } from "../servers/servers";
import { showWork } from "../showWork";
import { actOnServer } from "../servers/actOnServer";
import type { ServerActs } from "../servers/actOnServer";

/** The command "Choose model": from the list to the model in use, downloading, checking and removing on the way. */
export async function chooseModel(models: Models, acts: ServerActs): Promise<void> {
  const { servers } = acts;
  const listing = findOffer(models, servers);
  const choice = await pickModel(listing, models.current, (server, signal) =>
    servers.look(server, signal),
  );
  const { models: list, backends } = await listing;
  switch (choice?.kind) {
    case undefined:
      return;
    case "use":
      // The vision file of the one in use is not the list's to know.
      if (isSameModel(choice.model, models.current)) return;
      return use(models, list, choice.model, choice.title);
    case "download":
      // What is left over of an import, or came before addresses were kept.
      if (!choice.entry.canDownload) return remove(models, list, choice.entry);
      if (await confirmDownload(choice.entry, list))
        await bring(
          models,
          list,
          { spec: choice.entry.id },
          choice.entry.title,
          choice.entry.bytes,
        );
      return;
    case "verify":
      return verify(models, list, choice.entry);
    case "remove":
      return remove(models, list, choice.entry);
    case "import": {
      const wanted = await askForFiles("Import a model: its .gguf file");
      if (wanted) await bring(models, list, wanted, basename(wanted.spec), undefined);
      return;
    }
    case "address": {
      const wanted = await askForAddress();
      if (wanted) await bring(models, list, wanted, basename(wanted.spec), undefined);
      return;
    }
    case "file": {
      const wanted = await askForFiles("Use a model where it lies: its .gguf file");
      if (!wanted) return;
      const { spec: path, mmproj } = wanted;
      const file: ModelRef = { kind: "file", path, ...(mmproj !== undefined && { mmproj }) };
      await use(models, list, file, basename(path));
      return;
    }
    case "addBackend":
      return addBackend(models, choice.backend, backends.dir);
    case "removeBackend":
      return removeBackend(models, choice.backend, backends.dir);
    case "addServer":
    case "findServer":
    case "tryServer":
    case "removeServer":
    case "hosts":
      return actOnServer(choice, acts);
  }
}

async function findOffer(models: Models, servers: Servers): Promise<Offer> {
  const [list, backends, offered, known] = await Promise.all([
    models.list(),
    models.backends(),
    editorModels.list(),
    servers.list(),
  ]);
  return { models: list, backends, offered, servers: known };
}

async function bring(
  models: Models,
  list: ModelList,
  wanted: WantedModel,
  title: string,
  bytes: number | undefined,
): Promise<void> {
  const brought = await bringModel(models, wanted, title, bytes);
  if (!brought) return;
  const picked = await vscode.window.showInformationMessage(
    `Mockloop: ${brought.title} is installed.`,
    "Use",
  );
  if (picked === "Use")
    await use(models, list, { kind: "installed", name: brought.id }, brought.title);
}

async function use(models: Models, list: ModelList, model: ModelRef, title: string): Promise<void> {
  const isLocal = model.kind === "installed" || model.kind === "file";
  if (isLocal && !list.hasBridge && !(await useWithoutBridge(list.platform))) return;
  await models.use(model);
  vscode.window.setStatusBarMessage(`Mockloop: ${title} writes the code from now on.`, 10_000);
}

/** Nothing local runs without the bridge: whoever chooses a model all the same has a reason. */
async function useWithoutBridge(platform: string): Promise<boolean> {
  const anyway = "Use Anyway";
  const picked = await vscode.window.showWarningMessage(
    `Mockloop: This installation has no vision bridge for ${platform}, which local models run on: install the Mockloop package made for ${platform}, or build it in a checkout with “npm run build:native”.`,
    anyway,
  );
  return picked === anyway;
}

async function verify(models: Models, list: ModelList, entry: ModelEntry): Promise<void> {
  const files = await showWork(`Checking the files of ${entry.title}`, (signal) =>
    models.verify(entry.id, signal),
  );
  if (!files) return;
  const bad = files.filter(({ state }) => state !== "good");
  if (bad.length === 0) {
    const text = `Mockloop: Every file of ${entry.title} is as it came.`;
    return void vscode.window.showInformationMessage(text);
  }
  const what = bad.map(({ path, state }) => `${basename(path)} is ${state}`).join(", ");
  const picked = await vscode.window.showWarningMessage(
    `Mockloop: ${entry.title} is damaged: ${what}. Remove it, then download it again.`,
    "Remove",
  );
  if (picked === "Remove") await remove(models, list, entry);
}

async function remove(models: Models, list: ModelList, entry: ModelEntry): Promise<void> {
  const { id, title, state, bytes, partialBytes } = entry;
  const size = state === "partial" ? partialBytes : bytes;
  const picked = await vscode.window.showWarningMessage(
    state === "partial" ? `Remove what was downloaded of ${title}?` : `Remove ${title}?`,
    {
      modal: true,
      detail: `${size === undefined ? "Its files" : formatBytes(size)} in ${list.dir} are deleted.`,
    },
    "Remove",
  );
  if (picked !== "Remove") return;
  await models.remove(id);
  vscode.window.setStatusBarMessage(`Mockloop: ${title} is removed.`, 10_000);
}
