import type { IterationLine } from "./runProtocol";

/** What decides between two states of a page. Both 0–1; fidelity −1: nothing could be drawn; no code: it was not measured. */
export interface Scores {
  readonly fidelity: number;
  readonly code: number | undefined;
}

/**
 * Whether `a` is to be kept instead of `b`: when it looks truer to the mockup; of two that look equally true, to the thousandth
 * that people are shown, when its code is better; and when that is equal, too, whatever it looks truer by.
 */
export function isBetter(a: Scores, b: Scores): boolean {
  return compareScores(a, b) > 0;
}

/**
 * The accepted iterations, the best first, of equals the later one. A run accepts only what improves on where it started, but it
 * may have started from an iteration that was not the best. Where the masks were changed meanwhile, only what was measured with
 * those of the newest one counts: other scores are of another picture.
 */
export function rankIterations(iterations: readonly IterationLine[]): readonly IterationLine[] {
  const scoresOf = ({ scores, code }: IterationLine): Scores => ({
    fidelity: scores?.fidelity ?? -1,
    code: code?.score,
  });
  const accepted = iterations.filter((iteration) => iteration.accepted);
  const masksOf = (line: IterationLine | undefined): string => JSON.stringify(line?.masks ?? []);
  const newest = masksOf(accepted.at(-1));
  return accepted
    .filter((line) => masksOf(line) === newest)
    .reverse()
    .sort((a, b) => compareScores(scoresOf(b), scoresOf(a)));
}

/** A run of an older version has no word on its code: it is neither better nor worse for that. */
function compareScores(a: Scores, b: Scores): number {
  const looks = thousandths(a.fidelity) - thousandths(b.fidelity);
  const code = thousandths(a.code ?? 0) - thousandths(b.code ?? 0);
  return looks || code || a.fidelity - b.fidelity;
}

const thousandths = (value: number): number => Math.round(value * 1000);
