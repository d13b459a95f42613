import * as Type from "typebox";
import { serverFamilySchema } from "./savedServer";

/** Which model is meant. No secret stands in it: it is written into journals and settings. */
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
  /** One behind a saved server, by the server's name. */
  Type.Object({ kind: Type.Literal("server"), name: Type.String() }),
  /** One behind a server that is not saved. */
  Type.Object({
    kind: Type.Literal("endpoint"),
    /** What the paths of the API are added to: "http://127.0.0.1:8080/v1". */
    url: Type.String(),
    /** As the server names it; "": the first one that it lists. */
    model: Type.String(),
    /** Undefined: told from the address and from what the server says of itself. */
    family: Type.Optional(serverFamilySchema),
  }),
  /** One that the editor offers, by the editor's id. */
  Type.Object({ kind: Type.Literal("editor"), id: Type.String() }),
]);
