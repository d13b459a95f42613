import * as l10n from "@vscode/l10n";
import { formatScore } from "../../protocol/views/measures";
import { findBest, hasEnded, nameOfRun } from "../runs/runState";
import type { RunState } from "../runs/runState";

/** What the view of past runs says of one. */
export interface RunDescription {
  readonly label: string;
  /** "0.957 · 6 iterations" */
  readonly description: string;
  readonly tooltip: string;
  /** The path of the best iteration's picture, else of the mockup's; undefined: there is none yet. */
  readonly picture: string | undefined;
  /** An icon of the editor, where there is no picture. */
  readonly icon: string;
  /** What the menus ask for. */
  readonly kind: "ended" | "busy";
}

export function describeRun(state: RunState): RunDescription {
  const { iterations, mockup, mockupName, phase, status } = state;
  const line = findBest(state)?.line;
  const count =
    iterations.length === 1 ? l10n.t("1 iteration") : l10n.t("{0} iterations", iterations.length);
  const going = {
    ...{ queued: l10n.t("waiting"), running: l10n.t("running") },
    ...{ finished: undefined, failed: l10n.t("failed") },
  };
  const facts = [
    ...(line?.scores ? [formatScore(line.scores.fidelity)] : []),
    ...(iterations.length > 0 ? [count] : []),
    going[phase],
  ];
  return {
    label: nameOfRun(state),
    description: facts.filter((fact) => fact !== undefined).join(" · "),
    tooltip: [mockupName, describeTime(state.id), status].filter(Boolean).join("\n"),
    picture: line?.renderPng ?? mockup?.png,
    icon: { queued: "clock", running: "sync~spin", finished: "file-media", failed: "error" }[phase],
    kind: hasEnded(state) ? "ended" : "busy",
  };
}

/** "2026-11-27 02:30 UTC", from the name of the run's folder, which begins with the time; empty: it does not. */
function describeTime(id: string): string {
  const [, day, hour, minute] = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)/.exec(id) ?? [];
  return day === undefined ? "" : `${day} ${hour}:${minute} UTC`;
}
