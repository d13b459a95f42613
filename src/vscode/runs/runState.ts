import * as l10n from "@vscode/l10n";
import { MockloopError } from "../../base/errors";
import { rankIterations } from "../../protocol/rankIterations";
import type {
  DecisionLine,
  ErrorLine,
  MockupFacts,
  ProgressLine,
  RunLine,
  RunLineUnion,
  RunRequest,
} from "../../protocol/runProtocol";
import type { Mask, Pin, SteerLine } from "../../protocol/steering";
import type { PanelIteration } from "../../protocol/schemas/panelState";
import { formatScore } from "../../protocol/views/measures";
import { withRemedy } from "../describeRemedy";
import { NO_WORK, workAfter } from "./lines/modelWork";
import type { ModelWork } from "./lines/modelWork";
import { describeHeard } from "./lines/describeHeard";
import type { HeardEdit } from "./lines/describeHeard";

/** An iteration, and which run it is of. */
export interface RunIteration extends PanelIteration {
  /** The name of the run's folder: no two runs share one. */
  readonly runFolder: string;
}

/** A mockup as a run sees it: the path of its picture, sides in CSS px. */
export type SeenMockup = Pick<
  MockupFacts,
  "name" | "png" | "width" | "height" | "deviceScaleFactor"
>;

/** Decisions about a model's tools: how many, and the last of them, newest first. */
export interface Decisions {
  readonly count: number;
  readonly denied: number;
  readonly latest: readonly DecisionLine[];
}

export const NO_DECISIONS: Decisions = { count: 0, denied: 0, latest: [] };

/** What is known of one mockup's runs (the first and its refinements). A value: every change makes a new one. */
export interface RunState {
  /** The name of the first run's folder. */
  readonly id: string;
  /** The name of the folder of the run under way, or of the last one. */
  readonly runFolder: string;
  /** File name, for people. */
  readonly mockupName: string;
  /** What a person called it; undefined: as the mockup is called. */
  readonly givenName: string | undefined;
  readonly phase: "queued" | "running" | "finished" | "failed";
  /** As the run sees it: the main one. */
  readonly mockup: SeenMockup | undefined;
  /** Further mockups of the same page, at other widths; mostly none. */
  readonly furtherMockups: readonly SeenMockup[];
  /** Who writes the code; undefined until the run has begun. */
  readonly modelName: string | undefined;
  /** What the last run told of its model: what runs where and why. */
  readonly notices: readonly string[];
  /** What was decided about what the last run's model did. */
  readonly decisions: Decisions;
  /** What the last run's model did, and the time it took. */
  readonly work: ModelWork;
  /** What was said to the last run, and what came of it: for people, oldest first. */
  readonly said: readonly string[];
  /** What the last run heard of changes by hand, in order. */
  readonly heardEdits: readonly HeardEdit[];
  /** The file the model is writing, with the end of what is written of it; undefined: none. */
  readonly draft: ProgressLine["draft"];
  /** The page between two answers of the model, until an iteration is there; `count` tells one from the next. */
  readonly preview: { readonly renderPng: string; readonly count: number } | undefined;
  /** Whether the run waits until it is told to go on. */
  readonly isPaused: boolean;
  /** What the measuring leaves out: of the run under way, of the last one, or of the next when they were changed since. */
  readonly masks: readonly Mask[];
  /** What may not get worse, likewise. */
  readonly pins: readonly Pin[];
  readonly iterations: readonly RunIteration[];
  /** Ordinal of the iteration that the run under way, or the last one, started from; undefined: the mockup alone. */
  readonly startedFrom: number | undefined;
  /** Ordinal of the iteration a person chose; undefined: the best one. */
  readonly chosen: number | undefined;
  /** What is going on now, or why it ended. For people. */
  readonly status: string;
  readonly ended: RunLine | ErrorLine | undefined;
}

export function createRunState(id: string, mockupName: string): RunState {
  return {
    id,
    runFolder: id,
    mockupName,
    givenName: undefined,
    phase: "queued",
    ...{ mockup: undefined, furtherMockups: [] },
    modelName: undefined,
    notices: [],
    ...{ decisions: NO_DECISIONS, work: NO_WORK },
    ...{ said: [], heardEdits: [] },
    draft: undefined,
    preview: undefined,
    isPaused: false,
    ...{ masks: [], pins: [] },
    ...{ iterations: [], startedFrom: undefined, chosen: undefined },
    status: l10n.t("Waiting for its turn"),
    ended: undefined,
  };
}

/** The state before a run or a refinement starts: what was there stays, the choice is open again. */
export function beginRun(state: RunState, runFolder = state.id): RunState {
  return {
    ...{ ...state, runFolder, phase: "running", status: l10n.t("Starting") },
    ...{ draft: undefined, preview: undefined },
    ...{
      notices: [],
      ...{ decisions: NO_DECISIONS, work: NO_WORK },
      ...{ said: [], heardEdits: [] },
      isPaused: false,
      chosen: undefined,
      ended: undefined,
    },
  };
}

/** A model's process that is started again and again has more to tell than anybody reads. */
const MOST_NOTICES = 8;
/** The report has all of them. */
const MOST_DECISIONS = 50;
/** So much of what was said is shown. */
const MOST_SAID = 3;

/** The state after one more line. A refinement's starting point (iteration 0) is no iteration of its own. */
export function applyLine(state: RunState, line: RunLineUnion): RunState {
  const work = workAfter(state.work, line);
  return { ...applyToRun(state, line), work };
}

function applyToRun(state: RunState, line: RunLineUnion): RunState {
  switch (line.type) {
    case "run-start": {
      const { mockup, views = [], modelName, request } = line;
      const { masks = [], pins = [] } = request;
      const startedFrom = findStart(state, request);
      return { ...state, mockup, furtherMockups: views, modelName, masks, pins, startedFrom };
    }
    case "progress":
      return progressed(state, line);
    case "notice": {
      const notice = withRemedy(line);
      if (state.notices.includes(notice)) return state;
      return { ...state, notices: [...state.notices, notice].slice(-MOST_NOTICES) };
    }
    case "call":
    case "policy":
      return state;
    case "decision":
      return { ...state, decisions: withDecision(state.decisions, line) };
    case "steer":
      return hear(state, line);
    case "tool":
      return {
        ...{ ...state, draft: undefined },
        status: describeProgress(state, line.iteration, line.summary),
      };
    case "iteration": {
      if (line.number === 0 && state.iterations.length > 0) return state;
      const ordinal = state.iterations.length + 1;
      return {
        ...{ ...state, draft: undefined, preview: undefined },
        iterations: [...state.iterations, { ordinal, runFolder: state.runFolder, line }],
      };
    }
    case "run":
      return {
        ...{ ...state, draft: undefined, preview: undefined, isPaused: false },
        ...{ phase: "finished", status: withRemedy(line) },
        ended: line,
      };
    case "error":
      return {
        ...state,
        // An abort before anything was drawn is no failure.
        phase: line.code === "ABORTED" ? "finished" : "failed",
        ...{ draft: undefined, preview: undefined, isPaused: false },
        ...{ status: withRemedy(line), ended: line },
      };
  }
}

/** The iteration that a run was to continue. */
function findStart(
  { iterations }: RunState,
  { continueFrom, continueAt }: Pick<RunRequest, "continueFrom" | "continueAt">,
): number | undefined {
  const runFolder = continueFrom?.split(/[\\/]/).at(-1);
  return iterations.find((one) => one.runFolder === runFolder && one.line.number === continueAt)
    ?.ordinal;
}

function withDecision({ count, denied, latest }: Decisions, line: DecisionLine): Decisions {
  return {
    count: count + 1,
    denied: denied + (line.action === "deny" ? 1 : 0),
    latest: [line, ...latest].slice(0, MOST_DECISIONS),
  };
}

function progressed(state: RunState, { iteration, stage, draft, preview }: ProgressLine): RunState {
  if (preview) {
    const { renderPng } = preview;
    return { ...state, preview: { renderPng, count: (state.preview?.count ?? 0) + 1 } };
  }
  const status = describeProgress(state, iteration, stage);
  return { ...state, status, ...(draft && { draft }) };
}

/** The state after the run heard something. */
function hear(state: RunState, line: SteerLine): RunState {
  const { message, refused } = line;
  const iterations = state.iterations.length;
  const { words, changes } = describeHeard(line, iterations + 1);
  const said = [...state.said, words].slice(-MOST_SAID);
  if (message.type !== "edit") return { ...state, ...changes, said };
  const heard = { path: message.path, refused, iterations };
  return { ...state, ...changes, said, heardEdits: [...state.heardEdits, heard] };
}

/** The iteration under way as people see it numbered: the one after those that are there. */
function describeProgress({ iterations }: RunState, iteration: number, stage: string): string {
  const text = stage.charAt(0).toUpperCase() + stage.slice(1);
  return iteration === 0 ? text : l10n.t("Iteration {0}: {1}", iterations.length + 1, stage);
}

/** What people know it by. */
export function nameOfRun({ givenName, mockupName }: RunState): string {
  return givenName ?? mockupName;
}

/** The best of all runs. */
export function findBest(state: RunState): RunIteration | undefined {
  const [best] = rankIterations(state.iterations.map(({ line }) => line));
  return state.iterations.find(({ line }) => line === best);
}

/** The page that the run under way works on: the best of its own iterations, else the one it started from. */
export function findPageOfRun(state: RunState): RunIteration | undefined {
  const { iterations, runFolder, startedFrom } = state;
  const own = iterations.filter((one) => one.runFolder === runFolder);
  const [best] = rankIterations(own.map(({ line }) => line));
  return iterations.find(({ line, ordinal }) => (best ? line === best : ordinal === startedFrom));
}

/** What Accept would write: the chosen iteration, else the best. */
export function findSelected(state: RunState): RunIteration | undefined {
  const chosen = state.iterations.find(({ ordinal }) => ordinal === state.chosen);
  return chosen ?? findBest(state);
}

/** @throws MockloopError BAD_OPTION when there is no such iteration. */
export function findIteration({ iterations, mockupName }: RunState, ordinal: number): RunIteration {
  const found = iterations.find((iteration) => iteration.ordinal === ordinal);
  if (!found)
    throw new MockloopError(
      "BAD_OPTION",
      l10n.t("{0} has no iteration {1}; it has {2}.", mockupName, ordinal, iterations.length),
    );
  return found;
}

export function hasEnded(state: RunState): boolean {
  return state.phase === "finished" || state.phase === "failed";
}

/** Why nothing else can be begun with a mockup now, for people. */
export function describeBusy({ mockupName }: RunState): string {
  return l10n.t(
    "{0} is still being worked on. Wait for its end, or cancel it: what is finished stays.",
    mockupName,
  );
}

/** One line for people: "signup.png: fidelity 0.962 after 4 iterations." */
export function describeResult(state: RunState): string {
  const best = findBest(state);
  const fidelity = best?.line.scores?.fidelity;
  if (state.phase === "failed" || fidelity === undefined)
    return `${state.mockupName}: ${state.status}`;
  const count = state.iterations.length;
  const facts = [nameOfRun(state), formatScore(fidelity), count] as const;
  return count === 1
    ? l10n.t("{0}: fidelity {1} after 1 iteration.", ...facts)
    : l10n.t("{0}: fidelity {1} after {2} iterations.", ...facts);
}
