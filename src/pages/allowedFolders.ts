import { resolve } from "node:path";
import { MockloopError } from "../base/errors";
import { isBelow, realPathOf } from "../files/confine";

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
   * @throws MockloopError PATH_REFUSED when it lies, or leads, elsewhere.
   */
  async find(path: string): Promise<string> {
    const real = await realPathOf(resolve(this.paths[0] ?? ".", path));
    if (this.paths.some((folder) => isBelow(real, folder))) return real;
    throw new MockloopError(
      "PATH_REFUSED",
      `${path} is not in a folder that may be used here. These may: ${this.paths.join(", ")}.`,
    );
  }
}
