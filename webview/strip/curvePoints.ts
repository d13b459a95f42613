import { comparableOf } from "../../src/protocol/rankIterations";
import type { PanelIteration } from "../../src/protocol/schemas/panelState";

/** How high the curve is, px of the screen. */
export const CURVE_HEIGHT = 44;
const MARGIN = 7;
/** Scores that are nearer to each other than this are drawn so: what is nearly level looks level. */
const LEAST_SPAN = 0.02;

/** A point of the curve, px. */
export interface CurvePoint {
  readonly ordinal: number;
  readonly x: number;
  readonly y: number;
  readonly isKept: boolean;
}

/**
 * Where the iterations' fidelities are, each `step` px from the next; those that could not be drawn have no point, nor have those
 * that were measured under other masks than the newest: their scores are of another picture.
 */
export function curvePoints(
  iterations: readonly PanelIteration[],
  step: number,
): readonly CurvePoint[] {
  const comparable = comparableOf(iterations.map(({ line }) => line));
  const known = iterations.flatMap(({ ordinal, line }, index) =>
    line.scores && comparable.has(line)
      ? [{ ordinal, index, fidelity: line.scores.fidelity, isKept: line.accepted }]
      : [],
  );
  const scores = known.map(({ fidelity }) => fidelity);
  const most = Math.max(...scores);
  const span = Math.max(LEAST_SPAN, most - Math.min(...scores));
  return known.map(({ ordinal, index, fidelity, isKept }) => ({
    ...{ ordinal, isKept },
    x: (index + 0.5) * step,
    y: MARGIN + ((most - fidelity) / span) * (CURVE_HEIGHT - 2 * MARGIN),
  }));
}
