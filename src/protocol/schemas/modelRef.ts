import * as Type from "typebox";

/** Which model is meant. */
export const modelRefSchema = Type.Union([
  /** The embedded one, which needs no weights. */
  Type.Object({ kind: Type.Literal("tracer") }),
  /** One that was downloaded or imported, by the name that the list of models gives it. */
  Type.Object({ kind: Type.Literal("installed"), name: Type.String() }),
  /** A .gguf file where it lies, and the vision file that belongs to it; undefined: without vision. Absolute paths. */
  Type.Object({
    kind: Type.Literal("file"),
    path: Type.String(),
    mmproj: Type.Optional(Type.String()),
  }),
]);
