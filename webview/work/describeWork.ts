import * as l10n from "@vscode/l10n";
import type { PanelWork } from "../../src/protocol/schemas/panelState";
import { formatCost } from "../../src/protocol/views/measures";

/**
 * What a model's work took so far, in one line. What nobody knows is left out: no price is reckoned, and no time is told that is left
 * before an iteration is there. `now` is ms since 1970.
 */
export function describeWork(work: PanelWork, isRunning: boolean, now: number): string {
  const { answers, promptTokens, outputTokens, tokensPerSecond, cost, tookMs, startedAt } = work;
  const elapsed = tookMs ?? (isRunning && startedAt !== null ? now - Date.parse(startedAt) : NaN);
  const tokens = promptTokens + outputTokens;
  const parts = [
    answers === 1 ? l10n.t("1 answer") : l10n.t("{0} answers", answers),
    ...(tokens > 0 ? [l10n.t("{0} tokens", tokens.toLocaleString("en"))] : []),
    ...(tokensPerSecond === null ? [] : [l10n.t("{0} tokens/s", formatSpeed(tokensPerSecond))]),
    ...(cost === null ? [] : [l10n.t("{0} as the server counts", formatCost(cost))]),
    ...(elapsed >= 0 ? [formatTime(elapsed)] : []),
    ...(work.mostLeftMs === null || work.mostLeftMs === 0
      ? []
      : [l10n.t("at most {0} more at this rate", formatTime(work.mostLeftMs))]),
  ];
  return l10n.t("The model at work: {0}", parts.join(", "));
}

/** "0:07", "12:30", "1:02:03" */
export function formatTime(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number): string => String(value).padStart(2, "0");
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

const formatSpeed = (speed: number): string => (speed < 10 ? speed.toFixed(1) : speed.toFixed(0));
