import { basename } from "node:path";
import * as l10n from "@vscode/l10n";
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
      const wanted = await askForFiles(l10n.t("Import a model: its .gguf file"));
      if (wanted) await bring(models, list, wanted, basename(wanted.spec), undefined);
      return;
    }
    case "address": {
      const wanted = await askForAddress();
      if (wanted) await bring(models, list, wanted, basename(wanted.spec), undefined);
      return;
    }
    case "file": {
      const wanted = await askForFiles(l10n.t("Use a model where it lies: its .gguf file"));
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
    l10n.t("Mockloop: {0} is installed.", brought.title),
    l10n.t("Use"),
  );
  if (picked === l10n.t("Use"))
    await use(models, list, { kind: "installed", name: brought.id }, brought.title);
}

async function use(models: Models, list: ModelList, model: ModelRef, title: string): Promise<void> {
  const isLocal = model.kind === "installed" || model.kind === "file";
  if (isLocal && !list.hasBridge && !(await useWithoutBridge(list.platform))) return;
  await models.use(model);
  vscode.window.setStatusBarMessage(
    l10n.t("Mockloop: {0} writes the code from now on.", title),
    10_000,
  );
}

/** Nothing local runs without the bridge: whoever chooses a model all the same has a reason. */
async function useWithoutBridge(platform: string): Promise<boolean> {
  const anyway = l10n.t("Use Anyway");
  const picked = await vscode.window.showWarningMessage(
    l10n.t(
      "Mockloop: This installation has no vision bridge for {0}, which local models run on: install the Mockloop package made for {1}, or build it in a checkout with “npm run build:native”.",
      platform,
      platform,
    ),
    anyway,
  );
  return picked === anyway;
}

async function verify(models: Models, list: ModelList, entry: ModelEntry): Promise<void> {
  const files = await showWork(l10n.t("Checking the files of {0}", entry.title), (signal) =>
    models.verify(entry.id, signal),
  );
  if (!files) return;
  const bad = files.filter(({ state }) => state !== "good");
  if (bad.length === 0) {
    const text = l10n.t("Mockloop: Every file of {0} is as it came.", entry.title);
    return void vscode.window.showInformationMessage(text);
  }
  const what = bad
    .map(({ path, state }) =>
      state === "missing"
        ? l10n.t("{0} is missing", basename(path))
        : l10n.t("{0} is changed", basename(path)),
    )
    .join(", ");
  const picked = await vscode.window.showWarningMessage(
    l10n.t("Mockloop: {0} is damaged: {1}. Remove it, then download it again.", entry.title, what),
    l10n.t("Remove"),
  );
  if (picked === l10n.t("Remove")) await remove(models, list, entry);
}

async function remove(models: Models, list: ModelList, entry: ModelEntry): Promise<void> {
  const { id, title, state, bytes, partialBytes } = entry;
  const size = state === "partial" ? partialBytes : bytes;
  const picked = await vscode.window.showWarningMessage(
    state === "partial"
      ? l10n.t("Remove what was downloaded of {0}?", title)
      : l10n.t("Remove {0}?", title),
    {
      modal: true,
      detail: l10n.t(
        "{0} in {1} are deleted.",
        size === undefined ? l10n.t("Its files") : formatBytes(size),
        list.dir,
      ),
    },
    l10n.t("Remove"),
  );
  if (picked !== l10n.t("Remove")) return;
  await models.remove(id);
  vscode.window.setStatusBarMessage(l10n.t("Mockloop: {0} is removed.", title), 10_000);
}
