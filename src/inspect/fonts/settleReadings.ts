import type { InkLine } from "./fontInk";
import type { LineTrials } from "./fontStyles";
import { SETTLE } from "./tuning";

/** What a line says, as far as its ink tells. */
export interface Settled {
  readonly ink: InkLine;
  /** Readings that, drawn, agree with the ink about as well. */
  readonly others: readonly string[];
}

/**
 * Settles by drawing what readers disagree about: of a line's readings, each drawn as well as the page's faces can, the one
 * that agrees best with the ink is right, and those clearly behind it are wrong. Where the drawing does not tell, the reading
 * that was put forward stays, and the others with it.
 *
 * @param readings For each line its ink under each reading, the one put forward first.
 * @param trials The best drawings of every one of them, best first; a reading without any could not be drawn.
 */
export function settleReadings(
  readings: readonly (readonly [InkLine, ...InkLine[]])[],
  trials: readonly LineTrials[],
): Settled[] {
  const scores = new Map(trials.map(([best]) => [best.line, best.score]));
  const scoreOf = (ink: InkLine): number => scores.get(ink) ?? -Infinity;
  return readings.map((inks) => {
    const [first] = inks;
    const best = inks.reduce((a, b) => (scoreOf(b) > scoreOf(a) ? b : a));
    const letters = Math.max(...inks.map(({ text }) => text.length));
    const clearly = Math.min(SETTLE.clearly, Math.max(SETTLE.least, SETTLE.letter / letters));
    const open = inks.filter((ink) => scoreOf(ink) > scoreOf(best) - clearly);
    const ink = open.includes(first) || open.length === 0 ? first : best;
    const left = open.length === 0 ? inks : open;
    return { ink, others: left.filter((other) => other !== ink).map(({ text }) => text) };
  });
}
