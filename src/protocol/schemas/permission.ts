import * as Type from "typebox";

/** What a tool touches; rules are set per effect. */
export const effectSchema = Type.Enum([
  "read-mockup",
  "read-run",
  "read-project",
  "write-run",
  "write-workspace",
  "network",
  "execute",
]);

/** What a person is asked before a call is carried out. */
export const permissionQuestionSchema = Type.Object({
  /** One of its run alone. */
  id: Type.String(),
  tool: Type.String(),
  effect: effectSchema,
  /** The file the call is about, relative; undefined: it is about none. */
  path: Type.Optional(Type.String()),
  /** For people, without a full stop: "read_file wants to read from your project: src/a.ts". */
  summary: Type.String(),
  /** What an answer may be kept for, beyond the run: "api.z.ai". Undefined: for nothing. */
  lasting: Type.Optional(Type.String()),
});

/**
 * What the person says: to this call, to all calls of the tool with the same effect until the run ends, or always, where the question
 * says for what.
 */
export const permissionAnswerSchema = Type.Object({
  allow: Type.Boolean(),
  scope: Type.Enum(["once", "run", "always"]),
});

/** What the engine asks its front end: the question, and the folder of the run it is about, which no other run has. */
export const permissionAskSchema = Type.Object({
  runDir: Type.String(),
  question: permissionQuestionSchema,
});
