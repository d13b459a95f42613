import { join, resolve } from "node:path";
import { RUN_FOLDER } from "../../batch/task";
import { MockloopError, systemErrorCode } from "../../base/errors";
import { readJournal } from "../../run/journal/readJournal";
import { verifyJournal } from "../../run/journal/verifyJournal";
import type { VerifiedJournal } from "../../run/journal/verifyJournal";
import { EXIT } from "../output/exitCodes";
import { say } from "../output/say";
import type { Output } from "../output/say";

/**
 * `mockloop verify-run`: whether the journal of the run in `dir` (the code's folder or the run's own) is as it was written. Exit code 1
 * when it is not, or does not lead to `head`, a hash that was noted before.
 */
export async function verifyRun(
  dir: string,
  head: string | undefined,
  output: Output,
): Promise<number> {
  const text = await readEither([join(resolve(dir), RUN_FOLDER), resolve(dir)]);
  const verified = verifyJournal(text);
  const hasHead = head === undefined || text.includes(`"hash":"${head.toLowerCase()}"}}\n`);
  const words = [
    ...verified.faults.map((fault) => fault.words),
    ...(hasHead ? [] : ["The line with the hash that was noted is not there: lines are missing."]),
    ...verified.torn.map(
      (number) => `Line ${number} was cut off when the run was killed; nobody changed it.`,
    ),
    describeAll(verified),
  ];
  const isGood = verified.faults.length === 0 && hasHead;
  say(output, { ...verified, hasHead, good: isGood, goodLines: verified.good }, words.join("\n"));
  return isGood ? EXIT.converged : EXIT.error;
}

function describeAll({ good, head, unchained, faults }: VerifiedJournal): string {
  if (!head) return "This journal has no chain: an earlier version wrote it.";
  const earlier = unchained > 0 ? ` after ${unchained} of an earlier version` : "";
  const newest = `The newest is line ${head.line}, ${head.hash}.`;
  return faults.length === 0
    ? `All ${good} lines${earlier} are as they were written. ${newest}`
    : `${good} lines${earlier} are as they were written. ${newest}`;
}

/** The journal in the first of the folders that has one. @throws MockloopError ARCHIVE_UNREADABLE; PATH_REFUSED for a link. */
async function readEither(folders: readonly string[]): Promise<string> {
  for (const folder of folders)
    try {
      return await readJournal(folder);
    } catch (error) {
      if (systemErrorCode(error) === undefined) throw error;
    }
  throw new MockloopError("ARCHIVE_UNREADABLE", `There is no run in ${folders.at(-1)}.`, {
    remedy: { kind: "choose-run" },
  });
}
