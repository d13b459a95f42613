import { MockloopError } from "../../base/errors";
import type { IterationLine } from "../../protocol/runProtocol";
import { readFiles } from "../runs/iterationFiles";
import { findIteration } from "../runs/runState";
import type { Work } from "../runs/work";

const ENTRY = "index.html";

/** The file that a browser opens; undefined: there is none. */
export function entryOf({ files }: IterationLine): string | undefined {
  return files.find((path) => path === ENTRY);
}

/**
 * An iteration's page as one document, with all of its files inside.
 *
 * @throws MockloopError BAD_OPTION when there is no such iteration or it has no page, ARCHIVE_UNREADABLE.
 */
export async function readPage(work: Work, iteration: number): Promise<string> {
  const { line } = findIteration(work.state, iteration);
  const entry = entryOf(line);
  if (entry === undefined)
    throw new MockloopError(
      "BAD_OPTION",
      `Iteration ${iteration} has no page that a browser opens as it is.`,
    );
  // The readers of HTML and CSS are large, and not needed before somebody wants to see a page.
  const { portablePage } = await import("../../craft/portablePage");
  return portablePage(await readFiles(line), entry);
}
