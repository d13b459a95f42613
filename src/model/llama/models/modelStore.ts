import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { MockloopError, writeError } from "../../../base/errors";
import { isNumber, isOptional, isShape, isString } from "../../../protocol/checkShape";
import { hashFile } from "../download/downloadFile";
import { lockFolder } from "../../../files/lockFolder";

/** A file of an installed model. */
export interface StoredFile {
  readonly path: string;
  readonly bytes: number;
  /** Of the file when it came; hex. */
  readonly sha256: string;
}

/** A text model and its vision file, whole and checked. */
export interface StoredModel {
  readonly id: string;
  readonly title: string;
  readonly licence: string;
  readonly text: StoredFile;
  readonly mmproj: StoredFile | undefined;
}

export interface VerifiedFile {
  readonly path: string;
  readonly state: "good" | "missing" | "changed";
}

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
  verify(id: string, signal: AbortSignal): Promise<VerifiedFile[]>;
  /** Deletes a model or what there is of one. @throws MockloopError MODEL_UNAVAILABLE while it is being downloaded. */
  remove(id: string): Promise<void>;
  /** Makes a model the one that runs when none is named; undefined: none of these. */
  use(id: string | undefined): Promise<void>;
  active(): Promise<StoredModel | undefined>;
}

const manifestName = "model.json";
const activeName = "active.json";
const idPattern = /^[a-z0-9][a-z0-9._-]{0,80}$/i;

export function createModelStore(dir: string): ModelStore {
  const folderOf = (id: string): string => {
    if (!idPattern.test(id))
      throw new MockloopError("BAD_OPTION", `"${id}" cannot be the name of a model.`);
    return join(dir, id);
  };

  const find = async (id: string): Promise<StoredModel | undefined> => {
    const folder = folderOf(id);
    const manifest = await readJson(join(folder, manifestName));
    if (!isStoredModel(manifest)) return undefined;
    const here = (file: StoredFile): StoredFile =>
      // Paths inside the folder are stored as names: the folder may be moved.
      basename(file.path) === file.path ? { ...file, path: join(folder, file.path) } : file;
    return {
      ...manifest,
      id,
      text: here(manifest.text),
      mmproj: manifest.mmproj && here(manifest.mmproj),
    };
  };

  const require = async (id: string): Promise<StoredModel> => {
    const model = await find(id);
    if (model) return model;
    throw new MockloopError(
      "MODEL_UNAVAILABLE",
      `The model "${id}" is not installed. \`mockloop models list\` shows what there is.`,
    );
  };

  const folders = async (): Promise<string[]> =>
    // Folders of other names are other people's.
    (await namesIn(dir)).filter((name) => idPattern.test(name) && name !== activeName);

  // Beside the folder, which may itself be deleted meanwhile.
  const lock = async (id: string): Promise<() => Promise<void>> => {
    const path = join(dir, `.${basename(folderOf(id))}.lock`);
    await mkdir(dir, { recursive: true }).catch((error: unknown) => {
      throw writeError(dir, error);
    });
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
        .map((name) =>
          stat(join(folderOf(id), name)).then(
            (facts) => facts.size,
            () => 0, // renamed a moment ago
          ),
        );
      return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    },

    async add(model) {
      const folder = folderOf(model.id);
      await mkdir(folder, { recursive: true });
      const stored = (file: StoredFile): StoredFile =>
        join(folder, basename(file.path)) === file.path
          ? { ...file, path: basename(file.path) }
          : file;
      await writeJson(join(folder, manifestName), {
        ...model,
        text: stored(model.text),
        mmproj: model.mmproj && stored(model.mmproj),
      });
    },

    async verify(id, signal) {
      const model = await require(id);
      const results: VerifiedFile[] = [];
      for (const file of [model.text, ...(model.mmproj ? [model.mmproj] : [])]) {
        const facts = await stat(file.path).catch(() => undefined);
        if (!facts) results.push({ path: file.path, state: "missing" });
        else {
          const same =
            facts.size === file.bytes && (await hashFile(file.path, signal)) === file.sha256;
          results.push({ path: file.path, state: same ? "good" : "changed" });
        }
      }
      return results;
    },

    async remove(id) {
      const active = await readJson(join(dir, activeName));
      const folder = folderOf(id);
      if (!existsSync(folder)) return;
      const unlock = await lock(id);
      try {
        await rm(folder, { recursive: true, force: true });
      } finally {
        await unlock();
      }
      if (isActive(active) && active.id === id) await rm(join(dir, activeName), { force: true });
    },

    async use(id) {
      if (id === undefined) return rm(join(dir, activeName), { force: true });
      await require(id);
      await writeJson(join(dir, activeName), { id });
    },

    async active() {
      const active = await readJson(join(dir, activeName));
      return isActive(active) ? find(active.id) : undefined;
    },
  };
}

async function namesIn(dir: string): Promise<string[]> {
  return readdir(dir).catch(() => []);
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as unknown;
  } catch {
    return undefined;
  }
}

/** Writes beside the target and renames: a killed process leaves the old file or the new one. */
async function writeJson(path: string, value: unknown): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, `${JSON.stringify(value, undefined, 2)}\n`);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw writeError(path, error);
  }
}

const isActive = isShape<{ readonly id: string }>({ id: isString });

const isStoredFile = isShape<StoredFile>({ path: isString, bytes: isNumber, sha256: isString });

/** What a manifest holds; its folder's name is the model's. */
const isStoredModel = isShape<Omit<StoredModel, "id">>({
  title: isString,
  licence: isString,
  text: isStoredFile,
  mmproj: isOptional(isStoredFile),
});
