import { InvalidArgumentError } from "commander";
import type { Shard } from "../../batch/shard";

const MOST = 10_000;

/** "2/8" as the second of eight shards. */
export function parseShard(text: string): Shard {
  const match = /^(\d{1,5})\/(\d{1,5})$/.exec(text);
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || index < 1 || count < index || count > MOST)
    throw new InvalidArgumentError(
      `Give it as INDEX/COUNT, the first being 1: 1/8, 2/8 … 8/8; at most ${MOST}.`,
    );
  return { index, count };
}
