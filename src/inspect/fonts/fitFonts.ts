import type { Rgb } from "../../base/color";
import { throwIfAborted } from "../../base/async";
import { isRightToLeft } from "../../base/text/direction";
import { median } from "../../base/median";
import type { Face, FontProbe, TextMetrics } from "../../fonts/fontProbe";
import type { Bitmap } from "../../image/bitmap";
import { faceKey, measureExtents } from "./faceExtents";
import { findTextColor } from "./fontColor";
import { findFamilies, typicalFaces } from "./fontFamilies";
import { guessFont } from "./fontHeuristic";
import { measureInk, type InkLine } from "./fontInk";
import { possibleSizes } from "./fontSizes";
import { settleStyles, trialIn, type LineTrials } from "./fontStyles";
import { settleReadings, type Settled } from "./settleReadings";
import {
  letterCount,
  measureTexts,
  runTrials,
  type Setting,
  type Trial,
  type TrialResult,
} from "./fontTrials";
import { Attempts } from "../attempts";
import type { FaceExtent, FontEstimate } from "../inspection";
import { isShape } from "../read/isLikelyText";
import type { ReadLine } from "../read/readLine";
import { toBounds } from "../../base/bounds";
import { FIT, TRIALS } from "./tuning";

/** How a line was drawn. */
export interface FittedLine {
  /** What the line says: of its readings the one that, drawn, agrees best with its ink. */
  readonly text: string;
  /** Readings that the ink does not rule out. */
  readonly others: readonly string[];
  /** CSS px on the page. */
  readonly font: FontEstimate;
  /** The solid colour of the text, anti-aliasing taken out. */
  readonly color: Rgb;
  /** False where the drawn text looks so unlike the ink that the ink is hardly that text: an icon read as a letter. */
  readonly plausible: boolean;
}

/** What a page is drawn with when no line is long enough to tell. */
const DEFAULT_FAMILY = "Liberation Sans";

/**
 * Estimates for each read line the face, size, letter spacing, pen position and colour it was drawn with: faces are
 * measured and drawn by `probe`, and what agrees best with the ink wins. First the page's families are found, then
 * every weight of them is tried on every line, then lines that look set alike are given the same numbers.
 *
 * Without a probe, or with one that fails, the size comes from the height of the ink and the colour from the segmentation.
 *
 * @param bitmap The mockup, device px.
 * @throws AbortError
 */
export async function fitFonts(
  lines: readonly ReadLine[],
  bitmap: Bitmap,
  deviceScaleFactor: number,
  probe: FontProbe | undefined,
  signal?: AbortSignal,
  attempts = new Attempts(),
): Promise<readonly FittedLine[]> {
  throwIfAborted(signal);
  const guess = (line: ReadLine): FittedLine => guessLine(line, deviceScaleFactor);
  if (!probe) return lines.map(guess);
  const onLine = <T>({ candidate }: ReadLine, work: () => T): T | undefined =>
    attempts.attempt("fonts", toBounds(candidate.box), work);
  const inks = new Map(
    lines.flatMap((line) => {
      const ink = onLine(line, () => measureInk(bitmap, line, deviceScaleFactor));
      return ink ? [[line, ink] as const] : [];
    }),
  );
  const page = { x0: 0, y0: 0, x1: bitmap.width, y1: bitmap.height };
  const readings = lines.flatMap((line): (readonly [InkLine, ...InkLine[]])[] => {
    const ink = inks.get(line);
    return ink ? [[ink, ...line.others.map((text) => ({ ...ink, text }))]] : [];
  });
  const found = await attempts.attemptLater("fonts", page, () =>
    findFaces(readings, probe, deviceScaleFactor, signal),
  );
  if (!found) return lines.map(guess);
  const { settled, final } = found;
  const faces = final.map(({ setting }) => setting.face);
  const extents = await attempts.attemptLater("fonts", page, () =>
    measureExtents(faces, probe, signal),
  );
  const results = new Map(final.map((result) => [result.line, result]));
  const byInk = new Map(
    readings.map(([ink], i) => {
      const { ink: chosen, others } = settled[i] as Settled;
      return [ink, { text: chosen.text, others, result: results.get(chosen) }] as const;
    }),
  );
  const usualScore = median(
    final.map(({ score }) => score),
    1,
  );
  return lines.map((line) => {
    const ink = inks.get(line);
    const { text = line.text, others = line.others, result } = (ink && byInk.get(ink)) ?? {};
    const plausible = isPlausible({ ...line, text }, result?.score ?? 0, usualScore);
    const fit = result && onLine(line, () => describeFit(line, result, extents, bitmap));
    return { ...(fit ?? guess(line)), text, others, plausible };
  });
}

/** What each line says, and the best trial for each that a face could have drawn. */
async function findFaces(
  readings: readonly (readonly [InkLine, ...InkLine[]])[],
  probe: FontProbe,
  deviceScaleFactor: number,
  signal: AbortSignal | undefined,
): Promise<{ readonly settled: readonly Settled[]; readonly final: readonly TrialResult[] }> {
  const faces = await probe.listFaces(signal);
  const forward = readings.map(([ink]) => ink);
  const families = await findFamilies(forward, faces, probe, deviceScaleFactor, signal);
  const tryOn = (some: readonly InkLine[], tryOut: readonly Face[]): Promise<LineTrials[]> =>
    tryFaces(some, tryOut, probe, deviceScaleFactor, signal);
  const all = await tryOn(readings.flat(), facesOf(families, faces));
  const settled = settleReadings(readings, all);
  const inks = settled.map(({ ink }) => ink);
  const usual = all.filter(([{ line }]) => inks.includes(line));
  const strange = findStrange(inks, usual);
  const tried = mergeTrials(usual, await tryOn(strange, typicalFaces(faces)));
  const settings = settleStyles(tried);
  const final = await runTrials(
    probe,
    tried.map((results, i) => {
      const setting = settings[i] as Setting;
      return { ...trialIn(results, setting.face), setting };
    }),
    deviceScaleFactor,
    signal,
  );
  return { settled, final };
}

/**
 * Lines that the page's families could not have drawn, or much worse than they drew the others: a heading or a logo in
 * a family of its own.
 */
function findStrange(inks: readonly InkLine[], usual: readonly LineTrials[]): InkLine[] {
  const scores = new Map(usual.map(([best]) => [best.line, best.score]));
  const expected = median([...scores.values()], 1);
  return inks
    .filter((ink) => letterCount(ink.text) > 2 && (scores.get(ink) ?? -1) < expected - FIT.strange)
    .sort((a, b) => letterCount(b.text) - letterCount(a.text))
    .slice(0, FIT.mostStrange);
}

function mergeTrials(usual: readonly LineTrials[], more: readonly LineTrials[]): LineTrials[] {
  const byLine = new Map(usual.map((trials) => [trials[0].line, trials]));
  for (const trials of more) {
    const [best, ...rest] = [...(byLine.get(trials[0].line) ?? []), ...trials].sort(
      (a, b) => b.score - a.score,
    );
    if (best) byLine.set(best.line, [best, ...rest]);
  }
  return [...byLine.values()];
}

function facesOf(families: readonly string[], faces: readonly Face[]): Face[] {
  const wanted = families.length > 0 ? families : [DEFAULT_FAMILY];
  const found = wanted.flatMap((family) => faces.filter((face) => face.family === family));
  return found.length > 0 ? found : faces.slice(0, 1);
}

/** Every face at every size it could have on each line, best first; lines that no face could have drawn are left out. */
async function tryFaces(
  inks: readonly InkLine[],
  faces: readonly Face[],
  probe: FontProbe,
  deviceScaleFactor: number,
  signal: AbortSignal | undefined,
): Promise<LineTrials[]> {
  const table = await measureTexts(
    probe,
    inks.map((ink) => ink.text),
    faces,
    signal,
  );
  const trials = inks.flatMap((line, i) =>
    faces.flatMap((face, j): Trial[] => {
      if (face.italic && !line.leaning) return [];
      const metrics = table[i]?.[j] as TextMetrics;
      return possibleSizes(line, metrics).map((sizing) => ({
        line,
        metrics,
        setting: { face, ...sizing },
      }));
    }),
  );
  const results = await runTrials(probe, trials, deviceScaleFactor, signal);
  const byLine = new Map<InkLine, TrialResult[]>(inks.map((ink) => [ink, []]));
  for (const result of results) byLine.get(result.line)?.push(result);
  return inks.flatMap((ink) => {
    const [best, ...rest] = (byLine.get(ink) ?? []).sort((a, b) => b.score - a.score);
    return best ? [[best, ...rest] as const] : [];
  });
}

function describeFit(
  line: ReadLine,
  result: TrialResult,
  extents: ReadonlyMap<string, FaceExtent> | undefined,
  bitmap: Bitmap,
): Pick<FittedLine, "font" | "color"> {
  const { setting, metrics, score } = result;
  const letters = letterCount(result.line.text);
  const { background, foreground } = line.candidate;
  return {
    font: {
      family: setting.face.family,
      sizePx: setting.sizePx,
      weight: setting.face.weight,
      italic: setting.face.italic,
      letterSpacingPx: setting.letterSpacingPx,
      baselineY: result.baselineY,
      originX: result.originX,
      advanceWidth:
        (metrics.advance * setting.sizePx) / TRIALS.measuredAtPx +
        setting.letterSpacingPx * letters,
      extent: extents?.get(faceKey(setting.face)),
      confidence: Math.min(1, Math.max(0, score)),
    },
    color: findTextColor(bitmap, result, background, foreground),
  };
}

/** Few letters are easily a misread icon, so they must look like themselves; long texts need not. */
function isPlausible(line: ReadLine, score: number, usualScore: number): boolean {
  // They contradict each other about a few letters of many, not about whether these are letters.
  if (line.agreed === false && isReadAlike(line)) return true;
  // Two readers, two texts, and neither is what stands there: a script or a face that nobody here knows.
  const leastLike = line.confidence < FIT.unsure ? FIT.neitherUnsure : FIT.neither;
  if (line.agreed === false && score <= leastLike) return false;
  // One reader alone knows these scripts, so that the drawing is what vouches for it.
  if (isRightToLeft(line.text)) return score > FIT.neither;
  const letters = line.text.replace(/[^\p{L}\p{N}]/gu, "").length;
  if (line.candidate.iconCandidate && isShape(line.text)) return score > FIT.surelyALetter;
  // A digit in a face that nobody here has is drawn badly, but two readers see no digit in an icon.
  if (/^\p{N}$/u.test(line.text) && line.agreed && line.confidence >= FIT.sureReading)
    return score > FIT.neither;
  if (/^[\p{L}\p{N}]$/u.test(line.text) && line.agreed === false) return score > FIT.singleLetter;
  if (/^\p{L}$/u.test(line.text))
    return (
      score > Math.max(FIT.leastLike, Math.min(FIT.singleLetter, usualScore - FIT.worseThanUsual))
    );
  if (letters <= 1) return score > FIT.leastLike;
  // What two readers read alike tells by its other signs as well: "−20%".
  const signs = line.agreed ? line.text.replace(/\s/g, "").length : letters;
  if (signs === 2) return score > 0.48;
  if (signs <= 4) return score > 0.2;
  return score > 0 || line.confidence > 0.75;
}

/** Whether both readers have nearly all letters of a long line in common; of what is no text each makes something else. */
const isReadAlike = ({ text, common = 0 }: ReadLine): boolean =>
  letterCount(text) >= FIT.manyLetters && common >= FIT.alike;

function guessLine(line: ReadLine, deviceScaleFactor: number): FittedLine {
  return {
    font: guessFont(line, deviceScaleFactor),
    color: line.candidate.foreground,
    text: line.text,
    others: line.others,
    plausible: true,
  };
}
