import { MockloopError } from "../base/errors";

/** An immutable copy of a run's files. Paths are relative, "/"-separated, normalised. */
export type FilesSnapshot = ReadonlyMap<string, Uint8Array>;

/** Bounds that keep a model from filling memory; crossing one is a {@link MockloopError} PATH_REFUSED. */
export const FILE_LIMITS = { files: 200, fileBytes: 2_000_000, totalBytes: 20_000_000 } as const;

const decoder = new TextDecoder("utf-8", { fatal: false });
const encoder = new TextEncoder();

/** Device names that Windows reserves in every folder. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * `path` as a normal path below the run's folder: "./a//b.css" → "a/b.css".
 *
 * @throws MockloopError PATH_REFUSED for absolute paths, drive letters, "..", control characters and reserved names.
 */
export function confinePath(path: string): string {
  const refuse = (why: string): never => {
    throw new MockloopError(
      "PATH_REFUSED",
      `The path ${JSON.stringify(path)} is refused: ${why}. Use a relative path such as "index.html" or "assets/logo.png".`,
    );
  };
  if (path.length === 0 || path.length > 200) refuse("it is empty or longer than 200 characters");
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f<>:"|?*\\]/.test(path)) refuse("it has a character files may not have");
  if (path.startsWith("/") || path.startsWith("~")) refuse("it leads outside the run's folder");
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.length === 0) refuse("it names no file");
  for (const part of parts) {
    if (part === "..") refuse("it leads outside the run's folder");
    if (part.startsWith(".")) refuse("hidden files are not written");
    if (/[. ]$/.test(part) || RESERVED.test(part)) refuse(`"${part}" is no valid file name`);
  }
  return parts.join("/");
}

/** Whether {@link confinePath} takes the path as it is. */
export function isConfined(path: string): boolean {
  try {
    return confinePath(path) === path;
  } catch {
    return false;
  }
}

/** The files a run has written so far, in memory and confined to relative paths. */
export class SourceFiles {
  private files: Map<string, Uint8Array>;

  constructor(initial: FilesSnapshot = new Map()) {
    this.files = new Map(initial);
  }

  /** Sorted. */
  get paths(): readonly string[] {
    return [...this.files.keys()].sort();
  }

  readBytes(path: string): Uint8Array | undefined {
    return this.files.get(confinePath(path));
  }

  readText(path: string): string | undefined {
    const bytes = this.readBytes(path);
    return bytes && decoder.decode(bytes);
  }

  /** @throws MockloopError PATH_REFUSED when the path or a limit forbids it. Returns the normal path. */
  write(path: string, content: string | Uint8Array): string {
    const confined = confinePath(path);
    const bytes = typeof content === "string" ? encoder.encode(content) : content;
    let total = bytes.length;
    for (const [other, kept] of this.files) {
      if (other === confined) continue;
      total += kept.length;
      if (other.toLowerCase() === confined.toLowerCase())
        throw new MockloopError(
          "PATH_REFUSED",
          `The path "${confined}" differs from the existing "${other}" by case only; use "${other}".`,
        );
      if (other.startsWith(`${confined}/`) || confined.startsWith(`${other}/`))
        throw new MockloopError(
          "PATH_REFUSED",
          `The path "${confined}" needs "${other}" to be a folder and a file at once.`,
        );
    }
    if (
      bytes.length > FILE_LIMITS.fileBytes ||
      total > FILE_LIMITS.totalBytes ||
      (!this.files.has(confined) && this.files.size >= FILE_LIMITS.files)
    )
      throw new MockloopError(
        "PATH_REFUSED",
        `"${confined}" is too much: a run holds at most ${FILE_LIMITS.files} files, ${FILE_LIMITS.fileBytes} bytes each, ${FILE_LIMITS.totalBytes} bytes together.`,
      );
    this.files.set(confined, bytes);
    return confined;
  }

  /** Whether there was such a file. @throws MockloopError PATH_REFUSED. */
  delete(path: string): boolean {
    return this.files.delete(confinePath(path));
  }

  snapshot(): FilesSnapshot {
    return new Map(this.files);
  }

  restore(snapshot: FilesSnapshot): void {
    this.files = new Map(snapshot);
  }
}
