import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import {
  lstat,
  mkdir,
  open,
  opendir,
  readdir,
  realpath,
  rename,
  rmdir,
  unlink,
} from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { MockloopError, systemErrorCode, writeError } from "../base/errors";
import type { Remedy } from "../base/remedy";
import { isBelow } from "./confine";
import { kindAt, kindOf, NotPlainError, openPlain, readAndClose } from "./openPlain";
import type { Kind, ReadOptions } from "./openPlain";

export interface Entry {
  readonly name: string;
  readonly kind: Kind;
}

/**
 * A folder in which a stranger may have prepared anything: a repository that was cloned, an archive that was unpacked. Its own
 * path is resolved once, when it is opened; below it no link is followed, only plain files are read, and no more of them than
 * asked for, and what is written goes to a new file of a random name that is then renamed.
 *
 * Names are relative to the folder, with "/" between their parts. Node has no `openat`: each part is looked at right before its
 * use, so a process that swaps parts at that very moment is not kept out. It would have to run as this user, or in a folder that
 * others may write to.
 *
 * All methods throw MockloopError PATH_REFUSED for links, for what is no plain file or folder, and for names that lead out. Those
 * that write throw WRITE_FAILED and DISK_FULL besides, those that only read the system's errors.
 */
export class Folder {
  private constructor(
    /** Absolute, without links. */
    readonly path: string,
    private readonly whenFull: Remedy | undefined,
  ) {}

  /**
   * The folder at `path`; links on the way to it, and at its end, are followed.
   *
   * @param whenFull what to do after a write that failed: see {@link writeError}.
   */
  static async open(path: string, whenFull?: Remedy): Promise<Folder> {
    return new Folder(await realpath(path), whenFull);
  }

  /** As {@link open}, but makes the folder, and those above it, when they are missing. */
  static async make(path: string, whenFull?: Remedy): Promise<Folder> {
    try {
      await mkdir(path, { recursive: true });
      return await Folder.open(path, whenFull);
    } catch (error) {
      throw writeError(path, error, whenFull);
    }
  }

  /** Absolute. @throws only for names that lead out. */
  pathOf(name: string): string {
    return join(this.path, ...partsOf(name));
  }

  /** A folder in this one that is there. */
  async folder(name: string): Promise<Folder> {
    return new Folder(await this.walk(partsOf(name), false), this.whenFull);
  }

  /** A folder in this one; it, and those above it, are made when they are missing. */
  makeFolder(name: string): Promise<Folder> {
    return this.writing(
      name,
      async () => new Folder(await this.walk(partsOf(name), true), this.whenFull),
    );
  }

  /** Makes a folder in this one; whether there was nothing of that name. */
  makeNewFolder(name: string): Promise<boolean> {
    return this.writing(name, async () => {
      const path = await this.locate(name, true);
      return mkdir(path).then(
        () => true,
        (error: unknown) => {
          if (systemErrorCode(error) === "EEXIST") return false;
          throw error;
        },
      );
    });
  }

  /** What is there of that name; undefined: nothing. */
  async kind(name: string): Promise<Kind | undefined> {
    const path = await this.locate(name, false).catch((error: unknown) => {
      if (systemErrorCode(error) === "ENOENT") return undefined;
      throw error;
    });
    return path === undefined ? undefined : kindAt(path);
  }

  /** Bytes of a file; 0 when there is none. */
  async size(name: string): Promise<number> {
    if ((await this.kind(name)) === undefined) return 0;
    const path = await this.locate(name, false);
    const facts = await lstat(path);
    if (!facts.isFile()) throw new NotPlainError(path, "is no regular file");
    return facts.size;
  }

  /** For what others will write: neither the file of that name, nor a folder above it, is a link or anything odd. */
  async refuseLinks(name: string): Promise<void> {
    const kind = await this.kind(name);
    if (kind === "link") throw new NotPlainError(this.pathOf(name), "is a link");
    if (kind === "other") throw new NotPlainError(this.pathOf(name), "is no regular file");
  }

  /** What is in this folder itself, sorted by name. */
  async list(): Promise<Entry[]> {
    const entries = await readdir(this.path, { withFileTypes: true });
    return entries
      .map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** As {@link list}, but at most `max` of them, whichever the system has first: a folder may hold millions. */
  async listSome(max: number): Promise<Entry[]> {
    const entries: Entry[] = [];
    if (max <= 0) return entries;
    for await (const entry of await opendir(this.path)) {
      entries.push({ name: entry.name, kind: kindOf(entry) });
      if (entries.length >= max) break;
    }
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** What a link leads to when that lies in this folder: its name; undefined: it leads out, or nowhere. */
  async targetOf(name: string): Promise<string | undefined> {
    const target = await realpath(await this.locate(name, false)).catch(() => undefined);
    if (target === undefined || target === this.path || !isBelow(target, this.path))
      return undefined;
    return relative(this.path, target).split(sep).join("/");
  }

  /** The bytes of a file of at most `maxBytes`. @throws also AbortError. */
  async read(name: string, options: ReadOptions): Promise<Uint8Array> {
    const path = await this.locate(name, false);
    return readAndClose(await openPlain(path, constants.O_RDONLY), path, options);
  }

  /**
   * Writes a file so that it is either whole or as it was: to a new one, flushed, then renamed. A link of that name is replaced,
   * and what it led to left alone.
   *
   * @param mode who may do what with it, as of `chmod`; undefined: as usual.
   */
  write(
    name: string,
    content: Uint8Array | string,
    { mode }: { readonly mode?: number } = {},
  ): Promise<void> {
    return this.writing(name, async () => {
      const path = await this.locate(name, true);
      const fresh = join(path, "..", temporaryName());
      try {
        const file = await open(fresh, "wx", mode);
        try {
          await file.writeFile(content);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(fresh, path);
      } catch (error) {
        await unlink(fresh).catch(() => undefined);
        throw error;
      }
    });
  }

  /**
   * Writes a file as {@link write} does and opens it to go on writing at its end. So what is appended never reaches another name
   * that an earlier file had (a hard link).
   */
  async startAppending(name: string, content: Uint8Array | string): Promise<FileHandle> {
    await this.write(name, content);
    return this.openToWrite(name, constants.O_APPEND);
  }

  /**
   * Opens a file to write to it in place, which is for large ones that grow; it is made when it is missing.
   *
   * @param flags `constants.O_APPEND` or `constants.O_TRUNC`.
   * @throws PATH_REFUSED also when the file has another name (a hard link): that one would change as well.
   */
  openToWrite(name: string, flags: number): Promise<FileHandle> {
    return this.writing(name, async () => {
      const path = await this.locate(name, true);
      const { O_WRONLY, O_CREAT, O_TRUNC } = constants;
      // Emptied only after the look at it.
      const file = await openPlain(path, O_WRONLY | O_CREAT | (flags & ~O_TRUNC));
      try {
        if ((await file.stat()).nlink > 1)
          throw new NotPlainError(path, "has another name (a hard link)");
        if (flags & O_TRUNC) await file.truncate();
        return file;
      } catch (error) {
        await file.close();
        throw error;
      }
    });
  }

  /** Gives a file or folder another name; a file or link of that name is replaced. */
  move(from: string, to: string): Promise<void> {
    return this.writing(to, async () => {
      await rename(await this.locate(from, false), await this.locate(to, false));
    });
  }

  /** Deletes a file, or a link itself, if it is there. */
  remove(name: string): Promise<void> {
    return this.writing(name, async () => {
      const kind = await this.kind(name);
      if (kind === undefined) return;
      const path = await this.locate(name, false);
      if (kind === "folder") throw new NotPlainError(path, "is a folder");
      await unlink(path);
    });
  }

  /** Deletes a folder if it is empty; whether it is gone. */
  async removeEmpty(name: string): Promise<boolean> {
    if ((await this.kind(name)) !== "folder") return false;
    const path = await this.locate(name, false);
    return rmdir(path).then(
      () => true,
      () => false,
    );
  }

  /** The path of a name whose parts above the last are folders, made when they are missing and `make` says so. */
  private async locate(name: string, make: boolean): Promise<string> {
    const parts = partsOf(name);
    return join(await this.walk(parts.slice(0, -1), make), parts.at(-1) ?? "");
  }

  /** The path of folders inside each other, none of which is a link. @throws ENOENT for one that is missing. */
  private async walk(parts: readonly string[], make: boolean): Promise<string> {
    let path = this.path;
    for (const part of parts) {
      path = join(path, part);
      if (make)
        await mkdir(path).catch((error: unknown) => {
          if (systemErrorCode(error) !== "EEXIST") throw error;
        });
      const kind = await kindAt(path);
      if (kind === "folder") continue;
      if (kind !== undefined)
        throw new NotPlainError(path, kind === "link" ? "is a link" : "is no folder");
      throw Object.assign(new Error(`ENOENT: there is no folder ${path}`), { code: "ENOENT" });
    }
    return path;
  }

  private async writing<T>(name: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof MockloopError) throw error;
      throw writeError(join(this.path, name), error, this.whenFull);
    }
  }
}

/** A name nobody can have prepared; not derived from another one, which may be as long as names can be. */
export const temporaryName = (): string => `.${randomBytes(6).toString("hex")}.part`;

/** Whether a killed process may have left a file of that name: see {@link temporaryName}. */
export const isTemporaryName = (name: string): boolean => /^\.[0-9a-f]{12}\.part$/.test(name);

function partsOf(name: string): string[] {
  const parts = name.split("/");
  for (const part of parts)
    if (part === "" || part === "." || part === ".." || part.includes(sep) || part.includes("\0"))
      throw new MockloopError(
        "PATH_REFUSED",
        `The path ${JSON.stringify(name)} is refused: it leads out of its folder, or names nothing.`,
      );
  return parts;
}
