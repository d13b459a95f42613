import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { isAbort } from "../base/async";
import { describeError, MockloopError, systemErrorCode } from "../base/errors";
import { visibleLine } from "../base/text/visibleText";
import { NotPlainError, readNamedFile, TooLargeError } from "../files/openPlain";

/** Where a mockup comes from. A `bytes` source brings its file name, which may say `@2x`. */
export type MockupSource =
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "uri"; readonly uri: string }
  | { readonly kind: "bytes"; readonly name: string; readonly bytes: Uint8Array };

export interface SourceBytes {
  /** The file's name without its folder, as it can be printed. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * The bytes behind a source. Only local files are opened, nothing is ever downloaded.
 *
 * @throws MockloopError MOCKUP_NOT_FOUND, MOCKUP_UNSUPPORTED (no file, another scheme than `file:`), MOCKUP_TOO_LARGE
 * (checked before reading), MOCKUP_CORRUPT (empty); AbortError.
 */
export async function readSource(
  source: MockupSource,
  maxFileBytes: number,
  signal?: AbortSignal,
): Promise<SourceBytes> {
  if (source.kind === "bytes") {
    assertFileBytes(source.name, source.bytes.length, maxFileBytes);
    return { name: visibleLine(basename(source.name)), bytes: source.bytes };
  }
  const path = source.kind === "path" ? source.path : pathOfUri(source.uri);
  try {
    const bytes = await readNamedFile(path, { maxBytes: maxFileBytes, signal });
    assertFileBytes(path, bytes.length, maxFileBytes);
    return { name: visibleLine(basename(path)), bytes };
  } catch (error) {
    if (isAbort(error)) throw error;
    if (error instanceof TooLargeError) throw tooLarge(path, "is larger", maxFileBytes);
    if (error instanceof NotPlainError)
      throw new MockloopError("MOCKUP_UNSUPPORTED", `${path} ${error.what}. Name a picture file.`);
    throw error instanceof MockloopError ? error : readError(path, error);
  }
}

function pathOfUri(uri: string): string {
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(uri)?.[1]?.toLowerCase();
  if (scheme !== "file")
    throw new MockloopError(
      "MOCKUP_UNSUPPORTED",
      `Only file: addresses are opened, and this one is ${scheme ? `${scheme}:` : "without a scheme"}. Save the picture to disk and name that file.`,
    );
  try {
    return fileURLToPath(uri);
  } catch (error) {
    throw new MockloopError(
      "MOCKUP_UNSUPPORTED",
      "This file: address names no file on this machine. Give the picture's path instead.",
      { detail: describeError(error), cause: error },
    );
  }
}

function assertFileBytes(name: string, bytes: number, maxFileBytes: number): void {
  if (bytes === 0)
    throw new MockloopError(
      "MOCKUP_CORRUPT",
      `${name} is empty. Export or download the picture again.`,
    );
  if (bytes > maxFileBytes) throw tooLarge(name, `has ${megabytes(bytes)}`, maxFileBytes);
}

function tooLarge(name: string, has: string, maxFileBytes: number): MockloopError {
  return new MockloopError(
    "MOCKUP_TOO_LARGE",
    `${name} ${has}; at most ${megabytes(maxFileBytes)} are accepted. Save it smaller or compressed.`,
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function readError(path: string, cause: unknown): MockloopError {
  const code = systemErrorCode(cause);
  const missing = code === "ENOENT" || code === "ENOTDIR";
  return new MockloopError(
    "MOCKUP_NOT_FOUND",
    missing
      ? `There is no file ${path}. Check the path.`
      : `${path} could not be read. Check that you may read it.`,
    { detail: describeError(cause), cause },
  );
}
