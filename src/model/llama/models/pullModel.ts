import { copyFile, mkdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { describeError, MockloopError, writeError } from "../../../base/errors";
import { checkPair } from "../checkPair";
import { formatBytes } from "../estimateMemory";
import { readGguf } from "../readGguf";
import { downloadFile, hashFile } from "../download/downloadFile";
import { freeBytesOf } from "../download/freeBytes";
import { lockFolder } from "../download/lockFolder";
import type { ModelStore, StoredFile, StoredModel } from "./modelStore";
import { parseModelUri } from "./modelUri";

/** What to fetch: a preset, or any two files by path, URL or `hf:` URI. */
export interface PullRequest {
  readonly id: string;
  readonly title: string;
  readonly licence: string;
  readonly text: PullFile;
  /** Undefined: a model without vision. */
  readonly mmproj?: PullFile;
}

export interface PullFile {
  readonly uri: string;
  readonly bytes?: number;
  readonly sha256?: string;
}

export interface PullOptions {
  /** Base URLs with Hugging Face's layout, tried before Hugging Face. */
  readonly mirrors?: readonly string[];
  readonly stallMs?: number;
  readonly patience?: number;
  readonly backoffMs?: number;
  readonly onProgress?: (progress: PullProgress) => void;
  /** Free bytes of the disk that holds a folder; undefined: ask the system. */
  readonly freeBytes?: (dir: string) => Promise<number>;
}

export interface PullProgress {
  readonly file: string;
  readonly done: number;
  /** Undefined when the server does not say. */
  readonly total: number | undefined;
}

/** Room left on the disk besides the model's files, bytes. */
const reserve = 512e6;

/**
 * Brings both files of a model into the store, checks that they belong together, and enters the model. A second call goes on
 * where the first ended; files that are there already are not fetched again. Local paths are copied (an offline import).
 *
 * @throws MockloopError DISK_FULL before anything is fetched when there is no room; MODEL_UNAVAILABLE; BAD_OPTION;
 * WRITE_FAILED; AbortError.
 */
export async function pullModel(
  store: ModelStore,
  request: PullRequest,
  options: PullOptions,
  signal: AbortSignal,
): Promise<StoredModel> {
  const folder = store.folderOf(request.id);
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw writeError(folder, error);
  });
  const unlock = await lockFolder(join(folder, ".lock"));
  try {
    await requireSpace(folder, request, options);
    const text = await bring(folder, request.text, options, signal);
    const mmproj = request.mmproj && (await bring(folder, request.mmproj, options, signal));
    await requirePair(text, mmproj);
    const { id, title, licence } = request;
    const model: StoredModel = { id, title, licence, text, mmproj };
    await store.add(model);
    return model;
  } finally {
    await unlock();
  }
}

async function bring(
  folder: string,
  file: PullFile,
  options: PullOptions,
  signal: AbortSignal,
): Promise<StoredFile> {
  const source = parseModelUri(file.uri, options.mirrors);
  if (source.kind === "path") return importFile(folder, source.path, file, signal);
  const target = join(folder, source.fileName);
  const present = await stat(target).catch(() => undefined);
  if (present && (file.bytes === undefined || file.bytes === present.size))
    return { path: target, bytes: present.size, sha256: await hashFile(target, signal) };
  return downloadFile(
    {
      ...options,
      urls: source.urls,
      target,
      ...(file.bytes === undefined ? {} : { bytes: file.bytes }),
      ...(file.sha256 === undefined ? {} : { sha256: file.sha256 }),
      onProgress: (done, total) =>
        options.onProgress?.({ file: source.fileName, done, total: total ?? file.bytes }),
    },
    signal,
  );
}

async function importFile(
  folder: string,
  path: string,
  file: PullFile,
  signal: AbortSignal,
): Promise<StoredFile> {
  const facts = await stat(path).catch(() => undefined);
  if (!facts?.isFile())
    throw new MockloopError("BAD_OPTION", `There is no file ${path} to take the model from.`);
  const sha256 = await hashFile(path, signal);
  if (file.sha256 !== undefined && file.sha256.toLowerCase() !== sha256)
    throw new MockloopError("BAD_OPTION", `${path} is damaged: its checksum is wrong.`);
  const target = join(folder, basename(path));
  if (target !== path)
    await copyFile(path, target).catch((error: unknown) => {
      throw writeError(target, error);
    });
  return { path: target, bytes: facts.size, sha256 };
}

/** Both files as llama.cpp will see them: whole, of the right kinds, and made for each other. */
async function requirePair(text: StoredFile, mmproj: StoredFile | undefined): Promise<void> {
  try {
    checkPair(await readGguf(text.path), mmproj && (await readGguf(mmproj.path)));
  } catch (error) {
    throw new MockloopError(
      "MODEL_UNAVAILABLE",
      "These files do not make a working model. Remove them with `mockloop models remove`, and take both files from the same place.",
      { detail: describeError(error), cause: error },
    );
  }
}

async function requireSpace(
  folder: string,
  request: PullRequest,
  options: PullOptions,
): Promise<void> {
  const files = [request.text, ...(request.mmproj ? [request.mmproj] : [])];
  const needs = await Promise.all(files.map((file) => missingBytes(folder, file)));
  const needed = needs.reduce((sum, bytes) => sum + bytes, 0);
  if (needed === 0) return;
  const free = await (options.freeBytes ?? freeBytesOf)(folder);
  if (free >= needed + reserve) return;
  throw new MockloopError(
    "DISK_FULL",
    `The disk of ${folder} has ${formatBytes(free)} free, the model needs ${formatBytes(needed + reserve)}. Free some space, or set another folder for models.`,
  );
}

/** What is still to come of a file; 0 when its size is unknown. */
async function missingBytes(folder: string, file: PullFile): Promise<number> {
  const source = parseModelUri(file.uri);
  const sizeOf = (path: string): Promise<number> =>
    stat(path).then(
      (facts) => facts.size,
      () => 0,
    );
  if (source.kind === "path") return sizeOf(source.path);
  if (file.bytes === undefined) return 0;
  const target = join(folder, source.fileName);
  const there = (await sizeOf(target)) || (await sizeOf(`${target}.part`));
  return Math.max(0, file.bytes - there);
}
