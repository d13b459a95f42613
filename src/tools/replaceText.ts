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
  const count = text.split(oldText).length - 1;
  if (count === 1) return { ok: true, text: text.replace(oldText, () => newText) };
  if (count > 1) return { ok: false, reason: "many", count };
  return replaceLines(text, oldText, newText);
}

function replaceLines(text: string, oldText: string, newText: string): Replacement {
  const lines = text.split("\n");
  const wanted = trimBlankEnds(oldText.split("\n")).map((line) => line.trim());
  const starts: number[] = [];
  for (let start = 0; start + wanted.length <= lines.length; start++)
    if (wanted.every((line, i) => line === lines[start + i]?.trim())) starts.push(start);
  const [start] = starts;
  if (start === undefined) return { ok: false, reason: "none" };
  if (starts.length > 1) return { ok: false, reason: "many", count: starts.length };
  lines.splice(start, wanted.length, ...trimBlankEnds(newText.split("\n")));
  return { ok: true, text: lines.join("\n") };
}

function trimBlankEnds(lines: readonly string[]): string[] {
  let from = 0;
  let to = lines.length;
  while (from < to && lines[from]?.trim() === "") from++;
  while (to > from && lines[to - 1]?.trim() === "") to--;
  return lines.slice(from, to);
}

const MAX_NEAREST_LINES = 12;

/** The passage of `text`, as many lines long as `wanted`, that shares most of its words; undefined when none is near. */
export function findNearestText(text: string, wanted: string): string | undefined {
  const lines = text.split("\n");
  const height = Math.min(MAX_NEAREST_LINES, trimBlankEnds(wanted.split("\n")).length);
  const wantedWords = countWords(wanted);
  let best: { score: number; start: number } | undefined;
  for (let start = 0; start <= Math.max(0, lines.length - height); start++) {
    const score = wordOverlap(
      wantedWords,
      countWords(lines.slice(start, start + height).join("\n")),
    );
    if (score > (best?.score ?? 0.3)) best = { score, start };
  }
  return best && lines.slice(best.start, best.start + height).join("\n");
}

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text.matchAll(/[\p{L}\p{N}_#.-]+/gu))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Dice coefficient of two bags of words, 0–1. */
function wordOverlap(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let shared = 0;
  let total = 0;
  for (const [word, count] of a) {
    shared += Math.min(count, b.get(word) ?? 0);
    total += count;
  }
  for (const count of b.values()) total += count;
  return total === 0 ? 0 : (2 * shared) / total;
}
