import type { FilesSnapshot } from "../project/sourceFiles";
import type { ProjectComponent } from "../project/components/projectComponent";
import type { ProjectSources } from "./build/projectSources";
import type { PageTree } from "./page/pageTree";

/** The style sheet of every target. */
export const STYLESHEET = "styles.css";

/** PORT. One way to write pages, and to make files that a browser draws of what was written. */
export interface TargetCode {
  /** The page's text files by their path, formatted. Equal input gives equal text. */
  write(page: PageTree): Promise<ReadonlyMap<string, string>>;
  /**
   * What a browser draws of the files of a run: compiled in memory, nothing is executed, nothing outside of `files` is read but
   * Mockloop's own packages and those of `project`. What cannot be compiled is a result that a model can act on.
   */
  build(files: FilesSnapshot, project?: ProjectSources): Promise<BuildOutcome>;
  /** Compiles components of the person's project without a page around them; undefined: the target has none. */
  readonly buildComponents?: (
    components: readonly ProjectComponent[],
    project: ProjectSources,
  ) => Promise<BuildOutcome>;
}

export type BuildOutcome =
  | {
      readonly ok: true;
      readonly files: FilesSnapshot;
      /** The page among them. */
      readonly entry: string;
      /** Where the written page hangs in that: the path of its element as renders count ("1"); "" is the body. */
      readonly root: string;
    }
  | {
      readonly ok: false;
      /** What is wrong, each with its file, line and the line itself. */
      readonly message: string;
    };
