import { MockloopError } from "../base/errors";
import { visibleLine } from "../base/text/visibleText";

/** An immutable copy of a run's files. Paths are relative, "/"-separated, normalised. */
export type FilesSnapshot = ReadonlyMap<string, Uint8Array>;

/** Bounds that keep a model from filling memory; crossing one is a {@link MockloopError} PATH_REFUSED. */
export const FILE_LIMITS = { files: 200, fileBytes: 2_000_000, totalBytes: 20_000_000 } as const;

const decoder = new TextDecoder("utf-8", { fatal: false });
const encoder = new TextEncoder();

/** Of a whole path, UTF-16 units: what a run's own folder needs before it fits into Windows' 260 with this. */
const MAX_PATH_LENGTH = 200;

/** Of a file's or folder's name: what the common file systems of Linux take, the least of all. */
const MAX_NAME_BYTES = 255;

/** Of a refused path, UTF-16 units. */
const MAX_SHOWN = 80;

/** Device names that Windows reserves in every folder. */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³]) *(\.|$)/i;

/**
 * What no name may have: control characters, halves of surrogate pairs, which a disk keeps as something else, what is not shown
 * or turns the text after it (of such characters only those that join letters are part of words), and what Windows forbids.
 */
const FORBIDDEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"|?*\\]/u;

/**
 * `path` as a normal path below the run's folder: "./a//b.css" → "a/b.css".
 *
 * @throws MockloopError PATH_REFUSED for absolute paths, drive letters, "..", characters and names that some disk does not keep.
 */
export function confinePath(path: string): string {
  const refuse = (why: string): never => {
    throw new MockloopError(
      "PATH_REFUSED",
      `The path ${describePath(path)} is refused: ${why}. Use a relative path such as "index.html" or "assets/logo.png".`,
    );
  };
  if (path.length === 0 || path.length > MAX_PATH_LENGTH)
    refuse(`it is empty or longer than ${MAX_PATH_LENGTH} characters`);
  if (FORBIDDEN.test(path)) refuse("it has a character files may not have");
  if (path.startsWith("/") || path.startsWith("~")) refuse("it leads outside the run's folder");
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.length === 0) refuse("it names no file");
  for (const part of parts) {
    if (part === "..") refuse("it leads outside the run's folder");
    if (part.startsWith(".")) refuse("hidden files are not written");
    if (/[. ]$/.test(part))
      refuse(`"${part}" ends with a dot or a blank, which not every disk keeps`);
    if (RESERVED.test(part)) refuse(`"${part}" is no valid file name`);
    if (encoder.encode(part).length > MAX_NAME_BYTES)
      refuse(
        `a name in it is longer than ${MAX_NAME_BYTES} bytes; letters beyond ASCII have 2 to 4`,
      );
  }
  return parts.join("/");
}

/** Its beginning in quotes, as it can be printed. */
function describePath(path: string): string {
  const isLong = path.length > MAX_SHOWN;
  return visibleLine(JSON.stringify(isLong ? `${path.slice(0, MAX_SHOWN)}…` : path));
}

/** Whether {@link confinePath} takes the path as it is. */
export function isConfined(path: string): boolean {
  try {
    return confinePath(path) === path;
  } catch {
    return false;
  }
}

/** What a path is to a disk that takes "É" for "é", and one letter for the same one written as two characters. */
const placeOf = (path: string): string => path.normalize().toLowerCase();

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
    const place = placeOf(confined);
    let total = bytes.length;
    for (const [other, kept] of this.files) {
      if (other === confined) continue;
      total += kept.length;
      const otherPlace = placeOf(other);
      if (otherPlace === place)
        throw new MockloopError(
          "PATH_REFUSED",
          `The path "${confined}" differs from the existing "${other}" only by how its letters are written; use "${other}".`,
        );
      if (otherPlace.startsWith(`${place}/`) || place.startsWith(`${otherPlace}/`))
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
