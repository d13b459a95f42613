import * as Type from "typebox";
import type { Shape } from "../../base/schema";

const count = Type.Integer({ minimum: 0 });
const score = Type.Union([Type.Null(), Type.Number()]);

/** A process began, or goes on with, a batch. */
export const batchStartSchema = Type.Object({
  type: Type.Literal("batch"),
  /** ISO 8601. */
  at: Type.String(),
  /** For people. */
  model: Type.String(),
  /** See `settingsOf`. */
  settings: Type.String(),
  /** The ids of this process's tasks. */
  tasks: Type.Array(Type.String()),
  /** Tasks of the whole batch, those of other shards included. */
  total: count,
  shard: Type.Optional(
    Type.Object({ index: Type.Integer({ minimum: 1 }), count: Type.Integer({ minimum: 1 }) }),
  ),
});

/** What became of one task. The line is written once its files are where it says. */
export const batchResultSchema = Type.Object({
  type: Type.Literal("result"),
  id: Type.String(),
  mockup: Type.String(),
  /** SHA-256 of the picture's bytes, hex; "" when they could not be read. */
  hash: Type.String(),
  /** See `settingsOf`. */
  settings: Type.String(),
  model: Type.String(),
  /** "failed": there is no more to it than `message`, and it is worth another try. */
  state: Type.Enum(["done", "failed"]),
  /** Why the run ended, as its last line says; an error's code when it could not start or go on. */
  reason: Type.String(),
  /** For people. */
  message: Type.String(),
  /** Of the best iteration; null when none could be drawn. */
  fidelity: score,
  mismatchRatio: score,
  /** How good the code of the best iteration is, 0–1. */
  code: score,
  /** Fidelity of the model's first iteration; null when that could not be drawn. */
  draft: score,
  iterations: count,
  /** Iterations after the first that became the best one. */
  improved: count,
  /** Tool calls, and those of them that did what they were to do. */
  calls: Type.Object({ made: count, valid: count }),
  usage: Type.Object({ promptTokens: count, cachedTokens: count, outputTokens: count }),
  /** Milliseconds that the runs of this task took in all. */
  ms: Type.Number({ minimum: 0 }),
  /** Tries that it took, this one included. */
  attempts: count,
  /** Places below the batch's folder, with "/" between their parts. */
  report: Type.Optional(Type.String()),
  render: Type.Optional(Type.String()),
});

export type BatchStart = Shape<typeof batchStartSchema>;
export type BatchResult = Shape<typeof batchResultSchema>;
