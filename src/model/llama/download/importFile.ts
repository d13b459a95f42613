import { createHash } from "node:crypto";
import { constants } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { isAbort } from "../../../base/async";
import { MockloopError, writeError } from "../../../base/errors";
import { isSameFile } from "../../../files/confine";
import { Folder } from "../../../files/folder";
import { openNamedFile } from "../../../files/openPlain";
import { hashFile } from "./downloadFile";

export interface ImportOptions {
  /** Path of the file to copy. It is never changed. */
  readonly source: string;
  /** The folder it is copied to, under its own name. */
  readonly folder: string;
  /** What its SHA-256 must be, hex, if known. */
  readonly sha256?: string;
  readonly onProgress?: (progress: {
    readonly file: string;
    readonly done: number;
    readonly total: number;
  }) => void;
}

export interface ImportedFile {
  /** Where it belongs. */
  readonly path: string;
  /** The whole copy, to be renamed to `path`; undefined when the file lay in the folder already. */
  readonly copy: string | undefined;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Copies a file from a disk, and takes its checksum on the way. What stands at its place stays until the caller has seen that the
 * copy is what he wants.
 *
 * @throws MockloopError BAD_OPTION when there is no such file or its checksum is wrong, DISK_FULL, WRITE_FAILED; AbortError.
 */
export async function importFile(
  { source, folder, sha256: expected, onProgress }: ImportOptions,
  signal: AbortSignal,
): Promise<ImportedFile> {
  const reading = await openNamedFile(source).catch((cause: unknown) => {
    throw new MockloopError("BAD_OPTION", `There is no file ${source} to take the model from.`, {
      cause,
    });
  });
  const file = basename(source);
  const target = join(folder, file);
  const copy = (await isSameFile(source, target)) ? undefined : `${target}.copy`;
  const bytes = (await reading.stat()).size;
  const tell = (done: number): void => onProgress?.({ file, done, total: bytes });
  try {
    const sha256 = copy
      ? await copyAndHash(reading, await openCopy(copy), tell, signal)
      : await hashFile(source, signal);
    if (expected !== undefined && expected.toLowerCase() !== sha256)
      throw new MockloopError("BAD_OPTION", `${source} is damaged: its checksum is wrong.`);
    return { path: target, copy, bytes, sha256 };
  } catch (error) {
    if (copy) await dropCopy(copy);
    if (isAbort(error) || error instanceof MockloopError) throw error;
    throw writeError(target, error);
  } finally {
    await reading.close();
  }
}

async function openCopy(copy: string): Promise<FileHandle> {
  const folder = await Folder.open(dirname(copy));
  return folder.openToWrite(basename(copy), constants.O_TRUNC);
}

/** Deletes the copy of an import that is not wanted. */
export async function dropCopy(copy: string): Promise<void> {
  await (await Folder.open(dirname(copy))).remove(basename(copy));
}

async function copyAndHash(
  source: FileHandle,
  copy: FileHandle,
  tell: (done: number) => void,
  signal: AbortSignal,
): Promise<string> {
  const hash = createHash("sha256");
  let done = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, pass) {
      hash.update(chunk);
      tell((done += chunk.length));
      pass(undefined, chunk);
    },
  });
  const reading = source.createReadStream({ highWaterMark: 1 << 20, autoClose: false });
  await pipeline(reading, meter, copy.createWriteStream(), { signal });
  return hash.digest("hex");
}
