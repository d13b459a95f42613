import * as Type from "typebox";
import { Masks, Pins } from "../steering";
import { hardwareRequestSchema } from "./hardwareRequest";
import { modelRefSchema } from "./modelRef";
import { policyLayerSchema } from "./policy";
import { secretRefSchema } from "./secretRef";

/** What to do; the same for the CLI and the editor. Paths are absolute, lengths CSS px. */
export const runRequestSchema = Type.Object({
  /** Path of the mockup image. */
  mockup: Type.String(),
  /** The run's folder: journal, iterations, report. Created when missing. */
  runDir: Type.String(),
  /** Where the best files are put when the run ends; undefined: `best/` in the run's folder. */
  out: Type.Optional(Type.String()),
  model: modelRefSchema,
  /** Where the key is found that the model asks for; a key itself never stands in a request. Undefined: it asks for none. */
  modelKey: Type.Optional(secretRefSchema),
  hardware: Type.Optional(hardwareRequestSchema),
  /** What the model may do, as the editor's settings have it. Undefined: what is built in, or what the command line was given. */
  policy: Type.Optional(Type.Array(policyLayerSchema)),
  /** What of the person's project the model may ask to read: a folder, and globs of files below it. Undefined: nothing. */
  project: Type.Optional(Type.Object({ folder: Type.String(), files: Type.Array(Type.String()) })),
  /** The components file of the person's project, whose components the page is to be made of. Undefined: it is made of none. */
  components: Type.Optional(Type.String()),
  /** Whether a model may reason at length: always, in the first iteration of each run and resumed run only, or never. Undefined: "first". */
  thinking: Type.Optional(Type.Enum(["always", "first", "never"])),
  /**
   * What the tracer's draft is to another model: "tracer": the page it starts from; "grounding": shown to it beside the measurements,
   * while it starts with nothing; "nothing": unknown. Undefined: "nothing".
   */
  startFrom: Type.Optional(Type.Enum(["nothing", "tracer", "grounding"])),
  /** Whether the best page is tidied after a model's work (the tracer's never is). Undefined: it is. */
  tidy: Type.Optional(Type.Boolean()),
  /** "html", later others. */
  target: Type.String(),
  /** Undefined: the mockup's own size. */
  viewport: Type.Optional(Type.Object({ width: Type.Number(), height: Type.Number() })),
  /** Undefined: from the name (`@2x`), else 1. */
  deviceScaleFactor: Type.Optional(Type.Number()),
  maxIterations: Type.Number(),
  /** The folder of a run that is to be continued: one of its iterations is where this one starts. */
  continueFrom: Type.Optional(Type.String()),
  /** The number of that iteration; undefined: the best. */
  continueAt: Type.Optional(Type.Number()),
  /** Further mockups of the same page in other windows: it has to look like each; `viewport` and scale are as the main mockup's. */
  views: Type.Optional(
    Type.Array(
      Type.Object({
        mockup: Type.String(),
        viewport: Type.Optional(Type.Object({ width: Type.Number(), height: Type.Number() })),
        deviceScaleFactor: Type.Optional(Type.Number()),
      }),
    ),
  ),
  /** Whether the widest of all of them is the main one, in whatever order they are named. Undefined: `mockup` is. */
  widestFirst: Type.Optional(Type.Boolean()),
  /** What is left out of every measurement of the main mockup. Undefined: nothing. */
  masks: Type.Optional(Masks),
  /** What of the main mockup may not get worse. Undefined: nothing in particular. */
  pins: Type.Optional(Pins),
  /** What the user asked for, in words. */
  instruction: Type.Optional(Type.String()),
  /** An executable to use as the browser; undefined: search. */
  browserPath: Type.Optional(Type.String()),
  /** From when the mockup is measured on; when it is up, an answer is ended in its middle, and what is whole is kept. Undefined: no limit. */
  timeBudgetMs: Type.Optional(Type.Number()),
  /** Stop a run that took this many prompt and output tokens; undefined: no limit. */
  tokenBudget: Type.Optional(Type.Number()),
  /**
   * A run has converged at this fidelity (0–1), with at most this share of differing pixels (0–1). One that is undefined does not
   * count; when both are, the defaults do.
   */
  minFidelity: Type.Optional(Type.Number()),
  maxMismatchRatio: Type.Optional(Type.Number()),
});
