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
});

/** What the person says: to this call, or to all calls of the tool with the same effect until the run ends. */
export const permissionAnswerSchema = Type.Object({
  allow: Type.Boolean(),
  scope: Type.Enum(["once", "run"]),
});

/** The process of a run asks its front end. */
export const permissionAskSchema = Type.Object({
  type: Type.Literal("permission-ask"),
  /** The run, as the front end called it when it started it. */
  run: Type.String(),
  question: permissionQuestionSchema,
});

/** The front end answers. */
export const permissionReplySchema = Type.Object({
  type: Type.Literal("permission-answer"),
  run: Type.String(),
  /** The question's id. */
  question: Type.String(),
  answer: permissionAnswerSchema,
});
