import * as Type from "typebox";
import { SteerMessage } from "../steering";
import { editorModelSchemas } from "./editorModel";
import { questionProgressSchema } from "./models";
import { permissionAnswerSchema, permissionAskSchema } from "./permission";
import { answerSchema, questionSchema } from "./questions/questions";
import { runLineSchemas } from "./runLines";
import { runRequestSchema } from "./runRequest";

/** What an editor and the engine process say to each other; plain JSON. */
export const engineContract = {
  child: {
    requests: {
      /** Carries a run out. Whatever came of it, its last line is the answer; the lines before it are its progress. */
      run: {
        params: runRequestSchema,
        progress: Type.Union([
          runLineSchemas["run-start"],
          runLineSchemas.progress,
          runLineSchemas.notice,
          runLineSchemas.call,
          runLineSchemas.tool,
          runLineSchemas.policy,
          runLineSchemas.decision,
          runLineSchemas.steer,
          runLineSchemas.iteration,
        ]),
        result: Type.Union([runLineSchemas.run, runLineSchemas.error]),
      },
      /** Answers a question about local models and what they run on, or about servers. */
      ask: {
        params: questionSchema,
        progress: questionProgressSchema,
        result: answerSchema,
      },
    },
    notifications: {
      /** Says something to the run at work in that folder. */
      steer: Type.Object({ runDir: Type.String(), message: SteerMessage }),
    },
  },
  parent: {
    requests: {
      /** Asks a person whether a run may do something. */
      "permission-ask": { params: permissionAskSchema, result: permissionAnswerSchema },
      /** A model of the editor's, which the editor alone may ask. */
      "editor-model-open": editorModelSchemas.open,
      "editor-model-ask": editorModelSchemas.ask,
      /** A secret of the editor's store; no value: there is none. */
      "secret-read": {
        params: Type.Object({ name: Type.String() }),
        result: Type.Object({ value: Type.Optional(Type.String()) }),
      },
    },
    notifications: {
      log: Type.Object({
        level: Type.Enum(["debug", "info", "warn", "error"]),
        message: Type.String(),
      }),
    },
  },
};
