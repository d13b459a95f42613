import { MockloopError } from "../../base/errors";
import { readFiles } from "../runs/iterationFiles";
import { findIteration, type RunIteration } from "../runs/runState";
import type { Work } from "../runs/work";

const ENTRY = "index.html";

/** The file that a browser opens. @throws MockloopError BAD_OPTION when there is none. */
export function entryOf({ ordinal, line }: RunIteration): string {
  if (line.files.includes(ENTRY)) return ENTRY;
  throw new MockloopError(
    "BAD_OPTION",
    `Iteration ${ordinal} has no page that a browser opens as it is.`,
  );
}

/**
 * An iteration's page as one document, with all of its files inside.
 *
 * @throws MockloopError BAD_OPTION when there is no such iteration or it has no page, ARCHIVE_UNREADABLE.
 */
export async function readPage(work: Work, iteration: number): Promise<string> {
  const found = findIteration(work.state, iteration);
  const entry = entryOf(found);
  // The readers of HTML and CSS are large, and not needed before somebody wants to see a page.
  const { portablePage } = await import("../../craft/portablePage");
  return portablePage(await readFiles(found.line), entry);
}
