import type { BatchTask } from "./task";

/** One of several parts that a batch is split into, each worked on by a process of its own. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/**
 * The tasks of one shard: every `count`-th in the order of their ids. Each task is in exactly one shard, whoever asks, as long as
 * all ask with the same tasks; neighbours, which are often alike, go to different ones.
 */
export function pickShard(tasks: readonly BatchTask[], shard: Shard | undefined): BatchTask[] {
  const sorted = [...tasks].sort((a, b) => (a.id < b.id ? -1 : 1));
  return shard ? sorted.filter((_, at) => at % shard.count === shard.index - 1) : [...tasks];
}

/** "-2-of-8" in the names of a shard's files; "" for a batch that is not split. */
export const shardSuffix = (shard: Shard | undefined): string =>
  shard ? `-${shard.index}-of-${shard.count}` : "";
