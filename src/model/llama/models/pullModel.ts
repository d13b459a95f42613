import type { StoredFile, StoredModel } from "../../modelLibrary";
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describeError, MockloopError } from "../../../base/errors";
import { sizeOfFile } from "../../../files/confine";
import { Folder } from "../../../files/folder";
import { checkPair } from "../load/checkPair";
import { formatBytes } from "../../../base/text/formatBytes";
import { readGguf } from "../load/readGguf";
import { readTextModel } from "../load/readTextModel";
import { downloadFile, hashFile } from "../download/downloadFile";
import { freeBytesOf } from "../download/freeBytes";
import { dropCopy, importFile } from "../download/importFile";
import type { ModelStore } from "./modelStore";
import { parseModelUri, type ModelSource } from "./modelUri";
import { filesOf, type PullFile, type PullRequest } from "./pullFiles";
import { dropRequest, keepRequest } from "./unfinishedModels";

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
 * where the first ended; files that are there already are not fetched again. Local paths are copied (an offline import), and
 * copies are deleted again when the model cannot be entered.
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
  const unlock = await store.lock(request.id);
  const brought: BroughtFile[] = [];
  try {
    await Folder.make(folder);
    await checkImport(request);
    await requireSpace(folder, request, options);
    await keepRequest(folder, request);
    for (const file of filesOf(request)) brought.push(await bring(folder, file, options, signal));
    await requireModel(brought, request);
    for (const file of brought) await putInPlace(file);
    const { id, title, licence } = request;
    const stored = brought.map((file) => file.stored);
    const model: StoredModel = { id, title, licence, ...sortFiles(stored, request) };
    await store.add(model);
    await dropRequest(folder);
    return model;
  } catch (error) {
    // A download goes on from what is there; of an import there is nothing to go on with.
    for (const { copy } of brought) if (copy) await dropCopy(copy);
    if ((await store.partialBytes(request.id)) === 0) await dropRequest(folder);
    throw error;
  } finally {
    await store.removeIfEmpty(request.id);
    await unlock();
  }
}

/** What was brought for a request, in the order of its files, by what it is. */
function sortFiles<File>(
  files: readonly File[],
  { mmproj }: PullRequest,
): {
  readonly text: File;
  readonly textParts?: readonly File[];
  readonly mmproj: File | undefined;
} {
  const texts = mmproj ? files.slice(0, -1) : files;
  const [text, ...textParts] = texts as [File, ...File[]];
  return {
    text,
    ...(textParts.length > 0 && { textParts }),
    mmproj: mmproj && files.at(-1),
  };
}

interface BroughtFile {
  readonly stored: StoredFile;
  /** Where an import's copy waits for its place, which another file may have. */
  readonly copy: string | undefined;
  readonly isDownload: boolean;
}

async function bring(
  folder: string,
  file: PullFile,
  options: PullOptions,
  signal: AbortSignal,
): Promise<BroughtFile> {
  const source = parseModelUri(file.uri, options.mirrors);
  if (source.kind === "path") {
    const { copy, ...stored } = await importFile(
      { source: source.path, folder, ...options, ...(file.sha256 && { sha256: file.sha256 }) },
      signal,
    );
    return { stored, copy, isDownload: false };
  }
  const stored = await download(source, join(folder, source.fileName), file, options, signal);
  return { stored, copy: undefined, isDownload: true };
}

async function download(
  { urls, fileName }: ModelSource & { kind: "download" },
  target: string,
  file: PullFile,
  options: PullOptions,
  signal: AbortSignal,
): Promise<StoredFile> {
  const size = await sizeOfFile(target);
  if (size !== undefined && (file.bytes === undefined || file.bytes === size)) {
    options.onProgress?.({ file: fileName, done: size, total: size });
    const sha256 = await hashFile(target, signal);
    if (file.sha256 === undefined || file.sha256.toLowerCase() === sha256)
      return { path: target, bytes: size, sha256 };
  }
  const free = await (options.freeBytes ?? freeBytesOf)(dirname(target));
  return downloadFile(
    {
      ...options,
      urls,
      target,
      mostBytes: Math.max(0, free - reserve),
      ...(file.bytes === undefined ? {} : { bytes: file.bytes }),
      ...(file.sha256 === undefined ? {} : { sha256: file.sha256 }),
      onProgress: (done, total) =>
        options.onProgress?.({ file: fileName, done, total: total ?? file.bytes }),
    },
    signal,
  );
}

async function putInPlace({ stored, copy }: BroughtFile): Promise<void> {
  if (copy === undefined) return;
  const folder = await Folder.open(dirname(copy));
  await folder.move(basename(copy), basename(stored.path));
}

/** As {@link requirePair}; a download that is no model by itself is deleted, or the next call would find it and fail again. */
async function requireModel(brought: readonly BroughtFile[], request: PullRequest): Promise<void> {
  const paths = brought.map(({ stored, copy }) => copy ?? stored.path);
  try {
    await requirePair(paths, request);
  } catch (error) {
    const broken: string[] = [];
    for (const { stored, isDownload } of brought) {
      const facts = await readGguf(stored.path).catch(() => undefined);
      if (!isDownload || (facts && facts.fileBytes >= facts.neededBytes)) continue;
      await (await Folder.open(dirname(stored.path))).remove(basename(stored.path));
      broken.push(basename(stored.path));
    }
    if (broken.length === 0) throw error;
    throw new MockloopError(
      "MODEL_UNAVAILABLE",
      `What came as ${broken.join(" and ")} is damaged or no model, and was deleted. Try again, or take it from another place.`,
      { detail: describeError(error), cause: error },
    );
  }
}

/** Both files as llama.cpp will see them: whole, of the right kinds, and made for each other. */
async function requirePair(paths: readonly string[], request: PullRequest): Promise<void> {
  const { text, textParts = [], mmproj } = sortFiles(paths, request);
  try {
    const facts = await readTextModel([text, ...textParts]);
    checkPair(facts, mmproj === undefined ? undefined : await readGguf(mmproj));
  } catch (error) {
    throw new MockloopError(
      "MODEL_UNAVAILABLE",
      "These files do not make a working model. Take both files from the same place.",
      { detail: describeError(error), cause: error },
    );
  }
}

/** Files from a disk are looked at before gigabytes of them are copied, perhaps over a model that works. */
async function checkImport(request: PullRequest): Promise<void> {
  const sources = filesOf(request).map((file) => parseModelUri(file.uri));
  const paths = sources.flatMap((source) => (source.kind === "path" ? [source] : []));
  // One that is missing is told of when it is its turn.
  if (paths.length < sources.length || !paths.every(({ path }) => existsSync(path))) return;
  await requirePair(
    paths.map(({ path }) => path),
    request,
  );
}

async function requireSpace(
  folder: string,
  request: PullRequest,
  options: PullOptions,
): Promise<void> {
  const needs = await Promise.all(filesOf(request).map((file) => missingBytes(folder, file)));
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
  const sizeOf = async (path: string): Promise<number> => (await sizeOfFile(path)) ?? 0;
  if (source.kind === "path") return sizeOf(source.path);
  if (file.bytes === undefined) return 0;
  const target = join(folder, source.fileName);
  const there = (await sizeOf(target)) || (await sizeOf(`${target}.part`));
  return Math.max(0, file.bytes - there);
}
