import * as Type from "typebox";
import type { Shape } from "../base/schema";
import { Masks, Part, Pins, SpokenMessage } from "./steering";
import { pageElementsSchema } from "./pageElement";
import { panelStateSchema } from "./schemas/panelState";

/**
 * Every message between the extension and its panel. The panel says `ready` before anything is sent to it; then it gets the whole
 * state whenever that changes. What a person asks for there is a request: it names the run it is for, since the panel may show
 * another one by the time it arrives, and gets one reply. Both sides check what they receive.
 */

/** A long instruction is text a person typed; more than this is a mistake. */
export const MAX_INSTRUCTION_LENGTH = 10_000;

/** Chosen by the panel's page: no other request has it, not even one of an earlier page. */
const id = Type.Integer();
/** {@link PanelState.runId}, as it was shown. */
const run = Type.String();
/** An iteration's ordinal, as it was shown. */
const iteration = Type.Integer({ minimum: 1 });

/** As large as a mockup's file may be. */
export const MAX_PICTURE_BYTES = 64_000_000;
/** More pictures at once are a folder that was dropped by mistake. */
export const MAX_PICTURES = 20;

const bytesSchema = Type.Refine(
  Type.Unsafe<Uint8Array>({}),
  (value: unknown) => value instanceof Uint8Array && value.length <= MAX_PICTURE_BYTES,
  () => "must be at most 64 MB",
);

/** A picture that was dropped or pasted: its bytes, or where it is, as the editor or the web names that. */
const givenPictureSchema = Type.Union([
  Type.Object({
    kind: Type.Literal("bytes"),
    name: Type.String({ maxLength: 255 }),
    bytes: bytesSchema,
  }),
  Type.Object({ kind: Type.Literal("address"), address: Type.String({ maxLength: 4096 }) }),
]);
export type GivenPicture = Shape<typeof givenPictureSchema>;

/** What a person asks for in the panel. */
const panelRequestSchema = Type.Union([
  Type.Object({ type: Type.Literal("generate"), id }),
  /** Begins with these pictures. */
  Type.Object({
    ...{ type: Type.Literal("begin-with"), id },
    pictures: Type.Array(givenPictureSchema, { minItems: 1, maxItems: MAX_PICTURES }),
  }),
  /** Asks for a picture's address, and begins with that. */
  Type.Object({ type: Type.Literal("begin-at-address"), id }),
  Type.Object({ type: Type.Literal("show-log"), id }),
  Type.Object({ type: Type.Literal("show-run"), id, run }),
  Type.Object({ type: Type.Literal("cancel"), id, run }),
  Type.Object({ type: Type.Literal("select"), id, run, iteration }),
  Type.Object({
    type: Type.Literal("refine"),
    id,
    run,
    /** Where to go on from; null: there is no iteration yet. */
    iteration: Type.Union([iteration, Type.Null()]),
    instruction: Type.String({ maxLength: MAX_INSTRUCTION_LENGTH }),
    /** The part of the mockup that the instruction is about; undefined: all of it. */
    about: Type.Optional(Part),
  }),
  /** Says something to the run under way. */
  Type.Object({ type: Type.Literal("steer"), id, run, message: SpokenMessage }),
  /** Sets what is left out of the measuring, of the run under way or of the next one. */
  Type.Object({ type: Type.Literal("mask"), id, run, masks: Masks }),
  /** Sets what may not get worse, in the run under way or in the next one. */
  Type.Object({ type: Type.Literal("pin"), id, run, pins: Pins }),
  /** Opens an iteration's code, at the element that a difference is about. */
  Type.Object({
    ...{ type: Type.Literal("open-code"), id, run, iteration },
    selector: Type.Optional(Type.String()),
  }),
  /** Compares an iteration's code with another one's. */
  Type.Object({ type: Type.Literal("compare-code"), id, run, iteration, with: iteration }),
  /** Copies the text of one of an iteration's files. */
  Type.Object({ type: Type.Literal("copy-code"), id, run, iteration, path: Type.String() }),
  /** Pauses the run under way and opens a file of its best page, to be edited by hand. */
  Type.Object({ type: Type.Literal("edit-code"), id, run, path: Type.String() }),
  /** Opens an iteration's page in the person's own browser. */
  Type.Object({ type: Type.Literal("open-in-browser"), id, run, iteration }),
  /** Opens the report of the run that an iteration came from. */
  Type.Object({ type: Type.Literal("open-report"), id, run, iteration }),
  /** Writes an iteration's files into a zip file, where the person says. */
  Type.Object({ type: Type.Literal("export-zip"), id, run, iteration }),
  /** Wants an iteration's page, which is sent before the reply. */
  Type.Object({ type: Type.Literal("page"), id, run, iteration }),
  /** Wants to know which elements an iteration's page has where, which is sent before the reply. */
  Type.Object({ type: Type.Literal("elements"), id, run, iteration }),
  Type.Object({ type: Type.Literal("accept"), id, run, iteration }),
  Type.Object({ type: Type.Literal("discard"), id, run }),
]);
export type PanelRequest = Shape<typeof panelRequestSchema>;

export const fromPanelSchema = Type.Union([
  Type.Object({ type: Type.Literal("ready") }),
  panelRequestSchema,
]);
export type FromPanel = Shape<typeof fromPanelSchema>;

/** The answer to the request with this id. */
const panelReplySchema = Type.Object({
  type: Type.Literal("reply"),
  id,
  /** Why it was refused, for people; null: it was done (a run that was asked for has begun), or the person thought better of it. */
  refusal: Type.Union([Type.String(), Type.Null()]),
});
export type PanelReply = Shape<typeof panelReplySchema>;

/** An iteration's page as one document: style sheets inside, pictures and fonts as data. It is a model's work: not to be trusted. */
const panelPageSchema = Type.Object({
  type: Type.Literal("page"),
  run,
  iteration,
  html: Type.String(),
});
export type PanelPage = Shape<typeof panelPageSchema>;

/** Which elements an iteration's page has where, in the main view. */
const panelElementsSchema = Type.Object({
  ...{ type: Type.Literal("elements"), run, iteration },
  elements: pageElementsSchema,
});
export type PanelElements = Shape<typeof panelElementsSchema>;

/** Begins with the picture in the clipboard, which the editor itself cannot read. */
const readClipboardSchema = Type.Object({ type: Type.Literal("read-clipboard") });

export const toPanelSchema = Type.Union([
  Type.Object({
    type: Type.Literal("state"),
    state: panelStateSchema,
  }),
  panelReplySchema,
  panelPageSchema,
  panelElementsSchema,
  readClipboardSchema,
]);
export type ToPanel = Shape<typeof toPanelSchema>;
