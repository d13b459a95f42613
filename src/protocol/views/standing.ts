import type { IterationLine } from "../runProtocol";

/** What became of an iteration: "better" than those before it, but no more the best. */
export type Standing = "best" | "better" | "rolled back";

export function standingOf({ accepted }: IterationLine, isBest: boolean): Standing {
  if (isBest) return "best";
  return accepted ? "better" : "rolled back";
}
