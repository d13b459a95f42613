import * as l10n from "@vscode/l10n";
import type { PanelState, PanelIteration } from "../src/protocol/schemas/panelState";
import type { Part } from "../src/protocol/steering";
import { formatScore } from "../src/protocol/views/measures";
import { describeStanding, standingOf } from "../src/protocol/views/standing";

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
export function describeIteration({ ordinal, line }: PanelIteration, best: number | null): string {
  const { scores } = line;
  const parts = [l10n.t("Iteration {0}", ordinal)];
  parts.push(
    scores ? l10n.t("fidelity {0}", formatScore(scores.fidelity)) : l10n.t("could not be drawn"),
  );
  const standing = standingOf(line, ordinal === best);
  if (standing === "best") parts.push(l10n.t("the best"));
  if (standing === "rolled back") parts.push(describeStanding(standing));
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

/** "x 10, y 20, 300×40": CSS px. */
export function describePart({ x, y, width, height }: Part): string {
  const [left, top, w, h] = [x, y, width, height].map((value) => Math.round(value));
  return `x ${left}, y ${top}, ${w}×${h}`;
}
