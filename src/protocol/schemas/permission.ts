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

/**
 * What an answer is good for: this call; all of its kind until the editor's window, or the command, ends; all of its kind in this
 * workspace, or folder; all of its kind.
 */
export const scopeSchema = Type.Enum(["once", "session", "workspace", "always"]);

/** What a person is asked before a call is carried out. */
export const permissionQuestionSchema = Type.Object({
  /** One of its run alone. */
  id: Type.String(),
  tool: Type.String(),
  effect: effectSchema,
  /** The files the call is about, as people name them. */
  paths: Type.Array(Type.String()),
  /** Where something would be sent: "api.z.ai", "10.0.0.2:8080". Undefined: nowhere. */
  host: Type.Optional(Type.String()),
  /** For people, without a full stop: "read_file wants to read from your project: src/a.ts". */
  summary: Type.String(),
  /** What the call would change, as a diff. Undefined: nothing that can be shown so. */
  diff: Type.Optional(Type.String()),
  /** What an answer may be good for. */
  scopes: Type.Array(scopeSchema),
});

/** What the person says. */
export const permissionAnswerSchema = Type.Object({
  allow: Type.Boolean(),
  scope: scopeSchema,
  /** Whether it was said before, and nobody was asked now. */
  earlier: Type.Optional(Type.Boolean()),
});

/** An answer that is remembered: to all calls of a tool with an effect, and to one host alone where the effect is the network. */
export const keptAnswerSchema = Type.Object({
  tool: Type.String(),
  effect: effectSchema,
  host: Type.Optional(Type.String()),
  allow: Type.Boolean(),
  scope: Type.Enum(["session", "workspace", "always"]),
  /** The folder, or the workspace's file, that it was given in; of the scope "workspace" alone. */
  workspace: Type.Optional(Type.String()),
  /** When it was given; ISO 8601. */
  at: Type.String(),
});

/** What the engine asks its front end: the question, and the folder of the run it is about, which no other run has. */
export const permissionAskSchema = Type.Object({
  runDir: Type.String(),
  question: permissionQuestionSchema,
});
