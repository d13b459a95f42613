import * as l10n from "@vscode/l10n";
import type { DecisionLine, RunLineUnion } from "../../../protocol/runProtocol";
import type { PanelWork, PanelWorkStep } from "../../../protocol/schemas/panelState";
import { viewDecision } from "../../../protocol/views/decisions";

/** What the model of a run has done so far, as people see it; and the time the run takes. */
export interface ModelWork extends Omit<PanelWork, "mostLeftMs"> {
  /** The iterations it may take in all, and those of its own that are there, with the milliseconds they took. */
  readonly maxIterations: number;
  readonly done: number;
  readonly doneMs: number;
  readonly decision: DecisionLine | undefined;
}

export const NO_WORK: ModelWork = {
  ...{ thought: null, steps: [], answers: 0, promptTokens: 0, outputTokens: 0 },
  ...{ tokensPerSecond: null, cost: null, startedAt: null, tookMs: null },
  ...{ maxIterations: 0, done: 0, doneMs: 0, decision: undefined },
};

/** The journal has all of them. */
const MOST_STEPS = 60;

/** What is known of the model's work after one more line of its run. */
export function workAfter(work: ModelWork, line: RunLineUnion): ModelWork {
  switch (line.type) {
    case "run-start":
      return { ...NO_WORK, startedAt: line.at, maxIterations: line.request.maxIterations };
    case "progress":
      return line.thought === undefined ? work : { ...work, thought: line.thought };
    case "call": {
      const { promptTokens, outputTokens, cost } = line.usage;
      const speed = line.ms > 0 && outputTokens > 0 ? (outputTokens / line.ms) * 1000 : null;
      const words = l10n.t(
        "{0} tokens read, {1} written, {2} s",
        ...[promptTokens.toLocaleString("en"), outputTokens.toLocaleString("en")],
        (line.ms / 1000).toFixed(1),
      );
      return {
        ...withStep(work, { ...stepOf(line.iteration, l10n.t("answer {0}", line.turn)), words }),
        ...{ answers: work.answers + 1, tokensPerSecond: speed },
        promptTokens: work.promptTokens + promptTokens,
        outputTokens: work.outputTokens + outputTokens,
        cost: cost === undefined ? work.cost : (work.cost ?? 0) + cost,
      };
    }
    case "decision":
      return { ...work, decision: line };
    case "tool": {
      const { decision } = work;
      const isOf = line.decision !== undefined && decision?.tool === line.name;
      return withStep(work, {
        ...{ ...stepOf(line.iteration, line.name), words: line.summary, isFailed: !line.ok },
        permission: isOf ? viewDecision(decision).decided : null,
      });
    }
    case "steer":
      if (line.message.type !== "more") return work;
      return { ...work, maxIterations: work.maxIterations + line.message.iterations };
    case "iteration":
      if (line.number === 0 || line.ms.model === 0) return work;
      return { ...work, done: work.done + 1, doneMs: work.doneMs + line.ms.total };
    case "run":
      return { ...work, tookMs: line.ms.total };
    case "notice":
    case "policy":
    case "error":
      return work;
  }
}

/** For the panel; with what the run may take yet, if all its iterations are needed and take as long as those before. */
export function viewWork(work: ModelWork, isRunning: boolean): PanelWork {
  const { maxIterations, done, doneMs, decision: _, ...seen } = work;
  const left = Math.max(0, maxIterations - done);
  return { ...seen, mostLeftMs: isRunning && done > 0 ? (doneMs / done) * left : null };
}

const stepOf = (iteration: number, name: string): Omit<PanelWorkStep, "words"> => ({
  ...{ iteration, name, permission: null, isFailed: false },
});

const withStep = (work: ModelWork, step: PanelWorkStep): ModelWork => ({
  ...work,
  steps: [step, ...work.steps].slice(0, MOST_STEPS),
});
