import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { isAbort } from "../../../base/async";
import { MockloopError, writeError } from "../../../base/errors";
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
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** False when the file lay in the folder already. */
  readonly isCopy: boolean;
}

/**
 * Copies a file from a disk, and takes its checksum on the way. Only a whole copy stands at the target.
 *
 * @throws MockloopError BAD_OPTION when there is no such file or its checksum is wrong, DISK_FULL, WRITE_FAILED; AbortError.
 */
export async function importFile(
  { source, folder, sha256: expected, onProgress }: ImportOptions,
  signal: AbortSignal,
): Promise<ImportedFile> {
  const facts = await stat(source).catch(() => undefined);
  if (!facts?.isFile())
    throw new MockloopError("BAD_OPTION", `There is no file ${source} to take the model from.`);
  const file = basename(source);
  const target = join(folder, file);
  const isCopy = resolve(target) !== resolve(source);
  const copy = `${target}.copy`;
  const tell = (done: number): void => onProgress?.({ file, done, total: facts.size });
  try {
    const sha256 = isCopy
      ? await copyAndHash(source, copy, tell, signal)
      : await hashFile(source, signal);
    if (expected !== undefined && expected.toLowerCase() !== sha256)
      throw new MockloopError("BAD_OPTION", `${source} is damaged: its checksum is wrong.`);
    if (isCopy) await rename(copy, target);
    return { path: target, bytes: facts.size, sha256, isCopy };
  } catch (error) {
    if (isCopy) await rm(copy, { force: true });
    if (isAbort(error) || error instanceof MockloopError) throw error;
    throw writeError(target, error);
  }
}

async function copyAndHash(
  source: string,
  copy: string,
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
  const reading = createReadStream(source, { highWaterMark: 1 << 20 });
  await pipeline(reading, meter, createWriteStream(copy), { signal });
  return hash.digest("hex");
}
