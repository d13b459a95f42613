import { groupBy } from "../../base/groupBy";
import { median } from "../../base/median";
import type { Face } from "../../fonts/fontProbe";
import type { InkLine } from "./fontInk";
import { likelySizes, spacingAt } from "./fontSizes";
import { inkWidth, letterCount, type Setting, type TrialResult } from "./fontTrials";
import { voteByEvidence } from "../read/voteByEvidence";
import { STYLES } from "./tuning";

/** What was tried on one line, best first; never empty. */
export type LineTrials = readonly [TrialResult, ...TrialResult[]];

/** How common each weight is in stylesheets. */
const WEIGHT_PRIOR: Readonly<Record<number, number>> = { 400: 1, 700: 1, 500: 0.5, 600: 0.5 };
/**
 * Equal numbers for lines that look set alike. A single short line can not tell 13.6 from 14 px or 600 from 700, but
 * the lines of a page come in few styles: so first the families, then the sizes, the weights and the letter spacings
 * are voted on, long lines having more to say. The result keeps the order of `lines`.
 */
export function settleStyles(lines: readonly LineTrials[]): readonly Setting[] {
  const settings = new Map<InkLine, Setting>();
  const inFamily = settleFamilies(lines);
  for (const sameFamily of groupBy(inFamily, ([{ setting }]) => familyKey(setting.face)).values()) {
    const sizes = settleSizes(sameFamily);
    for (const sameSize of groupBy(sameFamily, (line) => String(sizes.get(line))).values()) {
      const weights = settleWeights(sameSize);
      for (const sameWeight of groupBy(sameSize, (line) => String(weights.get(line))).values()) {
        const [first] = sameWeight;
        if (!first) continue;
        const face = { ...first[0].setting.face, weight: weights.get(first) ?? 400 };
        const spacings = settleSpacings(sameWeight, face, sizes.get(first) ?? 16);
        for (const line of sameWeight)
          settings.set(line[0].line, {
            face,
            sizePx: sizes.get(line) ?? line[0].setting.sizePx,
            letterSpacingPx: spacings.get(line) ?? 0,
          });
      }
    }
  }
  return lines.map(([best]) => settings.get(best.line) ?? best.setting);
}

/** Each line's trials in the family it is settled on, best first. */
function settleFamilies(lines: readonly LineTrials[]): LineTrials[] {
  const keys = [...new Set(lines.flat().map(({ setting }) => familyKey(setting.face)))];
  const choice = voteByEvidence(
    lines,
    (line) =>
      [...groupBy(line, ({ setting }) => familyKey(setting.face)).values()].flatMap(
        ([best]) => best ?? [],
      ),
    (line, trial) =>
      (trial.score - line[0].score - (trial.setting.letterSpacingPx === 0 ? 0 : 0.03)) /
      scoreDoubt(line[0]),
    (line) => letterCount(line[0].line.text),
    ({ setting }) => keys.indexOf(familyKey(setting.face)),
  );
  return lines.map((line) => {
    const [best, ...rest] = line.filter(
      ({ setting }) => keys.indexOf(familyKey(setting.face)) === choice.get(line),
    );
    return best ? [best, ...rest] : line;
  });
}

/** How much worse a face may score and still be the right one: little on many letters that agree well. */
function scoreDoubt({ line, score }: TrialResult): number {
  return 0.024 + 0.12 / letterCount(line.text) + 0.15 * Math.max(0, 1 - score);
}

/** The trial of a line in a face, or its best one. */
export function trialIn(trials: LineTrials, face: Face): TrialResult {
  const own = trials.find(
    ({ setting }) =>
      familyKey(setting.face) === familyKey(face) && setting.face.weight === face.weight,
  );
  return own ?? trials[0];
}

function settleSizes(lines: readonly LineTrials[]): Map<LineTrials, number> {
  return voteByEvidence(
    lines,
    (line) => likelySizes(line[0].setting.sizePx),
    (line, { sizePx, prior }) => {
      const own = line[0].setting.sizePx;
      return Math.log(prior) - (Math.log(own / sizePx) / sizeDoubt(line[0])) ** 2 / 2;
    },
    (line) => letterCount(line[0].line.text),
    ({ sizePx }) => sizePx,
  );
}

/**
 * The share by which a line's size may be off. The face may be another version of the true one: its kerning and some
 * letters differ, which evens out over many letters.
 */
function sizeDoubt({ line, setting, metrics }: TrialResult): number {
  if (setting.letterSpacingPx !== 0) return STYLES.heightDoubt;
  const edges = STYLES.edgePx / Math.max(1, inkWidth(metrics, setting.sizePx));
  return 0.003 + 0.03 / Math.sqrt(letterCount(line.text)) + edges / 2;
}

function settleWeights(lines: readonly LineTrials[]): Map<LineTrials, number> {
  return voteByEvidence(
    lines,
    (line) => bestOfEachWeight(line),
    (line, { weight, score }) => {
      const doubt = scoreDoubt(line[0]) / 2;
      const prior = WEIGHT_PRIOR[weight] ?? STYLES.otherWeightPrior;
      return Math.log(prior) + (score - line[0].score) / doubt;
    },
    (line) => letterCount(line[0].line.text),
    ({ weight }) => weight,
  );
}

/** Of the line's own family and style. */
function bestOfEachWeight(line: LineTrials): { weight: number; score: number }[] {
  const scores = new Map<number, number>();
  for (const { setting, score } of line) {
    if (familyKey(setting.face) !== familyKey(line[0].setting.face)) continue;
    scores.set(setting.face.weight, Math.max(scores.get(setting.face.weight) ?? -1, score));
  }
  return [...scores].map(([weight, score]) => ({ weight, score }));
}

/** Zero where the width allows it; lines that ask for about the same spacing (in em) get their median. */
function settleSpacings(
  lines: readonly LineTrials[],
  face: Face,
  sizePx: number,
): Map<LineTrials, number> {
  const wanted = lines.map((line) => {
    const trial = trialIn(line, face);
    const gaps = letterCount(trial.line.text) - 1;
    const spacing = spacingAt(trial.line, trial.metrics, sizePx);
    const allowed = Math.max(
      STYLES.leastSpacingPx,
      1.5 *
        sizeDoubt({ ...trial, setting: { ...trial.setting, letterSpacingPx: 0 } }) *
        inkWidth(trial.metrics, sizePx),
    );
    return { line, gaps, spacing: Math.abs(spacing * gaps) <= allowed ? 0 : spacing };
  });
  const result = new Map<LineTrials, number>();
  const spaced = wanted.filter(({ spacing }) => spacing !== 0).sort((a, b) => b.gaps - a.gaps);
  for (const { line, spacing } of spaced) {
    if (result.has(line)) continue;
    const alike = spaced.filter(
      (other) =>
        !result.has(other.line) && Math.abs(other.spacing - spacing) <= 0.02 * sizePx + 0.1,
    );
    const common = median(
      alike.map((other) => other.spacing),
      spacing,
    );
    for (const other of alike) result.set(other.line, Math.round(common * 100) / 100);
  }
  return result;
}

const familyKey = ({ family, italic }: Face): string => (italic ? `${family} italic` : family);
