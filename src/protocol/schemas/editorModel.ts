import * as Type from "typebox";
import type { Shape } from "../../base/schema";

/** What a model of the editor is asked and answers, on its way between the engine process and the editor: plain JSON. */
const contentSchema = Type.Array(
  Type.Union([
    Type.Object({ type: Type.Literal("text"), text: Type.String() }),
    /** A PNG, base64. */
    Type.Object({ type: Type.Literal("image"), png: Type.String() }),
  ]),
);

const toolCallSchema = Type.Object({
  id: Type.String(),
  name: Type.String(),
  argumentsJson: Type.String(),
});

const failureSchema = Type.Object({
  type: Type.Literal("failure"),
  code: Type.Enum(["unavailable", "overloaded", "context", "refused", "crashed", "internal"]),
  /** A sentence for people. */
  message: Type.String(),
  retryable: Type.Boolean(),
});

export const editorModelSchemas = {
  /** What it is. The editor asks the person for leave when it is used for the first time. */
  open: {
    params: Type.Object({ id: Type.String() }),
    result: Type.Union([
      Type.Object({
        type: Type.Literal("open"),
        name: Type.String(),
        contextTokens: Type.Number(),
        /** Whether pictures can be sent; whether the model looks at them only its answers show. */
        vision: Type.Boolean(),
        /** What people should know: that this editor cannot send pictures. */
        notice: Type.Optional(Type.String()),
      }),
      failureSchema,
    ]),
  },
  /** Asks it. The deltas and calls of its answer are the progress. */
  ask: {
    params: Type.Object({
      id: Type.String(),
      messages: Type.Array(
        Type.Union([
          Type.Object({ role: Type.Literal("user"), content: contentSchema }),
          Type.Object({
            role: Type.Literal("assistant"),
            text: Type.String(),
            toolCalls: Type.Array(toolCallSchema),
          }),
          Type.Object({
            role: Type.Literal("tool"),
            toolCallId: Type.String(),
            content: contentSchema,
          }),
        ]),
      ),
      tools: Type.Array(
        Type.Object({
          name: Type.String(),
          description: Type.String(),
          /** A JSON schema, as JSON. */
          parametersJson: Type.String(),
        }),
      ),
      mustCall: Type.Boolean(),
    }),
    progress: Type.Union([
      Type.Object({ type: Type.Literal("text"), delta: Type.String() }),
      Type.Object({ type: Type.Literal("toolCall"), call: toolCallSchema }),
    ]),
    result: Type.Union([Type.Object({ type: Type.Literal("end") }), failureSchema]),
  },
};

export type EditorRequest = Shape<typeof editorModelSchemas.ask.params>;
export type EditorProgress = Shape<typeof editorModelSchemas.ask.progress>;
export type EditorAnswer = Shape<typeof editorModelSchemas.ask.result>;
export type EditorOpening = Shape<typeof editorModelSchemas.open.result>;
export type EditorFailure = Shape<typeof failureSchema>;
export type EditorMessage = EditorRequest["messages"][number];
export type EditorContent = Shape<typeof contentSchema>;
