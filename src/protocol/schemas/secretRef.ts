import * as Type from "typebox";
import type { Shape } from "../../base/schema";

/** Where a secret is found. This is what requests and settings carry; the secret itself never stands in them. */
export const secretRefSchema = Type.Union([
  /** An environment variable's name. */
  Type.Object({ kind: Type.Literal("environment"), name: Type.String() }),
  /** A file that only its owner may read. The path is absolute. */
  Type.Object({ kind: Type.Literal("file"), path: Type.String() }),
  /** An entry of the editor's own store. */
  Type.Object({ kind: Type.Literal("store"), name: Type.String() }),
]);
export type SecretRef = Shape<typeof secretRefSchema>;
