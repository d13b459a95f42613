import { setImmediate } from "node:timers/promises";
import { throwIfAborted } from "../base/async";
import { contains, intersection, type Rect } from "../base/geometry";
import type { FontProbe } from "../fonts/fontProbe";
import type { Mockup } from "../mockup/mockup";
import { Attempts } from "./attempts";
import { describeMisses } from "./describeMisses";
import { describeUnread } from "./describeUnread";
import { toPicture } from "./segment/pictures/findPictures";
import { encloses, toBounds, type Bounds } from "../base/bounds";
import { fitFonts, type FittedLine } from "./fonts/fitFonts";
import { settleColors } from "./fonts/settleColors";
import { SETTLE } from "./fonts/tuning";
import type { FontShare, Inspection, Picture, TextLine } from "./inspection";
import { mergeIcons } from "./segment/pictures/mergeIcons";
import { findOrders } from "./read/findOrders";
import { looksLikeText } from "./read/looksLikeText";
import { readLines } from "./read/readLines";
import type { ReadLine } from "./read/readLine";
import { inReadingOrder } from "./read/readingOrder";
import { readScripts, type ScriptReader } from "./read/scripts/readScripts";
import {
  scaleBorder,
  scalePaint,
  scaleRadius,
  scaleRect,
  scaleShadow,
} from "./segment/scaleShapes";
import type { LineCandidate, SegmentedPicture, Segmentation } from "./segment/segmentation";
import { segmentSteps } from "./segment/segment";
import type { TextReader } from "./read/textReader";

/** What an inspection needs from outside. */
export interface InspectTools {
  readonly reader: TextReader;
  /** Reads every line as well, by other means; without it the readings of `reader` go unchecked. */
  readonly checker?: TextReader;
  /** Read what these two do not know. */
  readonly scripts?: readonly ScriptReader[];
  /** Draws text in candidate faces; without it fonts are guessed from the height of the ink. */
  readonly probe?: FontProbe;
}

/** From this confidence on a reader is believed that nobody checks. */
const SURE_ALONE = 0.9;

/**
 * Measures everything about a mockup that can be measured without a model: takes the pixels apart, reads the lines,
 * fits fonts to them, and puts all into CSS px with ids. What looked like text but is none becomes an icon. A step that
 * fails on a region gives it up as a picture, and the inspection has a notice of it.
 *
 * @throws AbortError
 */
export async function inspectMockup(
  mockup: Mockup,
  { reader, checker, scripts = [], probe }: InspectTools,
  signal?: AbortSignal,
): Promise<Inspection> {
  const { bitmap, deviceScaleFactor } = mockup;
  const attempts = new Attempts();
  const parts = await segmentInSteps(mockup, attempts, signal);
  const readable = parts.readable ?? bitmap;
  const known = await readLines(readable, parts.lines, reader, signal, attempts, checker);
  const read = await readScripts(readable, known, scripts, attempts, signal);
  const { lines } = read;
  throwIfAborted(signal);
  const fitted = await fitFonts(lines, readable, deviceScaleFactor, probe, signal, attempts);
  throwIfAborted(signal);
  const isText = (_: unknown, index: number): boolean => fitted[index]?.plausible !== false;
  const noText = [
    ...read.rejected,
    ...lines.filter((line, index) => !isText(line, index)).map((line) => line.candidate),
  ];
  const unread = read.unread.map((line) =>
    toPicture(bitmap, toBounds(line.box), Math.max(1, deviceScaleFactor)),
  );
  const pictures = describePictures([...parts.pictures, ...unread], noText, deviceScaleFactor);
  const texts = lines.filter(isText);
  const fits = fitted.filter(isText);
  const settled = parts.noise === "lossy" ? withColors(texts, fits) : fits;
  const textLines = describeLines(texts, settled, parts.strikes ?? [], deviceScaleFactor);
  const orders = findOrders(textLines);
  const unreadTexts = [
    ...read.unread,
    ...noText.filter((line) => looksLikeText(bitmap, line, deviceScaleFactor)),
  ].map(({ box }) => scaleRect(box, deviceScaleFactor));
  const notices = [
    ...describeMisses(attempts, mockup.cssSize, deviceScaleFactor),
    ...describeUnread(unreadTexts),
    ...(orders ? [orders] : []),
  ];
  return {
    size: mockup.cssSize,
    deviceScaleFactor,
    background: parts.background,
    textLines,
    ...describeShapes(parts, pictures, deviceScaleFactor),
    pictures,
    ...(unreadTexts.length > 0 && {
      unreadTexts: inReadingOrder(unreadTexts.map((box) => ({ box }))).map(({ box }) => box),
    }),
    palette: parts.palette,
    fonts: shareFonts(textLines),
    noise: parts.noise,
    ...(notices.length > 0 && { notices }),
  };
}

/** Gives the event loop a turn between the steps, so that an abort is heard and a progress bar moves. */
async function segmentInSteps(
  { bitmap, deviceScaleFactor }: Mockup,
  attempts: Attempts,
  signal: AbortSignal | undefined,
): Promise<Segmentation> {
  const steps = segmentSteps(bitmap, deviceScaleFactor, attempts);
  for (;;) {
    throwIfAborted(signal);
    const step = steps.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}

/** The same fits with the colours that the page's texts agree on. */
function withColors(lines: readonly ReadLine[], fitted: readonly FittedLine[]): FittedLine[] {
  const colors = settleColors(
    fitted.map(({ color, font }, index) => ({
      color,
      ink: font.sizePx ** 2 * font.weight * (lines[index]?.text.length ?? 0),
    })),
  );
  return fitted.map((fit, index) => ({ ...fit, color: colors[index] ?? fit.color }));
}

function describeLines(
  lines: readonly ReadLine[],
  fitted: readonly FittedLine[],
  strikes: readonly Rect[],
  deviceScaleFactor: number,
): TextLine[] {
  const described = lines.map((line, index) => {
    const fit = fitted[index] as FittedLine;
    const { text, font, color } = fit;
    const box = scaleRect(line.candidate.box, deviceScaleFactor);
    const { background, underlines = [] } = line.candidate;
    const underline = underlines.length > 0 ? { underline: true } : {};
    const struck = strikes.some((stroke) => strikesOut(stroke, line.candidate.box))
      ? ({ struck: true } as const)
      : {};
    const { confidence } = line;
    const looks = { color, background, font, ...underline, ...struck };
    return { text, box, confidence, ...doubtOf(line, fit), ...looks };
  });
  return inReadingOrder(described).map((line, index) => ({ id: `t${index + 1}`, ...line }));
}

/** Whether a stroke runs through most of a line, and not much further. */
function strikesOut(stroke: Rect, ink: Rect): boolean {
  const shared = intersection(stroke, ink);
  if (!shared || shared.width < 0.8 * ink.width) return false;
  return stroke.width <= ink.width + 3 * ink.height;
}

/** What the inspection says of a reading that may be wrong; nothing of others. */
function doubtOf(line: ReadLine, { others, font }: FittedLine): Partial<TextLine> {
  if (others.length > 0) return { doubtful: true, otherReadings: others };
  const isSure =
    line.others.length > 0
      ? font.confidence >= SETTLE.wellDrawn
      : (line.agreed ?? line.confidence >= SURE_ALONE);
  return isSure && !line.incomplete ? {} : { doubtful: true };
}

/** Boxes and dividers, without those that are strokes of an icon. */
function describeShapes(
  parts: Segmentation,
  pictures: readonly Picture[],
  deviceScaleFactor: number,
): Pick<Inspection, "boxes" | "dividers"> {
  const icons = pictures.filter((picture) => picture.kind === "icon");
  const isFree = ({ box }: { readonly box: Rect }): boolean =>
    !icons.some((icon) => contains(icon.box, scaleRect(box, deviceScaleFactor)));
  const boxes = parts.boxes.filter(isFree);
  const dividers = parts.dividers.filter(isFree);
  return {
    boxes: boxes.map(({ box, fill, border, radius, shadow }, index) => ({
      id: `b${index + 1}`,
      box: scaleRect(box, deviceScaleFactor),
      fill: scalePaint(fill, deviceScaleFactor),
      border: border && scaleBorder(border, deviceScaleFactor),
      radius: scaleRadius(radius, deviceScaleFactor),
      shadow: shadow && scaleShadow(shadow, deviceScaleFactor),
    })),
    dividers: dividers.map(({ box, orientation, color }, index) => ({
      id: `d${index + 1}`,
      box: scaleRect(box, deviceScaleFactor),
      orientation,
      color,
    })),
  };
}

/** The pictures with what turned out to be no text: ornaments on a photo belong to it, the rest are icons. */
function describePictures(
  pictures: readonly SegmentedPicture[],
  noText: readonly LineCandidate[],
  deviceScaleFactor: number,
): Picture[] {
  const isInPicture = (bounds: Bounds): boolean =>
    pictures.some((picture) => encloses(toBounds(picture.box), bounds, deviceScaleFactor));
  const icons = noText
    .filter((candidate) => !candidate.overPicture && !isInPicture(toBounds(candidate.box)))
    .map(({ box, background }) => ({ box, background, kind: "icon" as const }));
  const scaled = mergeIcons([...pictures, ...icons], deviceScaleFactor).map((picture) => ({
    ...picture,
    box: scaleRect(picture.box, deviceScaleFactor),
  }));
  return inReadingOrder(scaled).map((picture, index) => ({ id: `p${index + 1}`, ...picture }));
}

/** Families by their share of the characters, largest first. */
function shareFonts(lines: readonly TextLine[]): FontShare[] {
  const counts = new Map<string, number>();
  for (const { text, font } of lines)
    counts.set(font.family, (counts.get(font.family) ?? 0) + text.length);
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...counts]
    .map(([family, count]) => ({ family, share: count / Math.max(1, all) }))
    .sort((a, b) => b.share - a.share);
}
