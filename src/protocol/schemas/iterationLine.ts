import * as Type from "typebox";
import { Masks, MOST_PINS } from "../steering";

/** What a model's answers took. */
export const usageSchema = Type.Object({
  promptTokens: Type.Number(),
  cachedTokens: Type.Number(),
  outputTokens: Type.Number(),
  /** US dollars, where the server told what it asks. */
  cost: Type.Optional(Type.Number()),
});

const scoresSchema = Type.Object({
  fidelity: Type.Number(),
  mismatchRatio: Type.Number(),
  ssim: Type.Number(),
  block: Type.Number(),
  text: Type.Number(),
  position: Type.Number(),
  color: Type.Number(),
});

/** How a page looks in one of a run's views. */
export const viewSchema = Type.Object({
  /** The mockup's name, and the size of the window. */
  name: Type.String(),
  width: Type.Number(),
  height: Type.Number(),
  scores: scoresSchema,
  renderPng: Type.String(),
  diffPng: Type.String(),
});

/** A measured difference. */
export const differenceSchema = Type.Object({
  /** For people and models, without a full stop. */
  words: Type.String(),
  /** Where it is in the main view, CSS px; undefined: it is about the whole page, or another view. */
  box: Type.Optional(
    Type.Object({
      x: Type.Number(),
      y: Type.Number(),
      width: Type.Number(),
      height: Type.Number(),
    }),
  ),
  /** A CSS selector of the page's element it is about, where one is known. */
  selector: Type.Optional(Type.String()),
});

/** A part that may not get worse, and how true it is by itself: 0–1, in thousandths, as people read it. */
export const pinnedPartSchema = Type.Object({
  x: Type.Number(),
  y: Type.Number(),
  width: Type.Number(),
  height: Type.Number(),
  fidelity: Type.Number(),
});

/** More than any run has, and few enough to be counted on from. */
const MOST_ITERATIONS = 1e6;

/**
 * The record of a finished iteration, from the journal to the panel; it never changes any more. Its files are under `dir`/files,
 * complete before this line is written. A new field is added here, where it is measured, and in a view where it is shown.
 */
export const iterationLineSchema = Type.Object({
  type: Type.Literal("iteration"),
  /** From 1; a resumed run goes on counting. 0: where a run started. */
  number: Type.Integer({ minimum: 0, maximum: MOST_ITERATIONS }),
  /** Whether it became the best one when it was measured. A rejected iteration's files are rolled back. */
  accepted: Type.Boolean(),
  /** "person": edited by hand, and taken whatever it measures. Undefined: made by the model, or by no more than the program. */
  by: Type.Optional(Type.Literal("person")),
  dir: Type.String(),
  files: Type.Array(Type.String()),
  /** What was left out when it was measured; undefined: nothing. Scores are comparable where these are the same. */
  masks: Type.Optional(Masks),
  /** What was pinned when it was measured; undefined: nothing. */
  pins: Type.Optional(Type.Array(pinnedPartSchema, { maxItems: MOST_PINS })),
  /** Of the view that decides: the worst. Undefined when the page could not be drawn; `problem` says why. */
  scores: Type.Optional(scoresSchema),
  /** All views, the main one first, of a run that has more than one. */
  views: Type.Optional(Type.Array(viewSchema)),
  /** How good the code is, whatever it looks like; each 0–1. Undefined when nothing could be drawn. */
  code: Type.Optional(
    Type.Object({
      score: Type.Number(),
      reflow: Type.Number(),
      meaning: Type.Number(),
      accessibility: Type.Number(),
      flow: Type.Number(),
      economy: Type.Number(),
      names: Type.Number(),
      numbers: Type.Number(),
      /** Counted of what concerns the page. */
      declarations: Type.Number(),
      elements: Type.Number(),
      /** What is to be corrected, worst first, at most five. */
      faults: Type.Array(Type.String()),
    }),
  ),
  /** The main view, and its differences. */
  renderPng: Type.Optional(Type.String()),
  diffPng: Type.Optional(Type.String()),
  /** Why there is no render, for people. */
  problem: Type.Optional(Type.String()),
  /** The heaviest differences, at most ten. */
  differences: Type.Array(differenceSchema),
  /** What the page tried and was refused, errors it logged. */
  facts: Type.Array(Type.String()),
  /** The model's own words about it (its finish summary, else its text). */
  summary: Type.String(),
  usage: usageSchema,
  /** Milliseconds by stage. */
  ms: Type.Object({
    model: Type.Number(),
    tools: Type.Number(),
    render: Type.Number(),
    compare: Type.Number(),
    total: Type.Number(),
  }),
});
