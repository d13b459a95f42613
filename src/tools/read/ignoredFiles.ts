import ignore from "ignore";
import type { Ignore } from "ignore";
import type { Folder } from "../../files/folder";

/** Bytes of one .gitignore. */
const MAX_BYTES = 200_000;

/** What the .gitignore files of a project say, from its top down to one of its folders. */
export class IgnoredFiles {
  private constructor(
    private readonly rules: readonly { readonly below: string; readonly said: Ignore }[],
  ) {}

  static readonly none = new IgnoredFiles([]);

  /** Adds those of a folder, whose path ends with "/" unless it is the top, "". */
  async with(folder: Folder, below: string): Promise<IgnoredFiles> {
    const bytes = await folder.read(".gitignore", { maxBytes: MAX_BYTES }).catch(() => undefined);
    if (!bytes) return this;
    const said = ignore().add(new TextDecoder().decode(bytes));
    return new IgnoredFiles([{ below, said }, ...this.rules]);
  }

  /** Whether Git leaves a path of that folder out; of a folder it ends with "/". The nearest file that says anything about it counts. */
  ignores(path: string): boolean {
    for (const { below, said } of this.rules) {
      const { ignored, unignored } = said.test(path.slice(below.length));
      if (ignored || unignored) return ignored;
    }
    return false;
  }
}
