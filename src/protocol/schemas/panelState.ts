import * as Type from "typebox";
import type { Shape } from "../../base/schema";
import { Masks, Pins } from "../steering";
import { iterationLineSchema } from "./iterationLine";

/** An iteration as the editor numbers it. Its record says all else; in the panel the addresses of its pictures are the webview's. */
const panelIterationSchema = Type.Object({
  /** From 1, over all runs of this mockup: what people see and what `select` names. */
  ordinal: Type.Number(),
  line: iterationLineSchema,
});
export type PanelIteration = Shape<typeof panelIterationSchema>;

/** Pictures are webview URIs. */
const panelMockupSchema = Type.Object({
  name: Type.String(),
  image: Type.String(),
  /** CSS px. */
  width: Type.Number(),
  height: Type.Number(),
  deviceScaleFactor: Type.Number(),
});
export type PanelMockup = Shape<typeof panelMockupSchema>;

const panelDecisionSchema = Type.Object({
  time: Type.String(),
  tool: Type.String(),
  about: Type.String(),
  decided: Type.String(),
  isDenied: Type.Boolean(),
});

const panelWorkStepSchema = Type.Object({
  /** As the run counts. */
  iteration: Type.Number(),
  /** A tool, or "answer 2". */
  name: Type.String(),
  words: Type.String(),
  /** What was decided about it; null: nothing had to be. */
  permission: Type.Union([Type.Null(), Type.String()]),
  isFailed: Type.Boolean(),
});
export type PanelWorkStep = Shape<typeof panelWorkStepSchema>;

const known = Type.Union([Type.Null(), Type.Number()]);

/** What the model of the run under way, or of the last one, has done. */
const panelWorkSchema = Type.Object({
  /** The end of what it thought before its last answer. */
  thought: Type.Union([Type.Null(), Type.String()]),
  /** Newest first. */
  steps: Type.Array(panelWorkStepSchema),
  answers: Type.Number(),
  promptTokens: Type.Number(),
  outputTokens: Type.Number(),
  /** Of the last answer, all of its time counted. */
  tokensPerSecond: known,
  /** US dollars, where the server tells. */
  cost: known,
  /** ISO 8601. */
  startedAt: Type.Union([Type.Null(), Type.String()]),
  /** Of a run that has ended. */
  tookMs: known,
  /** What it may take yet at most; null: nobody can say. */
  mostLeftMs: known,
});
export type PanelWork = Shape<typeof panelWorkSchema>;

/** All that the panel shows. */
export const panelStateSchema = Type.Object({
  phase: Type.Enum(["empty", "queued", "running", "finished", "failed"]),
  /** The mockups that were worked on in this window. */
  runs: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
  /** The run shown; null when there is none. */
  runId: Type.Union([Type.Null(), Type.String()]),
  title: Type.String(),
  /** Who writes the code; null until that is known. */
  model: Type.Union([Type.Null(), Type.String()]),
  /** What was told of the model, for people: what runs where and why. */
  notices: Type.Array(Type.String()),
  /** What was decided about what the model did in the run under way, or in the last one; the latest of them, newest first. */
  decisions: Type.Object({
    count: Type.Number(),
    denied: Type.Number(),
    latest: Type.Array(panelDecisionSchema),
  }),
  work: panelWorkSchema,
  mockup: Type.Union([Type.Null(), panelMockupSchema]),
  /** Further mockups of the same page, at other widths: an iteration's `views` are of the main one and these, in this order. */
  furtherMockups: Type.Array(panelMockupSchema),
  /** More come at the end; what is there never changes. */
  iterations: Type.Array(panelIterationSchema),
  /** Ordinals. */
  best: Type.Union([Type.Null(), Type.Number()]),
  selected: Type.Union([Type.Null(), Type.Number()]),
  /** What is going on now, or why the run ended. */
  status: Type.String(),
  /** What was said to the run, and what came of it: for people, oldest first. */
  said: Type.Array(Type.String()),
  /** The file that the model is writing, with the end of what is written of it. */
  draft: Type.Union([Type.Null(), Type.Object({ path: Type.String(), tail: Type.String() })]),
  /** The page between two answers of the model, as an address; null: none, or an iteration is there. */
  preview: Type.Union([Type.Null(), Type.String()]),
  isPaused: Type.Boolean(),
  /** What no measurement looks at, or will of the next run. */
  masks: Masks,
  /** What may not get worse, likewise. */
  pins: Pins,
  /** Whether there is a run under way that hears what is said. */
  canSteer: Type.Boolean(),
  canRefine: Type.Boolean(),
  canAccept: Type.Boolean(),
  canDiscard: Type.Boolean(),
});
export type PanelState = Shape<typeof panelStateSchema>;
