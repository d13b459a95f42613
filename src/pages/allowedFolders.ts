import { relative, resolve, sep } from "node:path";
import { MockloopError } from "../base/errors";
import { cutText } from "../base/text/cutText";
import { visibleLine } from "../base/text/visibleText";
import { isBelow, realPathOf } from "../files/confine";
import type { CallPath } from "../policy/plannedCall";

/** Characters: no system takes longer ones, and looking for one folder of them after the other takes minutes. */
const MAX_PATH = 4096;

/** Of a path that is refused, characters. */
const MAX_SHOWN = 200;

/** The folders that somebody opened to other programs. What does not lie in one of them is neither read nor written. */
export class AllowedFolders {
  private constructor(
    /** Absolute, without links, at least one. */
    readonly paths: readonly string[],
  ) {}

  /** @param folders as a person names them; relative ones are below the current folder. */
  static async open(folders: readonly [string, ...string[]]): Promise<AllowedFolders> {
    return new AllowedFolders(await Promise.all(folders.map((one) => realPathOf(resolve(one)))));
  }

  /**
   * The path that a caller means, absolute and without links; a relative one is below the first folder. What is not there yet counts
   * by the folder that would hold it.
   *
   * @throws MockloopError PATH_REFUSED when it lies, or leads, elsewhere, or can be none.
   */
  async find(path: string): Promise<string> {
    if (path.length > MAX_PATH || path.includes("\0"))
      throw new MockloopError(
        "PATH_REFUSED",
        `${JSON.stringify(cutText(path, MAX_SHOWN))} is refused: it is longer than paths can be, or holds a NUL.`,
      );
    const real = await realPathOf(resolve(this.paths[0] ?? ".", path));
    if (this.paths.some((folder) => isBelow(real, folder))) return real;
    throw new MockloopError(
      "PATH_REFUSED",
      `${visibleLine(cutText(path, MAX_SHOWN))} is not in a folder that may be used here. These may: ${this.paths.join(", ")}.`,
    );
  }
  /** What a call names, as rules are about it: relative to the folder it lies in, without links. @throws as {@link find}. */
  async name(...paths: readonly string[]): Promise<readonly CallPath[]> {
    const found = await Promise.all(paths.map((path) => this.find(path)));
    return found.map((full) => {
      const folder = this.paths.find((one) => isBelow(full, one)) ?? full;
      return { path: relative(folder, full).split(sep).join("/") || ".", full };
    });
  }
}
