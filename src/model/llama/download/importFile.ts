import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, type BigIntStats } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
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
  const facts = await statOf(source);
  if (!facts?.isFile())
    throw new MockloopError("BAD_OPTION", `There is no file ${source} to take the model from.`);
  const file = basename(source);
  const target = join(folder, file);
  const there = await statOf(target);
  const isThere = there?.dev === facts.dev && there.ino === facts.ino;
  const copy = isThere ? undefined : `${target}.copy`;
  const bytes = Number(facts.size);
  const tell = (done: number): void => onProgress?.({ file, done, total: bytes });
  try {
    const sha256 = copy
      ? await copyAndHash(source, copy, tell, signal)
      : await hashFile(source, signal);
    if (expected !== undefined && expected.toLowerCase() !== sha256)
      throw new MockloopError("BAD_OPTION", `${source} is damaged: its checksum is wrong.`);
    return { path: target, copy, bytes, sha256 };
  } catch (error) {
    if (copy) await rm(copy, { force: true });
    if (isAbort(error) || error instanceof MockloopError) throw error;
    throw writeError(target, error);
  }
}

const statOf = (path: string): Promise<BigIntStats | undefined> =>
  stat(path, { bigint: true }).catch(() => undefined);

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
