import { basename, join } from "node:path";
import * as Type from "typebox";
import { MockloopError } from "../../../base/errors";
import { matches } from "../../../base/schema";
import { sizeOfFile } from "../../../files/confine";
import { Folder } from "../../../files/folder";
import { lockFolder } from "../../../files/lockFolder";
import { removeFolder } from "../../../files/removeFolder";
import type { StoredFile, StoredModel } from "../../modelLibrary";
import type { CheckedFile } from "../../../protocol/schemas/models";
import { hashFile } from "../download/downloadFile";
import { filesOf } from "./pullFiles";

/**
 * The folder with the models: one folder each, with the files and a manifest that is written last, so that a folder without
 * one is a download under way. Files of other people's that a model only points to are never touched.
 */
export interface ModelStore {
  readonly dir: string;
  list(): Promise<StoredModel[]>;
  /** The names of all folders that may hold a model or something of one. */
  folders(): Promise<string[]>;
  find(id: string): Promise<StoredModel | undefined>;
  /** Bytes of a download under way, or of an import that was killed; 0 when there is none. */
  partialBytes(id: string): Promise<number>;
  /** The folder a model's files belong in. @throws MockloopError BAD_OPTION for an id that is no plain name. */
  folderOf(id: string): string;
  /** Keeps other tasks and processes from the model's folder; resolves with what gives it free. @throws as {@link lockFolder}. */
  lock(id: string): Promise<() => Promise<void>>;
  add(model: StoredModel): Promise<void>;
  /** Compares every file with what it was. */
  verify(id: string, signal: AbortSignal): Promise<CheckedFile[]>;
  /** Deletes a model or what there is of one. @throws MockloopError MODEL_UNAVAILABLE while it is being downloaded. */
  remove(id: string): Promise<void>;
  /** Deletes a model's folder when nothing is in it. */
  removeIfEmpty(id: string): Promise<void>;
  /** Makes a model the one that runs when none is named; undefined: none of these. */
  use(id: string | undefined): Promise<void>;
  active(): Promise<StoredModel | undefined>;
}

const manifestName = "model.json";
const activeName = "active.json";
/** What a pull writes into a model's folder. */
const modelFile = /\.gguf(\.copy|\.part(\.json)?)?$|^(model|download)\.json$/i;
const maxJsonBytes = 1e6;
const idPattern = /^[a-z0-9][a-z0-9._-]{0,80}$/i;

export function createModelStore(dir: string): ModelStore {
  const folderOf = (id: string): string => {
    if (!idPattern.test(id))
      throw new MockloopError("BAD_OPTION", `"${id}" cannot be the name of a model.`);
    return join(dir, id);
  };

  const find = async (id: string): Promise<StoredModel | undefined> => {
    const folder = folderOf(id);
    const manifest = await readJson(folder, manifestName);
    if (!matches(manifestSchema, manifest)) return undefined;
    const here = (file: StoredFile): StoredFile =>
      // Paths inside the folder are stored as names: the folder may be moved.
      basename(file.path) === file.path ? { ...file, path: join(folder, file.path) } : file;
    return {
      ...manifest,
      id,
      text: here(manifest.text),
      ...(manifest.textParts && { textParts: manifest.textParts.map(here) }),
      mmproj: manifest.mmproj && here(manifest.mmproj),
    };
  };

  const require = async (id: string): Promise<StoredModel> => {
    const model = await find(id);
    if (model) return model;
    throw new MockloopError("MODEL_UNAVAILABLE", `The model "${id}" is not installed.`, {
      remedy: { kind: "choose-model" },
    });
  };

  const folders = async (): Promise<string[]> =>
    // Folders of other names are other people's.
    (await namesIn(dir)).filter((name) => idPattern.test(name) && name !== activeName);

  // Beside the folder, which may itself be deleted meanwhile.
  const lock = async (id: string): Promise<() => Promise<void>> => {
    const path = join(dir, `.${basename(folderOf(id))}.lock`);
    await Folder.make(dir);
    return lockFolder(path);
  };

  return {
    dir,
    folderOf,
    lock,
    find,

    folders,

    async list() {
      const models = await Promise.all((await folders()).map((id) => find(id)));
      return models.filter((model) => model !== undefined);
    },

    async partialBytes(id) {
      const names = await namesIn(folderOf(id));
      if (names.includes(manifestName)) return 0;
      const sizes = names
        .filter((name) => /\.gguf(\.part|\.copy)?$/i.test(name))
        // One without a size was renamed a moment ago.
        .map(async (name) => (await sizeOfFile(join(folderOf(id), name))) ?? 0);
      return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    },

    async add(model) {
      const folder = folderOf(model.id);
      const stored = (file: StoredFile): StoredFile =>
        join(folder, basename(file.path)) === file.path
          ? { ...file, path: basename(file.path) }
          : file;
      await writeJson(folder, manifestName, {
        ...model,
        text: stored(model.text),
        ...(model.textParts && { textParts: model.textParts.map(stored) }),
        mmproj: model.mmproj && stored(model.mmproj),
      });
    },

    async verify(id, signal) {
      const model = await require(id);
      const results: CheckedFile[] = [];
      for (const file of filesOf(model)) {
        const size = await sizeOfFile(file.path);
        if (size === undefined) results.push({ path: file.path, state: "missing" });
        else {
          const same = size === file.bytes && (await hashFile(file.path, signal)) === file.sha256;
          results.push({ path: file.path, state: same ? "good" : "changed" });
        }
      }
      return results;
    },

    async remove(id) {
      const active = await readJson(dir, activeName);
      const name = basename(folderOf(id));
      const all = await Folder.open(dir).catch(() => undefined);
      if (!all || (await all.kind(name)) === undefined) return;
      const unlock = await lock(id);
      try {
        await removeFolder(all, name, (path) => modelFile.test(path));
      } finally {
        await unlock();
      }
      if (matches(activeSchema, active) && active.id === id) await all.remove(activeName);
    },

    async removeIfEmpty(id) {
      const all = await Folder.open(dir).catch(() => undefined);
      await all?.removeEmpty(basename(folderOf(id)));
    },

    async use(id) {
      if (id === undefined) {
        const all = await Folder.open(dir).catch(() => undefined);
        return all?.remove(activeName);
      }
      await require(id);
      await writeJson(dir, activeName, { id });
    },

    async active() {
      const active = await readJson(dir, activeName);
      return matches(activeSchema, active) ? find(active.id) : undefined;
    },
  };
}

async function namesIn(dir: string): Promise<string[]> {
  const folder = await Folder.open(dir).catch(() => undefined);
  return ((await folder?.list().catch(() => [])) ?? []).map(({ name }) => name);
}

async function readJson(dir: string, name: string): Promise<unknown> {
  try {
    const bytes = await (await Folder.open(dir)).read(name, { maxBytes: maxJsonBytes });
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

async function writeJson(dir: string, name: string, value: unknown): Promise<void> {
  await (await Folder.make(dir)).write(name, `${JSON.stringify(value, undefined, 2)}\n`);
}

const activeSchema = Type.Object({ id: Type.String() });

const fileSchema = Type.Object({
  path: Type.String(),
  bytes: Type.Number(),
  sha256: Type.String(),
});

/** A {@link StoredModel}; its folder's name is the model's. */
const manifestSchema = Type.Object({
  title: Type.String(),
  licence: Type.String(),
  text: fileSchema,
  textParts: Type.Optional(Type.Array(fileSchema)),
  mmproj: Type.Optional(fileSchema),
});
