import { join, resolve } from "node:path";
import type { Command } from "commander";
import { findLedgers } from "../../batch/summary/findLedgers";
import { keepSummary, summaryNames } from "../../batch/summary/keepSummary";
import { mergeShards } from "../../batch/summary/mergeShards";
import type { SessionCommand } from "../commands/runCommand";
import { refuseLeadingOut } from "../output/outFolders";
import type { Reporter } from "../output/reporter";
import { codeOfSummary } from "./codeOfResult";

interface Flags {
  readonly out?: string;
  readonly json: boolean;
}

/** Declares `mockloop merge`. */
export function addMergeCommand(program: Command, run: SessionCommand): void {
  program
    .command("merge")
    .description("join what the shards of a batch came to into one summary and one page")
    .argument("<dir...>", "the folders that shards wrote to, or one that these are in")
    .option("--out <dir>", "where the summary goes (default: the first folder)")
    .option("--json", "one JSON line instead of text", false)
    .action((folders: string[], flags: Flags) =>
      run(flags, (_session, report) => merge(folders, flags.out, report)),
    );
}

/** `mockloop merge`; resolves with the exit code: an error when a mockup has no result. */
export async function merge(
  folders: readonly string[],
  out: string | undefined,
  report: Reporter,
): Promise<number> {
  const to = resolve(out ?? folders[0] ?? ".");
  await refuseLeadingOut(to);
  const summary = mergeShards(await findLedgers(folders, to));
  await keepSummary(to, summary);
  report({ type: "summary", summary, page: join(to, summaryNames(undefined).html) });
  return codeOfSummary(summary);
}
