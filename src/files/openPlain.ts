import { constants } from "node:fs";
import { lstat, open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { throwIfAborted } from "../base/async";
import { MockloopError, systemErrorCode } from "../base/errors";

/** What is at a path, links not followed. */
export type Kind = "file" | "folder" | "link" | "other";

interface Facts {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/** Links are symbolic ones and, on Windows, junctions; pipes, sockets and devices are "other". */
export function kindOf(facts: Facts): Kind {
  if (facts.isSymbolicLink()) return "link";
  if (facts.isFile()) return "file";
  return facts.isDirectory() ? "folder" : "other";
}

/** Something is a link, a folder, a pipe where a plain file or a folder is wanted. */
export class NotPlainError extends MockloopError {
  constructor(
    path: string,
    /** "is a link" */
    readonly what: string,
  ) {
    super(
      "PATH_REFUSED",
      `${path} ${what}, so nothing was read or written through it. Look where it comes from; once it is gone, try again.`,
    );
  }
}

/** A file has more bytes than were to be read. */
export class TooLargeError extends MockloopError {
  constructor(path: string, maxBytes: number) {
    super("PATH_REFUSED", `${path} has more than ${maxBytes} bytes, so it was not read.`);
  }
}

export interface ReadOptions {
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens a plain file without following a link in its place, and without waiting for the other end of a pipe.
 *
 * @param flags of `open`, for instance `constants.O_RDONLY`.
 * @throws MockloopError PATH_REFUSED for a link, a folder, a pipe, a socket or a device; what `open` throws.
 */
export async function openPlain(path: string, flags: number): Promise<FileHandle> {
  // Windows has no such flag; there the look before has to do.
  if (NO_FOLLOW === 0 && (await kindAt(path)) === "link")
    throw new NotPlainError(path, "is a link");
  return openAndCheck(path, flags | NO_FOLLOW | NO_WAIT);
}

/**
 * The bytes of a file that a person named: links are followed, anything but a plain file is refused, and no more than `maxBytes`
 * are ever read, however fast it grows.
 *
 * @throws MockloopError PATH_REFUSED when it is no plain file; TooLargeError; what the system throws; AbortError.
 */
export async function readNamedFile(path: string, options: ReadOptions): Promise<Uint8Array> {
  return readAndClose(await openNamedFile(path), path, options);
}

/** Opens a file that a person named to read it: see {@link readNamedFile}. */
export function openNamedFile(path: string): Promise<FileHandle> {
  return openAndCheck(path, constants.O_RDONLY | NO_WAIT);
}

/** Reads an open file to its end and closes it. @throws as {@link readNamedFile}. */
export async function readAndClose(
  file: FileHandle,
  path: string,
  { maxBytes, signal }: ReadOptions,
): Promise<Uint8Array> {
  try {
    if ((await file.stat()).size > maxBytes) throw new TooLargeError(path, maxBytes);
    const chunks: Uint8Array[] = [];
    for (let total = 0; ;) {
      throwIfAborted(signal);
      const chunk = new Uint8Array(Math.min(CHUNK_BYTES, maxBytes - total + 1));
      const { bytesRead } = await file.read(chunk, 0, chunk.length, null);
      if (bytesRead === 0) return Buffer.concat(chunks, total);
      total += bytesRead;
      if (total > maxBytes) throw new TooLargeError(path, maxBytes);
      chunks.push(chunk.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

/** What is at `path`; undefined: nothing. @throws what `lstat` throws for other reasons. */
export async function kindAt(path: string): Promise<Kind | undefined> {
  try {
    return kindOf(await lstat(path));
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}

const CHUNK_BYTES = 1 << 18;

// The types say that they are always there; on Windows they are not.
const { O_NOFOLLOW, O_NONBLOCK } = constants as Partial<typeof constants>;
const NO_FOLLOW = O_NOFOLLOW ?? 0;
const NO_WAIT = O_NONBLOCK ?? 0;

async function openAndCheck(path: string, flags: number): Promise<FileHandle> {
  let file: FileHandle;
  try {
    file = await open(path, flags);
  } catch (error) {
    const kind = await kindAt(path).catch(() => undefined);
    // A link says ELOOP, a pipe or a socket ENXIO, a folder EISDIR.
    if (kind === undefined || kind === "file") throw error;
    if (kind === "link" && systemErrorCode(error) !== "ELOOP") throw error;
    throw new NotPlainError(path, NAMES[kind]);
  }
  const facts = await file.stat();
  if (facts.isFile()) return file;
  await file.close();
  throw new NotPlainError(path, NAMES[facts.isDirectory() ? "folder" : "other"]);
}

/** What something is that should have been a file. */
const NAMES: Readonly<Record<Exclude<Kind, "file">, string>> = {
  link: "is a link",
  folder: "is a folder",
  other: "is no regular file",
};
