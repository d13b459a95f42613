import * as l10n from "@vscode/l10n";
import { MockloopError } from "../../base/errors";
import type { FilesSnapshot } from "../../project/sourceFiles";
import { needsTailwind } from "../../project/tailwindStyles";
import { readFiles } from "../runs/iterationFiles";
import { findIteration, type RunIteration } from "../runs/runState";
import type { Work } from "../runs/work";

const ENTRY = "index.html";

/**
 * What a browser opens as it is: the file, and all of the iteration's.
 *
 * @throws MockloopError BAD_OPTION when there is nothing, ARCHIVE_UNREADABLE.
 */
export async function findPage({ ordinal, line }: RunIteration): Promise<{
  readonly entry: string;
  readonly files: FilesSnapshot;
}> {
  const files = await readFiles(line);
  if (files.has(ENTRY) && !needsTailwind(files)) return { entry: ENTRY, files };
  throw new MockloopError(
    "BAD_OPTION",
    l10n.t("Iteration {0} has no page that a browser opens as it is.", ordinal),
  );
}

/**
 * An iteration's page as one document, with all of its files inside.
 *
 * @throws MockloopError BAD_OPTION when there is no such iteration or it has no page, ARCHIVE_UNREADABLE.
 */
export async function readPage(work: Work, iteration: number): Promise<string> {
  const { entry, files } = await findPage(findIteration(work.state, iteration));
  // The readers of HTML and CSS are large, and not needed before somebody wants to see a page.
  const { portablePage } = await import("../../craft/portablePage");
  return portablePage(files, entry);
}
