import * as Type from "typebox";
import type { Shape } from "../base/schema";

/** A part of the mockup, CSS px, from the top left corner. */
export type Part = Shape<typeof Part>;
export const Part = Type.Object(
  {
    x: Type.Number(),
    y: Type.Number(),
    width: Type.Number({ exclusiveMinimum: 0 }),
    height: Type.Number({ exclusiveMinimum: 0 }),
  },
  { additionalProperties: false },
);

/** A part that no measurement looks at: a photo, an advertisement, a clock. */
export type Mask = Part;
export const Masks = Type.Array(Part, { maxItems: 200 });

/** A part that is right: no page in which it is worse is taken for a better one. */
export type Pin = Part;
/** Each is measured by itself, as long as the whole page is. */
export const MOST_PINS = 12;
export const Pins = Type.Array(Part, { maxItems: MOST_PINS });

/** The parts of a mockup that its measuring minds. */
export interface MarkedParts {
  readonly masks: readonly Mask[];
  readonly pins: readonly Pin[];
}

/**
 * What can be said to a run on its way; it hears it before the model's next answer.
 *
 * "say": words for the model, about a part of the mockup or about all of it. "mask": from now on exactly these parts of the mockup are left out (none: everything counts).
 * "pin": from now on exactly these parts may not get worse (none: any may, where the page as a whole gets better).
 * "pause": nothing more is asked of the model until "go-on" or "stop". "stop": the iteration under way is the last. "more": so many
 * iterations more than were asked for.
 */
export type SpokenMessage = Shape<typeof SpokenMessage>;
const SPOKEN = [
  Type.Object({
    type: Type.Literal("say"),
    text: Type.String({ minLength: 1, maxLength: 20_000 }),
    about: Type.Optional(Part),
  }),
  Type.Object({ type: Type.Literal("mask"), masks: Masks }),
  Type.Object({ type: Type.Literal("pin"), pins: Pins }),
  Type.Object({ type: Type.Literal("pause") }),
  Type.Object({ type: Type.Literal("go-on") }),
  Type.Object({ type: Type.Literal("stop") }),
  Type.Object({
    type: Type.Literal("more"),
    iterations: Type.Integer({ minimum: 1, maximum: 100 }),
  }),
] as const;
export const SpokenMessage = Type.Union([...SPOKEN]);

/** As long as a file of a page may be, in characters. */
const MOST_TEXT = 2_000_000;

/**
 * A person changed a file of the best page by hand: the page with it is measured, and the run goes on from there. The change itself is in
 * no journal, for the iteration it makes has the file.
 */
export type HandEdit = Shape<typeof HandEdit>;
export const HandEdit = Type.Object({
  type: Type.Literal("edit"),
  path: Type.String({ minLength: 1, maxLength: 200 }),
  change: Type.Optional(
    Type.Object({
      /** What the file was when it was changed: if it is another by now, the change is refused. */
      before: Type.String({ maxLength: MOST_TEXT }),
      after: Type.String({ maxLength: MOST_TEXT }),
    }),
  ),
});

/** Everything that can be said to a run; the last comes from the editor alone, which reads the file. */
export type SteerMessage = Shape<typeof SteerMessage>;
export const SteerMessage = Type.Union([...SPOKEN, HandEdit]);

/** Something was said to the run, in the order in which it heard it. */
export type SteerLine = Shape<typeof SteerLine>;
export const SteerLine = Type.Object({
  type: Type.Literal("steer"),
  /** From which iteration on it counts; one the run ended before, when it came too late. */
  iteration: Type.Integer({ minimum: 0 }),
  message: SteerMessage,
  /** Why it was not carried out, for people. */
  refused: Type.Optional(Type.String()),
});

/** What a person said, as a model reads it: with the part it is about. */
export function wordsWithPart(text: string, about: Part | undefined): string {
  if (!about) return text;
  const [x, y, width, height] = [about.x, about.y, about.width, about.height].map(Math.round);
  return `${text} (This is about the part at x ${x}, y ${y}, ${width}×${height} of the mockup.)`;
}
