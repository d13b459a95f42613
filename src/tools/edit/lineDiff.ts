import { createPatch } from "diff";

const MAX_CHARS = 4000;

/** Removed and added lines together. The time to find them grows with their square, and so many would be cut anyway. */
const MAX_LINES = 500;

/** The changed lines of a text, with one line around each passage; undefined when they are too many to be shown. */
export function lineDiff(before: string, after: string): string | undefined {
  const options = { context: 1, maxEditLength: MAX_LINES };
  const patch = createPatch("", before, after, "", "", options);
  if (patch === undefined) return undefined;
  const diff = patch.split("\n").slice(4).join("\n");
  return diff.length > MAX_CHARS ? `${diff.slice(0, MAX_CHARS)}\n… (cut)` : diff;
}
