import * as Type from "typebox";
import { remedySchema } from "../../base/remedy";
import { unknownOr, type Shape } from "../../base/schema";
import { hardwareRequestSchema } from "./hardwareRequest";
import { modelRefSchema } from "./modelRef";

/**
 * Questions about local models, which the engine process answers: downloads, checksums and model files' headers are nothing for
 * an editor's own process. Plain JSON; sizes are bytes; paths are absolute.
 */
export const modelQuestionSchema = Type.Union([
  Type.Object({ type: Type.Literal("list-models") }),
  Type.Object({
    type: Type.Literal("pull-model"),
    /** A preset's id, a .gguf file by path, https address or `hf:` URI, or the id of a model that is here in part. */
    spec: Type.String(),
    /** The vision file of a model that is no preset. */
    mmproj: Type.Optional(Type.String()),
    /** Hosts with Hugging Face's layout, tried before it. */
    mirrors: Type.Array(Type.String()),
  }),
  Type.Object({ type: Type.Literal("verify-model"), id: Type.String() }),
  Type.Object({ type: Type.Literal("remove-model"), id: Type.String() }),
  Type.Object({ type: Type.Literal("list-backends") }),
  /** Downloads libraries for a kind of graphics card, or goes on with that. */
  Type.Object({ type: Type.Literal("add-backend"), id: Type.String() }),
  Type.Object({ type: Type.Literal("remove-backend"), id: Type.String() }),
  Type.Object({
    type: Type.Literal("examine"),
    /** As in a run's request. */
    model: modelRefSchema,
    hardware: Type.Optional(hardwareRequestSchema),
    browserPath: Type.Optional(Type.String()),
  }),
]);
export type ModelQuestion = Shape<typeof modelQuestionSchema>;

/** A model that can be chosen: a preset, or another one that is installed, or here in part. */
const modelEntrySchema = Type.Object({
  id: Type.String(),
  title: Type.String(),
  licence: Type.String(),
  /** Whether Mockloop knows it: where it comes from, what it is sampled with, what its licence is. */
  isPreset: Type.Boolean(),
  note: Type.String(),
  state: Type.Enum(["installed", "partial", "absent"]),
  /** Of its files together; undefined: unknown until they are asked for. */
  bytes: unknownOr(Type.Number()),
  /** Of a download that has begun. */
  partialBytes: Type.Number(),
  /** Whether its download can be begun, or gone on with, by its name. */
  canDownload: Type.Boolean(),
  /** Memory that it takes when loaded, as far as that can be told. */
  memoryBytes: unknownOr(Type.Number()),
});
export type ModelEntry = Shape<typeof modelEntrySchema>;

/** Libraries for a kind of graphics card, which can be downloaded for this platform. */
const backendEntrySchema = Type.Object({
  /** "cuda" */
  id: Type.String(),
  title: Type.String(),
  /** What they are called within a sentence. */
  libraries: Type.String(),
  /** What the computer must have besides. */
  needs: Type.String(),
  /** "other version": installed for another version of Mockloop. */
  state: Type.Enum(["installed", "other version", "partial", "absent"]),
  /** To download. */
  bytes: Type.Number(),
  /** Of a download that has begun. */
  loadedBytes: Type.Number(),
  /** What they take on the disk. */
  unpackedBytes: Type.Number(),
});
export type BackendEntry = Shape<typeof backendEntrySchema>;

const checkedFileSchema = Type.Object({
  path: Type.String(),
  state: Type.Enum(["good", "missing", "changed"]),
});
export type CheckedFile = Shape<typeof checkedFileSchema>;

/** One thing that was looked at, on this machine or of a server. */
export const examinedPartSchema = Type.Object({
  subject: Type.String(),
  state: Type.Enum(["good", "note", "problem"]),
  text: Type.String(),
  /** What that means, for people. */
  advice: unknownOr(Type.String()),
  /** What to do about it. */
  remedies: Type.Optional(Type.Array(remedySchema)),
});
export type ExaminedPart = Shape<typeof examinedPartSchema>;

/** The answer to a question has its type. */
export const modelAnswerSchema = Type.Union([
  Type.Object({
    type: Type.Literal("list-models"),
    /** The folder that models are kept in. */
    dir: Type.String(),
    models: Type.Array(modelEntrySchema),
    /** Whether there is a vision bridge: without one no local model runs. */
    hasBridge: Type.Boolean(),
    /** "linux-x64" */
    platform: Type.String(),
    totalMemoryBytes: Type.Number(),
    freeMemoryBytes: Type.Number(),
  }),
  Type.Object({
    type: Type.Literal("pull-model"),
    id: Type.String(),
    title: Type.String(),
    hasVision: Type.Boolean(),
  }),
  Type.Object({ type: Type.Literal("verify-model"), files: Type.Array(checkedFileSchema) }),
  Type.Object({ type: Type.Literal("remove-model") }),
  Type.Object({
    type: Type.Literal("list-backends"),
    /** The folder that they are kept in. */
    dir: Type.String(),
    backends: Type.Array(backendEntrySchema),
  }),
  Type.Object({
    type: Type.Literal("add-backend"),
    /** Whether they can be used here. */
    works: Type.Boolean(),
    /** A sentence that says so, and what is missing. */
    text: Type.String(),
  }),
  Type.Object({ type: Type.Literal("remove-backend") }),
  Type.Object({ type: Type.Literal("examine"), parts: Type.Array(examinedPartSchema) }),
]);
export type ModelAnswer = Shape<typeof modelAnswerSchema>;

/** How far a download is: one file after the other. */
export const questionProgressSchema = Type.Object({
  /** Its name. */
  file: Type.String(),
  done: Type.Number(),
  /** Undefined when the server does not say. */
  total: unknownOr(Type.Number()),
});
export type QuestionProgress = Shape<typeof questionProgressSchema>;
