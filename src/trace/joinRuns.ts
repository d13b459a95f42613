import { channelDistance } from "../base/color";
import type { Rect } from "../base/geometry";
import { boundingRect, contains, right } from "../base/geometry";
import type { TextLine } from "../inspect/inspection";
import type { RunStyle } from "./draft";

/** A measured line with what stands on it in styles of its own. */
export interface StyledLine extends TextLine {
  readonly underlined: boolean;
  /** Its parts, left to right. */
  readonly runs: readonly StyledRun[];
}

export interface StyledRun extends RunStyle {
  readonly text: string;
  readonly spaced: boolean;
}

/** Parts further apart than this (in em) are no words of one sentence. */
const MAX_GAP_EM = 0.5;

/** Parts closer than this (in em) have no space between them. */
const MIN_SPACE_EM = 0.12;

/**
 * Joins what stands on one baseline with no more than a space between: sentences fall apart where a link or a bold word
 * has another colour. The longest part gives the line its font. `barriers` are boxes that text does not run across.
 */
export function joinRuns(
  lines: readonly (TextLine & { readonly underlined: boolean })[],
  barriers: readonly Rect[],
): StyledLine[] {
  const sorted = [...lines].sort(
    (a, b) => a.font.baselineY - b.font.baselineY || a.font.originX - b.font.originX,
  );
  const joined: StyledLine[] = [];
  for (const line of sorted) {
    const single = { ...line, runs: [runOf(line)] };
    const at = findLeftNeighbour(joined, single, barriers);
    if (at < 0) joined.push(single);
    else joined[at] = join(joined[at] as StyledLine, single);
  }
  return joined;
}

function runOf(line: TextLine & { readonly underlined: boolean }): StyledRun {
  const { text, color, underlined, font } = line;
  return { text, color, underlined, weight: font.weight, italic: font.italic, spaced: false };
}

/** Only the last few lines can stand on the same baseline. */
function findLeftNeighbour(
  joined: readonly StyledLine[],
  line: StyledLine,
  barriers: readonly Rect[],
): number {
  for (let index = joined.length - 1; index >= 0; index--) {
    const other = joined[index] as StyledLine;
    if (line.font.baselineY - other.font.baselineY > 1.5) return -1;
    const gap = gapBetween(other, line) / line.font.sizePx;
    const near = gap > -0.15 && gap <= MAX_GAP_EM;
    const alike =
      Math.abs(other.font.sizePx - line.font.sizePx) <= 0.12 * line.font.sizePx &&
      channelDistance(other.background, line.background) <= 28;
    const together = barriers.every(
      (barrier) => contains(barrier, other.box, 1) === contains(barrier, line.box, 1),
    );
    if (near && alike && together) return index;
  }
  return -1;
}

function gapBetween(left: TextLine, line: TextLine): number {
  return line.box.x - right(left.box);
}

function join(left: StyledLine, line: StyledLine): StyledLine {
  const spaced = gapBetween(left, line) > MIN_SPACE_EM * line.font.sizePx;
  const [run] = line.runs;
  const last = left.runs[left.runs.length - 1];
  const runs =
    run && last && isSameRun(last, run)
      ? [
          ...left.runs.slice(0, -1),
          { ...last, text: `${last.text}${spaced ? " " : ""}${run.text}` },
        ]
      : [...left.runs, ...line.runs.map((part) => ({ ...part, spaced }))];
  const longer = line.text.length > longestRun(left) ? line : left;
  return {
    ...longer,
    id: left.id,
    text: `${left.text}${spaced ? " " : ""}${line.text}`,
    box: boundingRect([left.box, line.box]),
    runs,
    font: {
      ...longer.font,
      baselineY: left.font.baselineY,
      originX: left.font.originX,
      advanceWidth: line.font.originX + line.font.advanceWidth - left.font.originX,
    },
  };
}

function longestRun({ runs }: StyledLine): number {
  return Math.max(...runs.map(({ text }) => text.length));
}

function isSameRun(a: StyledRun, b: StyledRun): boolean {
  return (
    channelDistance(a.color, b.color) <= 28 &&
    a.underlined === b.underlined &&
    a.italic === b.italic &&
    Math.abs(a.weight - b.weight) <= 200
  );
}
