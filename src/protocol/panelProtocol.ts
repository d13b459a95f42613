import {
  isArrayOf,
  isBoolean,
  isNullable,
  isNumber,
  isOneOf,
  isShape,
  isString,
  parseTagged,
} from "./checkShape";

/**
 * Every message between the extension and its panel. The panel says `ready` before anything is sent to it; then it gets
 * the whole state whenever that changes. Both sides parse what they receive; pictures are webview URIs.
 */

/** What one iteration looks like in the panel. */
export interface PanelIteration {
  /** From 1, over all runs of this mockup: what people see and what `select` names. */
  readonly ordinal: number;
  /** Whether it became the best one when it was measured. */
  readonly accepted: boolean;
  /** 0–1, null when the page could not be drawn. */
  readonly fidelity: number | null;
  /** Names and values for people, in order: "Text", "0.981". */
  readonly measures: readonly PanelMeasure[];
  readonly render: string | null;
  readonly diff: string | null;
  readonly problem: string | null;
  readonly differences: readonly string[];
  readonly facts: readonly string[];
  readonly summary: string;
}

export interface PanelMeasure {
  readonly name: string;
  readonly value: string;
}

/** A mockup that was worked on in this window, for the list of runs. */
export interface PanelRun {
  readonly id: string;
  readonly name: string;
}

export interface PanelMockup {
  readonly name: string;
  readonly image: string;
  /** CSS px. */
  readonly width: number;
  readonly height: number;
  readonly deviceScaleFactor: number;
}

export type PanelPhase = "empty" | "queued" | "running" | "finished" | "failed";

/** All that the panel shows. */
export interface PanelState {
  readonly phase: PanelPhase;
  readonly runs: readonly PanelRun[];
  /** The run shown; null when there is none. */
  readonly runId: string | null;
  readonly title: string;
  /** Who writes the code; null until that is known. */
  readonly model: string | null;
  /** What was told of the model, for people: what runs where and why. */
  readonly notices: readonly string[];
  readonly mockup: PanelMockup | null;
  readonly iterations: readonly PanelIteration[];
  /** Ordinals. */
  readonly best: number | null;
  readonly selected: number | null;
  /** What is going on now, or why the run ended. */
  readonly status: string;
  readonly canRefine: boolean;
  readonly canAccept: boolean;
  readonly canDiscard: boolean;
}

export type ToPanel = { readonly type: "state"; readonly state: PanelState };

export type FromPanel =
  | { readonly type: "ready" }
  | { readonly type: "generate" }
  | { readonly type: "cancel" }
  | { readonly type: "select"; readonly ordinal: number }
  | { readonly type: "show-run"; readonly id: string }
  | { readonly type: "refine"; readonly instruction: string }
  | { readonly type: "accept" }
  | { readonly type: "discard" }
  | { readonly type: "show-log" };

/** One handler for each kind of message: a missing one does not compile. */
export type Handlers<M extends { readonly type: string }> = {
  readonly [K in M["type"]]: (message: Extract<M, { type: K }>) => void;
};

/** Hands `message` to its handler. */
export function dispatch<M extends { readonly type: string }>(
  message: M,
  handlers: Handlers<M>,
): void {
  const handle = handlers[message.type as M["type"]] as (message: M) => void;
  handle(message);
}

/** A long instruction is text a person typed; more than this is a mistake. */
export const MAX_INSTRUCTION_LENGTH = 10_000;

const isMeasure = isShape<PanelMeasure>({ name: isString, value: isString });

const isIteration = isShape<PanelIteration>({
  ordinal: isNumber,
  accepted: isBoolean,
  fidelity: isNullable(isNumber),
  measures: isArrayOf(isMeasure),
  render: isNullable(isString),
  diff: isNullable(isString),
  problem: isNullable(isString),
  differences: isArrayOf(isString),
  facts: isArrayOf(isString),
  summary: isString,
});

const isMockup = isShape<PanelMockup>({
  name: isString,
  image: isString,
  width: isNumber,
  height: isNumber,
  deviceScaleFactor: isNumber,
});

const isState = isShape<PanelState>({
  phase: isOneOf("empty", "queued", "running", "finished", "failed"),
  runs: isArrayOf(isShape<PanelRun>({ id: isString, name: isString })),
  runId: isNullable(isString),
  title: isString,
  model: isNullable(isString),
  notices: isArrayOf(isString),
  mockup: isNullable(isMockup),
  iterations: isArrayOf(isIteration),
  best: isNullable(isNumber),
  selected: isNullable(isNumber),
  status: isString,
  canRefine: isBoolean,
  canAccept: isBoolean,
  canDiscard: isBoolean,
});

/** What the extension sent, or undefined for anything else (other scripts post to windows, too). */
export function parseToPanel(value: unknown): ToPanel | undefined {
  return parseTagged<ToPanel>(value, {
    state: isShape<ToPanel>({ type: isOneOf("state"), state: isState }),
  });
}

/** What the panel sent, or undefined for anything that is no such message. */
export function parseFromPanel(value: unknown): FromPanel | undefined {
  const message = parseTagged<FromPanel>(value, {
    ready: isShape({ type: isOneOf("ready") }),
    generate: isShape({ type: isOneOf("generate") }),
    cancel: isShape({ type: isOneOf("cancel") }),
    select: isShape({ type: isOneOf("select"), ordinal: isNumber }),
    "show-run": isShape({ type: isOneOf("show-run"), id: isString }),
    refine: isShape({ type: isOneOf("refine"), instruction: isString }),
    accept: isShape({ type: isOneOf("accept") }),
    discard: isShape({ type: isOneOf("discard") }),
    "show-log": isShape({ type: isOneOf("show-log") }),
  });
  if (message?.type === "refine" && message.instruction.length > MAX_INSTRUCTION_LENGTH)
    return undefined;
  return message;
}
