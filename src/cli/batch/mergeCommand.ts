import { join, resolve } from "node:path";
import type { Command } from "commander";
import { isBucket, openStore } from "../../app/batch/openStore";
import { contentTypeOf } from "../../batch/store/contentTypeOf";
import type { ResultStore } from "../../batch/store/resultStore";
import { Folder } from "../../files/folder";
import { findLedgers } from "../../batch/summary/findLedgers";
import { keepSummary, summaryJson, summaryNames } from "../../batch/summary/keepSummary";
import { mergeShards } from "../../batch/summary/mergeShards";
import { mergeStore } from "../../batch/summary/mergeStore";
import { summaryHtml } from "../../batch/summary/summaryHtml";
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
    .description(
      "join what shards, or the workers of a queue, came to into one summary and one page",
    )
    .argument(
      "<place...>",
      "the folders that shards wrote to, or one that these are in; or a queue's --results",
    )
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
  const [first = "."] = folders;
  if (folders.length === 1 && (isBucket(first) || (await isStore(first))))
    return mergeQueue(await openStore(first), report);
  const to = resolve(out ?? first);
  await refuseLeadingOut(to);
  const summary = mergeShards(await findLedgers(folders, to));
  await keepSummary(to, summary);
  report({ type: "summary", summary, page: join(to, summaryNames(undefined).html) });
  return codeOfSummary(summary);
}

/** The summary of a queue's results goes to where they are. */
async function mergeQueue(store: ResultStore, report: Reporter): Promise<number> {
  const summary = await mergeStore(store);
  const { json, html } = summaryNames(undefined);
  const put = (name: string, text: string): Promise<void> =>
    store.put(name, new TextEncoder().encode(text), contentTypeOf(name));
  await put(json, summaryJson(summary));
  await put(html, summaryHtml(summary));
  report({ type: "summary", summary, page: `${store.place.replace(/\/$/, "")}/${html}` });
  return codeOfSummary(summary);
}

const isStore = (path: string): Promise<boolean> =>
  Folder.open(path)
    .then((folder) => folder.kind("jobs"))
    .then(
      (kind) => kind === "folder",
      () => false,
    );
