import { inkOf } from "./fontScore";
import type { InkLine } from "./fontInk";
import type { LineTrials } from "./fontStyles";
import type { TrialResult } from "./fontTrials";
import { SETTLE } from "./tuning";

/** What a line says, as far as its ink tells. */
export interface Settled {
  readonly ink: InkLine;
  /** Readings that, drawn, agree with the ink about as well. */
  readonly others: readonly string[];
}

/**
 * Settles by drawing what readers disagree about: each reading of a line is drawn as well as the page's faces can, and where two
 * drawings differ the ink decides. Where it does not tell, the reading that was put forward stays, and the others with it.
 *
 * @param readings For each line its ink under each reading, the one put forward first.
 * @param trials The best drawings of every one of them, best first; a reading without any could not be drawn.
 */
export function settleReadings(
  readings: readonly (readonly [InkLine, ...InkLine[]])[],
  trials: readonly LineTrials[],
): Settled[] {
  const drawn = new Map(trials.map(([best]) => [best.line, best]));
  return readings.map(([first, ...more]) => {
    const isRather = (a: InkLine, b: InkLine): boolean => isClearly(drawn.get(a), drawn.get(b));
    const ink = more.reduce((a, b) => (isRather(b, a) ? b : a), first);
    const open = [first, ...more].filter((other) => other !== ink && !isRather(ink, other));
    return { ink, others: open.map(({ text }) => text) };
  });
}

/** Whether a line is drawn by `a` and clearly not by `b`. */
function isClearly(a: TrialResult | undefined, b: TrialResult | undefined): boolean {
  if (!a || !b) return a !== undefined;
  const gain = a.score - b.score;
  if (gain >= SETTLE.muchBetter) return true;
  const share = compareDrawings(a, b);
  // A face that draws neither well cannot tell their letters apart either.
  if (Math.max(a.score, b.score) < SETTLE.wellDrawn)
    return share >= SETTLE.overwhelming && share <= SETTLE.most;
  return share >= SETTLE.clearly && (share <= SETTLE.most || gain >= SETTLE.better);
}

/**
 * How clearly the ink of a line is one drawing rather than another, −1 to 1 for ink that is one of them: the difference of both squared
 * distances from the ink, as a share of the drawings' own from each other. Only what differs counts, so that one letter of a long
 * line weighs as much as one of a short one. 0 where the drawings are the same.
 */
function compareDrawings(a: TrialResult, b: TrialResult): number {
  const [inkA, inkB] = [placed(a), placed(b)];
  let [apart, nearer] = [0, 0];
  a.line.cover.values.forEach((ink, i) => {
    const [inA, inB] = [inkA[i] ?? 0, inkB[i] ?? 0];
    apart += (inA - inB) ** 2;
    nearer += (ink - inB) ** 2 - (ink - inA) ** 2;
  });
  return apart < SETTLE.least ? 0 : nearer / apart;
}

/** The ink of a drawing where it agrees best with the line's. */
function placed({ drawing, shift: { dx, dy } }: TrialResult): Float32Array {
  const { width, height } = drawing;
  const ink = inkOf(drawing);
  const moved = new Float32Array(ink.length);
  for (let y = Math.max(0, dy); y < Math.min(height, height + dy); y++)
    for (let x = Math.max(0, dx); x < Math.min(width, width + dx); x++)
      moved[y * width + x] = ink[(y - dy) * width + x - dx] ?? 0;
  return moved;
}
