import type { Face } from "../fonts/fontProbe";
import { inkWidth, letterCount, type Setting, type TrialResult } from "./fontTrials";
import { snapSize, spacingAt } from "./fontSizes";

/** What was tried on one line, best first; never empty. */
export type LineTrials = readonly [TrialResult, ...TrialResult[]];

/** Share of the size by which two estimates of one style may differ, plus what the width's edges leave open. */
const SAME_SIZE = 0.012;
/** CSS px that the two ends of a line's ink are uncertain by, together. */
const EDGE_PX = 0.5;
/** Below this much over a whole line, letter spacing is nothing but the edges' uncertainty. */
const LEAST_SPACING_PX = 0.8;

/**
 * One setting for all lines that look set alike, so that equal styles get equal numbers: the size is the mean weighted
 * by width and snapped to what a stylesheet would say, the weight the one that suits all lines together, the letter
 * spacing what the width of most lines still asks for. The result keeps the order of `lines`.
 */
export function settleStyles(lines: readonly LineTrials[]): readonly Setting[] {
  const styles = groupStyles(lines);
  const settings = new Map<LineTrials, Setting>();
  for (const style of styles) {
    const face = commonFace(style);
    const own = style.map((trials) => trialIn(trials, face));
    const sizePx = commonSize(own);
    const letterSpacingPx = commonSpacing(own, sizePx);
    for (const trials of style) settings.set(trials, { face, sizePx, letterSpacingPx });
  }
  return lines.map((trials) => settings.get(trials) ?? trials[0].setting);
}

/** Widest lines first: they know their size best and so found the groups. */
function groupStyles(lines: readonly LineTrials[]): LineTrials[][] {
  const groups: LineTrials[][] = [];
  for (const trials of [...lines].sort((a, b) => widthOf(b[0]) - widthOf(a[0]))) {
    const group = groups.find(([founder]) => founder && isSameStyle(founder[0], trials));
    if (group) group.push(trials);
    else groups.push([trials]);
  }
  return groups;
}

function isSameStyle(founder: TrialResult, trials: LineTrials): boolean {
  const { face, sizePx, letterSpacingPx } = founder.setting;
  const best = trials[0];
  const same = trials.find(({ setting }) => isSameFamily(setting.face, face));
  if (!same || same.score < best.score - 0.04) return false;
  const own = same.setting;
  const tolerance = SAME_SIZE + EDGE_PX / Math.max(1, widthOf(same));
  if (Math.abs(own.letterSpacingPx - letterSpacingPx) > 0.02 * sizePx + 0.15) return false;
  if (Math.abs(Math.log(own.sizePx / sizePx)) > tolerance) return false;
  if (Math.abs(best.setting.face.weight - face.weight) <= 100) return true;
  const inItsWeight = trials.find(({ setting }) => isSameFace(setting.face, face));
  return inItsWeight !== undefined && inItsWeight.score > best.score - weightDoubt(best);
}

/** How much worse a weight may score and still be the right one: few letters say little. */
function weightDoubt({ line }: TrialResult): number {
  return 0.02 + 0.1 / letterCount(line.text);
}

/** The face with the best sum of scores; a line that was not tried in a face counts as its worst. */
function commonFace(style: readonly LineTrials[]): Face {
  const sums = new Map<string, { face: Face; sum: number }>();
  for (const trials of style)
    for (const { setting } of trials) {
      const key = `${setting.face.family}|${setting.face.weight}|${String(setting.face.italic)}`;
      if (!sums.has(key)) sums.set(key, { face: setting.face, sum: 0 });
    }
  for (const entry of sums.values())
    for (const trials of style) {
      const own = trials.find(({ setting }) => isSameFace(setting.face, entry.face));
      entry.sum += (own ?? trials.at(-1) ?? trials[0]).score * Math.sqrt(widthOf(trials[0]));
    }
  return [...sums.values()].reduce((a, b) => (b.sum > a.sum ? b : a)).face;
}

function trialIn(trials: LineTrials, face: Face): TrialResult {
  return trials.find(({ setting }) => isSameFace(setting.face, face)) ?? trials[0];
}

function commonSize(own: readonly TrialResult[]): number {
  const total = own.reduce((sum, trial) => sum + widthOf(trial), 0);
  const mean =
    own.reduce((sum, trial) => sum + trial.setting.sizePx * widthOf(trial), 0) / Math.max(1, total);
  const widest = Math.max(...own.map(widthOf));
  // The wider the line, the surer the size; half a pixel of the width at least, a quarter of a pixel of the size at most.
  return snapSize(mean, Math.min(0.25, Math.max(0.06, (1.2 * mean) / widest)));
}

function commonSpacing(own: readonly TrialResult[], sizePx: number): number {
  const spacings = own
    .map((trial) => ({
      value: spacingAt(trial.line, trial.metrics, sizePx),
      letters: letterCount(trial.line.text) - 1,
    }))
    .filter(({ letters }) => letters > 0)
    .sort((a, b) => a.value - b.value);
  const letters = spacings.reduce((sum, spacing) => sum + spacing.letters, 0);
  let seen = 0;
  const median = spacings.find((spacing) => (seen += spacing.letters) >= letters / 2);
  if (!median) return 0;
  const most = Math.max(...spacings.map((spacing) => spacing.letters));
  if (Math.abs(median.value) * most < LEAST_SPACING_PX) return 0;
  return Math.round(median.value * 100) / 100;
}

const widthOf = ({ metrics, setting }: TrialResult): number => inkWidth(metrics, setting.sizePx);

const isSameFamily = (a: Face, b: Face): boolean => a.family === b.family && a.italic === b.italic;

const isSameFace = (a: Face, b: Face): boolean => isSameFamily(a, b) && a.weight === b.weight;
