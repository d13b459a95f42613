import * as Type from "typebox";
import { remedySchema } from "../../base/remedy";
import { iterationLineSchema, usageSchema } from "./iterationLine";
import { SteerLine } from "../steering";
import { effectSchema, scopeSchema } from "./permission";
import { policyLayerSchema } from "./policy";
import { runRequestSchema } from "./runRequest";

export const mockupFactsSchema = Type.Object({
  name: Type.String(),
  hash: Type.String(),
  width: Type.Number(),
  height: Type.Number(),
  deviceScaleFactor: Type.Number(),
  /** The mockup as the run sees it, PNG. */
  png: Type.String(),
});

const runStartLineSchema = Type.Object({
  type: Type.Literal("run-start"),
  /** ISO 8601. */
  at: Type.String(),
  request: runRequestSchema,
  modelName: Type.String(),
  mockup: mockupFactsSchema,
  /** Of the request's further views, in their order. */
  views: Type.Optional(Type.Array(mockupFactsSchema)),
});

/** Something is going on: for progress bars, never needed to rebuild a run. */
const progressLineSchema = Type.Object({
  type: Type.Literal("progress"),
  /** 0 before the first iteration. */
  iteration: Type.Number(),
  /** "reading the mockup", "drafting", "writing index.html", "rendering", "comparing" … for people. */
  stage: Type.String(),
  /** What the model wrote since the last line, if it is streaming text. */
  text: Type.Optional(Type.String()),
  /** The end of what the model thinks, as far as it has come. */
  thought: Type.Optional(Type.String()),
  /** The file that the model is writing, and the end of it as far as it is written. */
  draft: Type.Optional(Type.Object({ path: Type.String(), tail: Type.String() })),
  /** How the page looks now, between two answers: the main view. The picture is replaced by the next one's. */
  preview: Type.Optional(Type.Object({ renderPng: Type.String(), fidelity: Type.Number() })),
});

/** What people should know of the model: what runs where and why, that its process was started again. */
const noticeLineSchema = Type.Object({
  type: Type.Literal("notice"),
  message: Type.String(),
  /** What to do about it. */
  remedy: Type.Optional(remedySchema),
});

/** One answer of the model: what it cost. */
const callLineSchema = Type.Object({
  type: Type.Literal("call"),
  iteration: Type.Number(),
  /** From 1 in each iteration. */
  turn: Type.Number(),
  ms: Type.Number(),
  usage: usageSchema,
  /** What the engine counted besides: pictures encoded, milliseconds of each phase. */
  engine: Type.Optional(Type.Record(Type.String(), Type.Number())),
});

const toolLineSchema = Type.Object({
  type: Type.Literal("tool"),
  iteration: Type.Number(),
  name: Type.String(),
  ok: Type.Boolean(),
  /** One line for people: "wrote styles.css (4.1 kB)". */
  summary: Type.String(),
  /** The number of the journal's line with the decision; undefined: it never got that far (an unknown tool, arguments that are none). */
  decision: Type.Optional(Type.Number()),
});

const weightsFileSchema = Type.Object({
  file: Type.String(),
  bytes: Type.Number(),
  /** Hex; undefined: not known. */
  sha256: Type.Optional(Type.String()),
});

/** Who acts from here on, and by which rules; before anything that is decided. */
const policyLineSchema = Type.Object({
  type: Type.Literal("policy"),
  /** ISO 8601. */
  at: Type.String(),
  model: Type.String(),
  /** Its files of weights, where they are on this machine. */
  weights: Type.Array(weightsFileSchema),
  /** What counts besides what is built in. */
  policy: Type.Array(policyLayerSchema),
});

/** What was decided about one call, before it was carried out; what came of it is in the `tool` line that names this one. */
const decisionLineSchema = Type.Object({
  type: Type.Literal("decision"),
  /** ISO 8601. */
  at: Type.String(),
  model: Type.String(),
  tool: Type.String(),
  effect: effectSchema,
  /** The files it is about. */
  paths: Type.Array(Type.String()),
  host: Type.Optional(Type.String()),
  /** What the tool was told: in short, and the hash of all of it. */
  args: Type.Optional(Type.Object({ sha256: Type.String(), summary: Type.String() })),
  /** The rule that allowed it, denied it, or had somebody asked, in words. */
  rule: Type.String(),
  action: Type.Enum(["allow", "deny"]),
  /** "nobody": somebody should have been asked, and was not there. */
  by: Type.Enum(["policy", "person", "nobody"]),
  /** How long the person's answer is good for. */
  scope: Type.Optional(scopeSchema),
});

/** The last line of a run. */
const runEndLineSchema = Type.Object({
  type: Type.Literal("run"),
  mockup: Type.String(),
  /** The folder with the best files. */
  out: Type.String(),
  /** Relative to `out`. */
  files: Type.Array(Type.String()),
  /** Of the best iteration; null when none could be drawn. */
  fidelity: Type.Union([Type.Null(), Type.Number()]),
  mismatchRatio: Type.Union([Type.Null(), Type.Number()]),
  iterations: Type.Number(),
  best: Type.Union([Type.Null(), Type.Number()]),
  reason: Type.Enum([
    "converged",
    /** As near as was asked, but some of the mockup's texts could not be read and are pictures. */
    "texts-as-pictures",
    "plateau",
    "max-iterations",
    "token-budget",
    "time-budget",
    "model-failed",
    "no-change",
    /** Somebody asked that the iteration under way is the last. */
    "stopped",
    "aborted",
    /** Something was lost that the run cannot do without: the browser, the disk. */
    "failed",
  ]),
  /** For people: why it ended. */
  message: Type.String(),
  /** What to do about that. */
  remedy: Type.Optional(remedySchema),
  /** The HTML report. */
  report: Type.String(),
  ms: Type.Object({
    mockup: Type.Number(),
    inspect: Type.Number(),
    model: Type.Number(),
    tools: Type.Number(),
    render: Type.Number(),
    compare: Type.Number(),
    total: Type.Number(),
  }),
});

/** A run that could not start or go on; nothing of the user's was touched. */
const errorLineSchema = Type.Object({
  type: Type.Literal("error"),
  mockup: Type.String(),
  code: Type.String(),
  /** For people: what happened. */
  message: Type.String(),
  /** What to do about it. */
  remedy: Type.Optional(remedySchema),
});

/** The schema of each kind of line, by the line's `type`. Fields that no schema names are let through: a newer Mockloop may write more. */
export const runLineSchemas = {
  "run-start": runStartLineSchema,
  progress: progressLineSchema,
  notice: noticeLineSchema,
  call: callLineSchema,
  policy: policyLineSchema,
  decision: decisionLineSchema,
  tool: toolLineSchema,
  steer: SteerLine,
  iteration: iterationLineSchema,
  run: runEndLineSchema,
  error: errorLineSchema,
};
