import type { PanelIteration, PanelState } from "../src/protocol/panelProtocol";

/** "0.962", or a dash when nothing could be drawn. */
export function formatFidelity(fidelity: number | null): string {
  return fidelity === null ? "–" : fidelity.toFixed(3);
}

/** "1440 × 900 px", with the scale factor when it is not 1. */
export function formatSize(size: {
  readonly width: number;
  readonly height: number;
  readonly deviceScaleFactor: number;
}): string {
  const scale = size.deviceScaleFactor === 1 ? "" : ` @${size.deviceScaleFactor}x`;
  return `${size.width} × ${size.height} px${scale}`;
}

/** What a screen reader says of an iteration in the strip. */
export function describeIteration(iteration: PanelIteration, best: number | null): string {
  const parts = [`Iteration ${iteration.ordinal}`];
  if (iteration.fidelity === null) parts.push("could not be drawn");
  else parts.push(`fidelity ${formatFidelity(iteration.fidelity)}`);
  if (iteration.ordinal === best) parts.push("the best");
  else if (!iteration.accepted) parts.push("rolled back");
  return parts.join(", ");
}

/** What the live region says after a change; empty: nothing worth an interruption. */
export function describeChange(before: PanelState | undefined, now: PanelState): string {
  if (before?.runId !== now.runId) return "";
  if (before.phase !== now.phase && (now.phase === "finished" || now.phase === "failed"))
    return now.status;
  const last = now.iterations.at(-1);
  if (last && now.iterations.length > before.iterations.length)
    return `${describeIteration(last, now.best)}.`;
  return "";
}
