import { trimBlankEnds } from "./findNearestText";
import { findStarts } from "./findStarts";

export type Replacement =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: "none" }
  | { readonly ok: false; readonly reason: "many"; readonly count: number };

/**
 * `text` with the only occurrence of `oldText` replaced. Where the exact passage does not occur, the lines are compared
 * without their indentation and line endings, since models get those wrong most.
 */
export function replaceOnce(text: string, oldText: string, newText: string): Replacement {
  if (oldText.trim() === "") return { ok: false, reason: "none" };
  const starts = findStarts(text, oldText);
  const [start] = starts;
  if (starts.length > 1) return { ok: false, reason: "many", count: starts.length };
  if (start !== undefined)
    return {
      ok: true,
      text: `${text.slice(0, start)}${newText}${text.slice(start + oldText.length)}`,
    };
  return replaceLines(text, oldText, newText);
}

function replaceLines(text: string, oldText: string, newText: string): Replacement {
  const lines = text.split("\n");
  const wanted = trimBlankEnds(oldText.split("\n")).map((line) => line.trim());
  const starts = findStarts(
    lines.map((line) => line.trim()),
    wanted,
  );
  const [start] = starts;
  if (start === undefined) return { ok: false, reason: "none" };
  if (starts.length > 1) return { ok: false, reason: "many", count: starts.length };
  const changed = [
    ...lines.slice(0, start),
    ...trimBlankEnds(newText.split("\n")),
    ...lines.slice(start + wanted.length),
  ];
  return { ok: true, text: changed.join("\n") };
}
