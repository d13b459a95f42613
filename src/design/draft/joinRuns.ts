import { channelDistance } from "../../base/color";
import { isMonospaced } from "../../fonts/fontStack";
import type { Rect } from "../../base/geometry";
import { boundingRect, contains, right } from "../../base/geometry";
import type { TextLine } from "../../inspect/inspection";
import type { RunStyle } from "./draft";
import { TEXT_RUNS } from "./tuning";

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

/**
 * Joins what stands on one baseline with no more than a space between: sentences fall apart where a link, a bold word or a
 * piece of code is set differently. The style that most parts have is the line's; of two parts, the longer one's. `barriers` are boxes that text does not run across.
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
  const { text, color, underlined, struck = false, font } = line;
  const { family, sizePx, weight, italic } = font;
  return { text, color, underlined, struck, family, sizePx, weight, italic, spaced: false };
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
    const near = gap > -0.15 && gap <= TEXT_RUNS.maxGapEm;
    const alike =
      Math.abs(other.font.sizePx - line.font.sizePx) <=
        TEXT_RUNS.maxSizeChange * Math.max(other.font.sizePx, line.font.sizePx) &&
      channelDistance(other.background, line.background) <= 28;
    if (!near || !alike) continue;
    const together = barriers.every(
      (barrier) => contains(barrier, other.box, 1) === contains(barrier, line.box, 1),
    );
    if (together) return index;
  }
  return -1;
}

function gapBetween(left: TextLine, line: TextLine): number {
  return line.box.x - right(left.box);
}

function join(left: StyledLine, line: StyledLine): StyledLine {
  const spaced = gapBetween(left, line) > TEXT_RUNS.minSpaceEm * line.font.sizePx;
  const [run] = line.runs;
  const last = left.runs[left.runs.length - 1];
  const runs =
    run && last && isSameRun(last, run)
      ? [
          ...left.runs.slice(0, -1),
          { ...last, text: `${last.text}${spaced ? " " : ""}${run.text}` },
        ]
      : [...left.runs, ...line.runs.map((part) => ({ ...part, spaced }))];
  const typical = isTypical(line, left, runs) ? line : left;
  return {
    ...typical,
    id: left.id,
    text: `${left.text}${spaced ? " " : ""}${line.text}`,
    box: boundingRect([left.box, line.box]),
    runs,
    font: {
      ...typical.font,
      baselineY: left.font.baselineY,
      originX: left.font.originX,
      advanceWidth: line.font.originX + line.font.advanceWidth - left.font.originX,
    },
  };
}

/** Whether a line is told better by its new last part than by what it was told by so far. */
function isTypical(part: StyledLine, soFar: StyledLine, runs: readonly StyledRun[]): boolean {
  const like = (line: StyledLine): StyledRun[] => runs.filter((run) => isSameRun(run, runOf(line)));
  const [before, now] = [like(soFar), like(part)];
  if (now.length !== before.length) return now.length > before.length;
  if (runs.length > 2 && !isSameRun(runOf(soFar), runOf(part))) return false;
  return part.text.length > Math.max(...before.map(({ text }) => text.length));
}

/** Whether two runs look alike: faces of short texts are estimates. */
export function isSameRun(a: RunStyle, b: RunStyle): boolean {
  return (
    channelDistance(a.color, b.color) <= 28 &&
    a.underlined === b.underlined &&
    (a.struck ?? false) === (b.struck ?? false) &&
    a.italic === b.italic &&
    Math.abs(a.weight - b.weight) < 200 &&
    isMonospaced(a.family) === isMonospaced(b.family)
  );
}
