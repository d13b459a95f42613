import * as Type from "typebox";
import type { Shape } from "../../../base/schema";

/** A question about a picture of the web, which the engine process fetches: an editor's own process would have to hold all of it. */
export const pictureQuestionSchema = Type.Object({
  type: Type.Literal("fetch-picture"),
  /** http or https. Somebody has allowed its host. */
  url: Type.String({ maxLength: 4096 }),
  /** The folder of the run that it is for. */
  runDir: Type.String(),
  /** What its file is called. */
  name: Type.String(),
});
export type PictureQuestion = Shape<typeof pictureQuestionSchema>;

export const pictureAnswerSchema = Type.Object({
  type: Type.Literal("fetch-picture"),
  fetched: Type.Union([
    Type.Object({ kind: Type.Literal("file"), path: Type.String() }),
    /** Its host says that it is on another one, which somebody has to allow first. */
    Type.Object({ kind: Type.Literal("elsewhere"), url: Type.String() }),
  ]),
});
export type PictureAnswer = Shape<typeof pictureAnswerSchema>;
