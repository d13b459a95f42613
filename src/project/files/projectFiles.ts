import { MockloopError } from "../../base/errors";
import { Folder } from "../../files/folder";
import { fitsGlob } from "../../policy/fitsGlob";
import { findSecret, isSecretPath } from "./secrets";
import type { IgnoredFiles } from "./ignoredFiles";
import { ignoredAround } from "./ignoredFiles";
import { walkProject, type WalkLimits } from "./walkProject";

/** What of a person's project a model may ask to read. */
export interface ProjectChoice {
  /** The project's folder, absolute. */
  readonly folder: string;
  /** Globs of the files, relative to it. */
  readonly files: readonly string[];
}

/** Bytes of one file, and of all texts and all pictures (and fonts) that one run reads: those take nothing from the texts. */
const LIMITS = { fileBytes: 200_000, texts: 1_000_000, pictures: 4_000_000 } as const;

/** A person's globs say what may be read: packages alone are never looked for. */
const WALK = {
  limits: { entries: 20_000, inFolder: 20_000, depth: 64 },
  leftOut: new Set(["node_modules"]),
};

/** The chosen files of a project. */
interface ListedFiles {
  /** Relative to the folder, sorted. */
  readonly paths: readonly string[];
  /** How many more were found than are listed. */
  readonly more: number;
  /** Whether the whole project was looked through; false: it has more than that. */
  readonly isWhole: boolean;
}

/** What a file holds, or why it is not read. */
type ReadText = { readonly text: string } | { readonly why: string };

/** The chosen files of a project: no hidden ones, no links, none that Git leaves out, and none with secrets. */
export class ProjectFiles {
  private readonly left = { texts: LIMITS.texts as number, pictures: LIMITS.pictures as number };
  /** What was read before: pages of one file count once. */
  private readonly known = new Map<string, Uint8Array>();

  private constructor(
    private readonly root: Folder,
    private readonly globs: readonly string[],
    private readonly limits: WalkLimits,
    /** What the repository around the folder leaves out. */
    private readonly around: IgnoredFiles,
  ) {}

  /** @throws MockloopError BAD_OPTION when there is no such folder, or what Git leaves out of it cannot be told. */
  static async open(
    { folder, files }: ProjectChoice,
    limits: WalkLimits = WALK.limits,
  ): Promise<ProjectFiles> {
    let root: Folder;
    try {
      root = await Folder.open(folder);
      await root.list();
    } catch (cause) {
      throw new MockloopError("BAD_OPTION", `There is no project folder ${folder}.`, { cause });
    }
    try {
      return new ProjectFiles(root, files, limits, await ignoredAround(root));
    } catch (cause) {
      const why = "The rules for Git of a folder that it lies in cannot be read, or take too long.";
      throw new MockloopError("BAD_OPTION", `${folder} cannot be looked through. ${why}`, {
        cause,
      });
    }
  }

  /** The folder's real path. */
  get path(): string {
    return this.root.path;
  }

  /** Absolute, for whoever is asked. @throws MockloopError PATH_REFUSED for names that lead out. */
  pathOf(path: string): string {
    return this.root.pathOf(path);
  }

  /** The chosen files; of more than `most` those nearest to the folder. */
  async list(signal: AbortSignal, most = Infinity): Promise<ListedFiles> {
    const { paths, isAll } = await walkProject(this.root, signal, {
      ...WALK,
      limits: this.limits,
      around: this.around,
    });
    const chosen = paths.filter((path) => {
      const name = path.slice(path.lastIndexOf("/") + 1);
      return !name.startsWith(".") && !isSecretPath(path) && this.isChosen(path);
    });
    const listed = chosen.slice(0, most).sort();
    return { paths: listed, more: chosen.length - listed.length, isWhole: isAll };
  }

  /** The text of a chosen file; else why it cannot be read, for the model. */
  async read(path: string, signal: AbortSignal): Promise<ReadText> {
    // Only a name as the disk itself gives it: no other spelling of a file that is left out gets through.
    return this.readListed(path, (await this.list(signal)).paths, signal);
  }

  /** The same where the files were listed before: for many at a time. */
  async readListed(path: string, files: readonly string[], signal: AbortSignal): Promise<ReadText> {
    const read = await this.readBytes(path, files, true, signal);
    return "bytes" in read ? { text: new TextDecoder().decode(read.bytes) } : read;
  }

  /** The same as bytes. @param isText Whether it must be a text, and one without secrets; else it may be a picture or a font. */
  async readBytes(
    path: string,
    files: readonly string[],
    isText: boolean,
    signal: AbortSignal,
  ): Promise<{ readonly bytes: Uint8Array } | { readonly why: string }> {
    if (!files.includes(path))
      return { why: `${JSON.stringify(path)} is none of the files that may be read here.` };
    const bytes = await this.take(path, isText ? "texts" : "pictures", signal);
    if (bytes === undefined)
      return {
        why: `${path} cannot be read now, is too large, or as much of the project was read as one run may.`,
      };
    if (!isText) return { bytes };
    const text = new TextDecoder().decode(bytes);
    if (text.includes("\u0000")) return { why: `${path} is no text.` };
    const secret = findSecret(text);
    return secret === undefined ? { bytes } : { why: `${path} holds ${secret}; it is not read.` };
  }

  private isChosen(path: string): boolean {
    return this.globs.some((glob) => fitsGlob(path, glob, false));
  }

  private async take(
    path: string,
    kind: keyof ProjectFiles["left"],
    signal: AbortSignal,
  ): Promise<Uint8Array | undefined> {
    const known = this.known.get(path);
    if (known !== undefined) return known;
    try {
      const maxBytes = Math.min(LIMITS.fileBytes, this.left[kind]);
      const bytes = await this.root.read(path, { maxBytes, signal });
      this.left[kind] -= bytes.length;
      this.known.set(path, bytes);
      return bytes;
    } catch {
      signal.throwIfAborted();
      return undefined;
    }
  }
}
