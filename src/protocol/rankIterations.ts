import type { IterationLine } from "./runProtocol";

/** What decides between two states of a page. Both 0–1; fidelity −1: nothing could be drawn; no code: it was not measured. */
export interface Scores {
  readonly fidelity: number;
  readonly code: number | undefined;
  /** How well the page holds in narrower and wider windows, a part of the code's score. */
  readonly reflow?: number | undefined;
  /** How true the pinned parts are, each 0–1, in the same order; undefined: none are, or nothing could be drawn. */
  readonly pins?: readonly number[] | undefined;
}

/**
 * What the step from the worst code to the best is worth, as a share of how true the page looks: good code of a page that looks like
 * something else is worth little.
 */
const CODE_WORTH = 0.07;

/**
 * The same of how the page holds in other windows: one that is placed for the mockup's width alone is a blank screen on a phone. Its
 * code and this are usually about half of those of the same page as a person writes it, which then may look less true by about 0.07: texts that
 * stand some pixels off.
 */
const REFLOW_WORTH = 0.1;

/**
 * Whether `a` is to be kept instead of `b`: by how true both look to the mockup, and by their code where they look nearly alike. Where a
 * pinned part is worse in `a`, it is not.
 */
export function isBetter(a: Scores, b: Scores): boolean {
  return keepsPins(a, b.pins) && compareScores(a, b) > 0;
}

/** Whether no pinned part is worse than it was. What could not be drawn keeps none. */
export function keepsPins({ pins }: Scores, before: Scores["pins"]): boolean {
  return before === undefined || before.every((fidelity, i) => (pins?.[i] ?? -1) >= fidelity);
}

/**
 * The accepted iterations, the best first, of equals the later one. A run accepts only what improves on where it started, but it
 * may have started from an iteration that was not the best. Where masks or pins were changed meanwhile, only what was measured with
 * those of the newest one counts: other scores are of another picture. One in which a pinned part is worse than in another comes after that.
 * Where a person edited the page by hand, only that page and what followed it counts: they went on from there.
 */
export function rankIterations(iterations: readonly IterationLine[]): readonly IterationLine[] {
  const scoresOf = ({ scores, code }: IterationLine): Scores => ({
    fidelity: scores?.fidelity ?? -1,
    code: code?.score,
    reflow: code?.reflow,
  });
  const all = iterations.filter((iteration) => iteration.accepted);
  const accepted = all.slice(
    Math.max(
      0,
      all.findLastIndex(({ by }) => by === "person"),
    ),
  );
  const newest = markedIn(accepted.at(-1));
  const comparable = accepted.filter((line) => markedIn(line) === newest);
  const most = comparable.reduce(
    (best, line) => pinsOf(line).map((fidelity, i) => Math.max(fidelity, best[i] ?? 0)),
    [] as readonly number[],
  );
  const losses = (line: IterationLine): number =>
    pinsOf(line).filter((fidelity, i) => fidelity < (most[i] ?? 0)).length;
  return comparable
    .reverse()
    .sort((a, b) => losses(a) - losses(b) || compareScores(scoresOf(b), scoresOf(a)));
}

const pinsOf = ({ pins = [] }: IterationLine): readonly number[] =>
  pins.map(({ fidelity }) => fidelity);

/** The iterations whose scores are of the same picture as the newest one's that was accepted: under the same masks, with the same pins. */
export function comparableOf(iterations: readonly IterationLine[]): ReadonlySet<IterationLine> {
  const newest = iterations.findLast(({ accepted }) => accepted) ?? iterations.at(-1);
  const marked = markedIn(newest);
  return new Set(iterations.filter((line) => markedIn(line) === marked || !line.scores));
}

/** What was left out and what was pinned when it was measured. */
function markedIn(line: IterationLine | undefined): string {
  const pins = line?.pins?.map(({ x, y, width, height }) => [x, y, width, height]);
  return JSON.stringify([line?.masks ?? [], pins ?? []]);
}

function compareScores(a: Scores, b: Scores): number {
  // A run of an older version has no word on its code.
  const isKnown = a.code !== undefined && b.code !== undefined;
  return (isKnown ? valueOf(a) - valueOf(b) : 0) || a.fidelity - b.fidelity;
}

/** What could not be drawn has no worth, whatever its code. */
function valueOf({ fidelity, code = 0, reflow = 0 }: Scores): number {
  return fidelity < 0 ? fidelity : fidelity * (1 + CODE_WORTH * code + REFLOW_WORTH * reflow);
}
