import { throwIfAborted } from "../../base/async";
import type { Face, FontProbe, TextMetrics } from "../../fonts/fontProbe";
import type { Bitmap } from "../../image/bitmap";
import type { InkLine } from "./fontInk";
import { matchInk } from "./fontScore";
import { TRIALS } from "./tuning";

/** A way to draw a line. */
export interface Setting {
  readonly face: Face;
  readonly sizePx: number;
  readonly letterSpacingPx: number;
}

/** A setting tried on a line. */
export interface Trial {
  readonly line: InkLine;
  /** Of the line's text in the setting's face at {@link TRIALS}, without letter spacing. */
  readonly metrics: TextMetrics;
  readonly setting: Setting;
}

export interface TrialResult extends Trial {
  /** 0–1: how well the drawn ink agrees with the line's; see matchInk. */
  readonly score: number;
  /** CSS px on the page. */
  readonly originX: number;
  readonly baselineY: number;
  /** What was drawn, black on white, and the shift that `originX` and `baselineY` already contain. */
  readonly drawing: Bitmap;
  readonly shift: { readonly dx: number; readonly dy: number };
}

/** The metrics of `texts[i]` in `faces[j]` at {@link TRIALS}, as `table[i][j]`; one call for all. */
export async function measureTexts(
  probe: FontProbe,
  texts: readonly string[],
  faces: readonly Face[],
  signal: AbortSignal | undefined,
): Promise<readonly (readonly TextMetrics[])[]> {
  const samples = texts.flatMap((text) =>
    faces.map((face) => ({ text, face, sizePx: TRIALS.measuredAtPx, letterSpacingPx: 0 })),
  );
  const flat = samples.length === 0 ? [] : await probe.measure(samples, signal);
  return texts.map((_, i) => flat.slice(i * faces.length, (i + 1) * faces.length));
}

/** Draws every trial in one call, its ink centred on the line's, and scores it. Results keep the order. */
export async function runTrials(
  probe: FontProbe,
  trials: readonly Trial[],
  deviceScaleFactor: number,
  signal: AbortSignal | undefined,
): Promise<TrialResult[]> {
  throwIfAborted(signal);
  if (trials.length === 0) return [];
  const pens = trials.map((trial) => placePen(trial, deviceScaleFactor));
  const drawings = await probe.draw(
    trials.map(({ line, setting }, i) => ({
      text: line.text,
      ...setting,
      width: line.cover.width / deviceScaleFactor,
      height: line.cover.height / deviceScaleFactor,
      originX: (pens[i]?.x ?? 0) - line.cover.x / deviceScaleFactor,
      baselineY: (pens[i]?.y ?? 0) - line.cover.y / deviceScaleFactor,
    })),
    deviceScaleFactor,
    signal,
  );
  return trials.map((trial, i) => {
    const drawing = drawings[i] as Bitmap;
    const { score, dx, dy } = matchInk(trial.line.cover, drawing);
    const pen = pens[i] as { x: number; y: number };
    return {
      ...trial,
      score,
      originX: pen.x + dx / deviceScaleFactor,
      baselineY: pen.y + dy / deviceScaleFactor,
      drawing,
      shift: { dx, dy },
    };
  });
}

/** The pen that centres the drawn ink on the line's; the baseline on a whole device pixel, as browsers put it. */
function placePen(
  { line, metrics, setting }: Trial,
  deviceScaleFactor: number,
): { x: number; y: number } {
  const scale = setting.sizePx / TRIALS.measuredAtPx;
  const inkLeft = metrics.inkLeft * scale;
  const inkRight = metrics.inkRight * scale + spacingWidth(line.text, setting.letterSpacingPx);
  const { left, right, top, bottom } = line.extents;
  const baseline = (top + bottom) / 2 + ((metrics.inkTop - metrics.inkBottom) * scale) / 2;
  return {
    x: (left + right) / 2 - (inkRight - inkLeft) / 2,
    y: Math.round(baseline * deviceScaleFactor) / deviceScaleFactor,
  };
}

/** What letter spacing adds to the ink of a text: it also follows the last letter, where no ink shows it. */
function spacingWidth(text: string, letterSpacingPx: number): number {
  return letterSpacingPx * (letterCount(text) - 1);
}

export const letterCount = (text: string): number => [...text].length;

/** The width of a text's ink in CSS px at `sizePx`, without letter spacing. */
export function inkWidth(metrics: TextMetrics, sizePx: number): number {
  return ((metrics.inkLeft + metrics.inkRight) * sizePx) / TRIALS.measuredAtPx;
}

/** The height of a text's ink in CSS px at `sizePx`. */
export function inkHeight(metrics: TextMetrics, sizePx: number): number {
  return ((metrics.inkTop + metrics.inkBottom) * sizePx) / TRIALS.measuredAtPx;
}
