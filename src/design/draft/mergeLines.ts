import { channelDistance } from "../../base/color";
import type { Rect } from "../../base/geometry";
import { right } from "../../base/geometry";
import type { BlockLine, TextBlock, TextRun, TextStyle } from "./draft";
import { isMonospaced } from "../../fonts/fontStack";
import { extentPx, USUAL_EXTENT } from "./faceMetrics";
import { isSameRun, type StyledLine, type StyledRun } from "./joinRuns";
import { PARAGRAPHS } from "./tuning";

type Align = TextBlock["align"];

/** A chain of lines under each other that may be one paragraph. */
interface Chain {
  readonly lines: StyledLine[];
  align: Align | undefined;
}

/**
 * Merges lines into blocks: lines of one style, on a common edge, at a regular pitch, whose breaks can only come from
 * wrapping (the next word would not have fitted). `barriers` are rectangles no paragraph runs across: dividers and
 * boxes. Everything else stays a block of one line.
 */
export function mergeLines(
  lines: readonly StyledLine[],
  barriers: readonly Rect[],
  deviceScaleFactor: number,
): TextBlock[] {
  const sorted = [...lines].sort(
    (a, b) => a.font.baselineY - b.font.baselineY || a.box.x - b.box.x,
  );
  const taken = new Set<StyledLine>();
  const blocks: TextBlock[] = [];
  sorted.forEach((line, index) => {
    if (taken.has(line)) return;
    const paragraph = firstParagraph(growChain(index, sorted, taken, barriers));
    for (const member of paragraph.lines) taken.add(member);
    blocks.push(createBlock(paragraph, deviceScaleFactor));
  });
  return blocks;
}

/** The longest run of lines below the one at `start` that share its style, an edge and the pitch. */
function growChain(
  start: number,
  sorted: readonly StyledLine[],
  taken: ReadonlySet<StyledLine>,
  barriers: readonly Rect[],
): Chain {
  const chain: Chain = { lines: [sorted[start] as StyledLine], align: undefined };
  let width = (sorted[start] as StyledLine).font.advanceWidth;
  for (let index = start + 1; index < sorted.length; index++) {
    const last = chain.lines[chain.lines.length - 1] as StyledLine;
    const next = sorted[index] as StyledLine;
    const pitch = next.font.baselineY - last.font.baselineY;
    if (pitch > last.font.sizePx * 2.1) break;
    if (taken.has(next) || !isSameStyle(last, next) || !isRegular(chain, pitch)) continue;
    const align = commonEdge(last, next, chain.align);
    if (!align || barriers.some((barrier) => separates(barrier, last, next))) continue;
    // A wider chain only makes a break clearer: what is one already stays one.
    width = Math.max(width, next.font.advanceWidth);
    if (!isWrapped(last, next, width)) break;
    chain.align = align;
    chain.lines.push(next);
  }
  return chain;
}

/** Faces of single lines are estimates: long lines that look alike may differ in them and still be one paragraph. */
function isSameStyle(a: StyledLine, b: StyledLine): boolean {
  const long = a.text.length >= PARAGRAPHS.minLongCharacters;
  const several = a.runs.length + b.runs.length > 2;
  const sizeChange = Math.abs(a.font.sizePx - b.font.sizePx) / a.font.sizePx;
  return (
    (long || a.font.family === b.font.family) &&
    a.font.italic === b.font.italic &&
    ((a.underlined === b.underlined && a.struck === b.struck) || several) &&
    Math.abs(a.font.weight - b.font.weight) <= (long ? 200 : 100) &&
    sizeChange <= (long ? 0.08 : 0.04) &&
    (channelDistance(a.color, b.color) <= (long ? 48 : 28) || (several && shareRun(a, b))) &&
    channelDistance(a.background, b.background) <= 28
  );
}

/** Whether a part of one line looks like a part of the other: a link can be most of a line within a paragraph. */
function shareRun(a: StyledLine, b: StyledLine): boolean {
  return a.runs.some((run) => b.runs.some((other) => isSameRun(run, other)));
}

function isRegular({ lines }: Chain, pitch: number): boolean {
  const last = lines[lines.length - 1] as StyledLine;
  if (pitch < 0.9 * last.font.sizePx) return false;
  const before = lines[lines.length - 2];
  if (!before) return true;
  return Math.abs(pitch - (last.font.baselineY - before.font.baselineY)) <= 1.2;
}

/**
 * The edge two lines share; a chain that has one keeps it. Left edges count first, unless the centres agree clearly
 * better; right edges come last, as those of wrapped lines are often near each other.
 */
function commonEdge(a: StyledLine, b: StyledLine, known: Align | undefined): Align | undefined {
  const left = b.font.originX - a.font.originX;
  const right = left + b.font.advanceWidth - a.font.advanceWidth;
  const center = (left + right) / 2;
  const fits = (edge: Align, off: number): boolean =>
    Math.abs(off) <= PARAGRAPHS.edgeTolerancePx && (!known || known === edge);
  const isCentred = fits("center", center);
  if (isCentred && Math.abs(center) < Math.abs(left) - PARAGRAPHS.leftFirstPx) return "center";
  if (fits("left", left)) return "left";
  if (isCentred) return "center";
  if (fits("right", right)) return "right";
  const isFlush = Math.abs(a.box.x - b.box.x) <= PARAGRAPHS.bearingEm * a.font.sizePx;
  return isFlush && (!known || known === "left") ? "left" : undefined;
}

/** Whether an edge of `barrier` runs between the two lines, or it holds only one of them. */
function separates(barrier: Rect, above: StyledLine, below: StyledLine): boolean {
  const inside = (line: StyledLine): boolean =>
    barrier.x <= line.box.x + 1 &&
    right(barrier) >= right(line.box) - 1 &&
    barrier.y <= line.box.y + 1 &&
    barrier.y + barrier.height >= line.box.y + line.box.height - 1;
  if (inside(above) !== inside(below)) return true;
  const top = above.box.y + above.box.height - 1;
  const bottom = below.box.y + 1;
  return (
    barrier.y >= top &&
    barrier.y + barrier.height <= bottom &&
    barrier.x < right(above.box) &&
    right(barrier) > above.box.x
  );
}

/**
 * The chain up to where the next line's first word would have fitted: there the author began anew. What follows is
 * grown again from its own first line.
 */
function firstParagraph({ lines, align }: Chain): Chain {
  const width = Math.max(...lines.map((line) => line.font.advanceWidth));
  const end = lines.findIndex((line, index) => {
    const next = lines[index + 1];
    return !next || !isWrapped(line, next, width);
  });
  return { lines: lines.slice(0, end + 1), align };
}

function isWrapped(line: StyledLine, next: StyledLine, width: number): boolean {
  const words = line.text.split(/\s+/);
  if (words.length < 2 || width < PARAGRAPHS.minWidthEm * line.font.sizePx) return false;
  const firstWord = next.text.split(/\s+/)[0] ?? "";
  const perCharacter = next.font.advanceWidth / Math.max(1, next.text.length);
  const needed = line.font.advanceWidth + perCharacter * (firstWord.length + 1);
  const continues = /^[\p{Ll}(]/u.test(next.text) || /[,-]$/.test(line.text);
  if (needed < width * 0.97) return false;
  const widest = line.font.advanceWidth >= width * 0.99;
  if (widest && !continues && line.text.length < PARAGRAPHS.minWidestCharacters) return false;
  return line.font.advanceWidth >= width * (continues ? 0.45 : 0.7);
}

function createBlock({ lines, align }: Chain, deviceScaleFactor: number): TextBlock {
  const typical = typicalLine(lines);
  const { font } = typical;
  const style: TextStyle = {
    family: font.family,
    sizePx: font.sizePx,
    weight: font.weight,
    italic: font.italic,
    letterSpacingPx: font.letterSpacingPx,
    underlined: typical.underlined,
    ...(typical.struck && { struck: true }),
    color: typical.color,
    extent: font.extent ?? USUAL_EXTENT,
  };
  return {
    id: (lines[0] as StyledLine).id,
    style,
    background: typical.background,
    lines: onOneMargin(
      lines.map((line) => createBlockLine(line, style)),
      align,
    ),
    align: lines.length > 1 ? (align ?? "left") : "left",
    lineHeightPx: lines.length > 1 ? commonPitch(lines) : naturalHeight(typical, deviceScaleFactor),
    confidence: font.confidence,
    nudged: false,
  };
}

/** Lines that begin at one x begin at their median: in a face of slightly other widths each is found a little off. */
function onOneMargin(lines: readonly BlockLine[], align: Align | undefined): readonly BlockLine[] {
  if (align !== "left") return lines;
  const origins = lines.map((line) => line.originX).sort((a, b) => a - b);
  const middle = (origins.length - 1) / 2;
  const originX =
    ((origins[Math.floor(middle)] as number) + (origins[Math.ceil(middle)] as number)) / 2;
  return lines.map((line) => ({ ...line, originX }));
}

/** The line whose face and colour most characters have; of those the longest, where an estimate is surest. */
function typicalLine(lines: readonly StyledLine[]): StyledLine {
  const faceOf = ({ font }: StyledLine): string =>
    `${font.family} ${font.weight} ${font.sizePx.toFixed(1)}`;
  const votes = new Map<string, number>();
  for (const line of lines)
    votes.set(faceOf(line), (votes.get(faceOf(line)) ?? 0) + line.text.length);
  const runs = lines.flatMap((line) => line.runs);
  const alike = (line: StyledLine): number =>
    runs
      .filter((run) => channelDistance(run.color, line.color) <= 28)
      .reduce((sum, { text }) => sum + text.length, 0);
  const rank = (line: StyledLine): number =>
    ((votes.get(faceOf(line)) ?? 0) + alike(line)) * 1000 + line.text.length;
  return lines.reduce((best, line) => (rank(line) > rank(best) ? line : best));
}

function createBlockLine(line: StyledLine, style: TextStyle): BlockLine {
  return {
    text: line.text,
    runs: line.runs.map((run) => createRun(run, line.runs.length > 1, style)),
    ink: line.box,
    baselineY: line.font.baselineY,
    originX: line.font.originX,
    advanceWidth: line.font.advanceWidth,
  };
}

/** Only lines of several runs have runs of their own style; a line by itself is the block's. */
function createRun(run: StyledRun, several: boolean, style: TextStyle): TextRun {
  const { text, spaced, italic, underlined, struck, color } = run;
  if (!several || isSameRun(run, style)) return { text, spaced, own: undefined };
  const isCode = isMonospaced(run.family) !== isMonospaced(style.family);
  const own = {
    family: isCode ? run.family : style.family,
    sizePx:
      Math.abs(run.sizePx / style.sizePx - 1) > PARAGRAPHS.minSizeChange
        ? run.sizePx
        : style.sizePx,
    weight: Math.abs(run.weight - style.weight) < 200 ? style.weight : run.weight,
    italic,
    underlined,
    ...(struck && { struck }),
    color,
  };
  return { text, spaced, own };
}

/** A single line's height: the face's own, which is what `line-height: normal` nearly is. */
function naturalHeight({ font }: StyledLine, deviceScaleFactor: number): number {
  const { ascentPx, descentPx } = extentPx(
    font.extent ?? USUAL_EXTENT,
    font.sizePx,
    deviceScaleFactor,
  );
  return ascentPx + descentPx;
}

/** The mean pitch, to a quarter of a pixel when that still meets every baseline. */
function commonPitch(lines: readonly StyledLine[]): number {
  const baselines = lines.map((line) => line.font.baselineY);
  const first = baselines[0] as number;
  const mean = ((baselines[baselines.length - 1] as number) - first) / (lines.length - 1);
  const meets = (pitch: number): boolean =>
    baselines.every((y, index) => Math.abs(y - first - index * pitch) <= 0.75);
  return [1, 2, 4].map((n) => Math.round(mean * n) / n).find(meets) ?? Math.round(mean * 100) / 100;
}
