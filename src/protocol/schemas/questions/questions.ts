import * as Type from "typebox";
import type { Shape } from "../../../base/schema";
import { modelAnswerSchema, modelQuestionSchema } from "../models";
import { pictureAnswerSchema, pictureQuestionSchema } from "./pictures";
import { serverAnswerSchema, serverQuestionSchema } from "./servers";

/** All that an editor asks the engine process beside runs. */
export const questionSchema = Type.Union([
  modelQuestionSchema,
  serverQuestionSchema,
  pictureQuestionSchema,
]);
export type Question = Shape<typeof questionSchema>;

export const answerSchema = Type.Union([
  modelAnswerSchema,
  serverAnswerSchema,
  pictureAnswerSchema,
]);
export type Answer = Shape<typeof answerSchema>;

/** The answer that a question gets. */
export type AnswerTo<Q extends Question> = Extract<Answer, { type: Q["type"] }>;
