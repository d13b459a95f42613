import { MockloopError } from "../../base/errors";
import { Folder } from "../../files/folder";
import { TooLargeError } from "../../files/openPlain";
import { fitsGlob } from "../../policy/fitsGlob";
import { findSecret, isSecretPath } from "./secrets";
import { IgnoredFiles } from "./ignoredFiles";

/** What of a person's project a model may ask to read. */
export interface ProjectChoice {
  /** The project's folder, absolute. */
  readonly folder: string;
  /** Globs of the files, relative to it. */
  readonly files: readonly string[];
}

/** Entries of folders that are looked at, files that are listed, bytes of one file and of all that one run reads. */
const LIMITS = { entries: 20_000, files: 500, fileBytes: 200_000, allBytes: 1_000_000 } as const;

/** The chosen files of a project: no hidden ones, no links, none that Git leaves out, and none with secrets. */
export class ProjectFiles {
  private left: number = LIMITS.allBytes;

  private constructor(
    private readonly root: Folder,
    private readonly globs: readonly string[],
  ) {}

  /** @throws MockloopError BAD_OPTION when there is no such folder. */
  static async open({ folder, files }: ProjectChoice): Promise<ProjectFiles> {
    const root = await Folder.open(folder).catch((cause: unknown) => {
      throw new MockloopError("BAD_OPTION", `There is no project folder ${folder}.`, { cause });
    });
    return new ProjectFiles(root, files);
  }

  /** The folder's real path. */
  get path(): string {
    return this.root.path;
  }

  /** Absolute, for whoever is asked. @throws MockloopError PATH_REFUSED for names that lead out. */
  pathOf(path: string): string {
    return this.root.pathOf(path);
  }

  /** The chosen files, relative to the folder, sorted. */
  async list(signal: AbortSignal): Promise<readonly string[]> {
    const found: string[] = [];
    let entries = 0;
    const walk = async (folder: Folder, below: string, before: IgnoredFiles): Promise<void> => {
      const ignored = await before.with(folder, below);
      for (const { name, kind } of await folder.list()) {
        signal.throwIfAborted();
        if (++entries > LIMITS.entries || found.length >= LIMITS.files) return;
        const path = `${below}${name}`;
        if (name.startsWith(".") || name === "node_modules" || isSecretPath(path)) continue;
        if (ignored.ignores(kind === "folder" ? `${path}/` : path)) continue;
        if (kind === "folder") await walk(await folder.folder(name), `${path}/`, ignored);
        else if (kind === "file" && this.isChosen(path)) found.push(path);
      }
    };
    await walk(this.root, "", IgnoredFiles.none);
    return found.sort();
  }

  /** The text of a file that is listed; else why it cannot be read, for the model. */
  async read(
    path: string,
    signal: AbortSignal,
  ): Promise<{ readonly text: string } | { readonly why: string }> {
    // Only a name as the disk itself gives it: no other spelling of a file that is left out gets through.
    const files = await this.list(signal);
    if (!files.includes(path))
      return { why: `${JSON.stringify(path)} is none of the files that may be read here.` };
    const text = await this.take(path, signal);
    if (text === undefined)
      return { why: `${path} is too large, or as much of the project was read as one run may.` };
    if (text.includes("\u0000")) return { why: `${path} is no text.` };
    const secret = findSecret(text);
    return secret === undefined ? { text } : { why: `${path} holds ${secret}; it is not read.` };
  }

  private isChosen(path: string): boolean {
    return this.globs.some((glob) => fitsGlob(path, glob, false));
  }

  private async take(path: string, signal: AbortSignal): Promise<string | undefined> {
    try {
      const maxBytes = Math.min(LIMITS.fileBytes, this.left);
      const bytes = await this.root.read(path, { maxBytes, signal });
      this.left -= bytes.length;
      return new TextDecoder().decode(bytes);
    } catch (error) {
      if (error instanceof TooLargeError) return undefined;
      throw error;
    }
  }
}
