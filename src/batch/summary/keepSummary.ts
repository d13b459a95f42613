import { Folder } from "../../files/folder";
import { shardSuffix } from "../shard";
import type { Shard } from "../shard";
import type { Summary } from "./summarize";
import { summaryHtml } from "./summaryHtml";

/** The names of a summary's files in a batch's folder. */
export const summaryNames = (
  shard: Shard | undefined,
): { readonly json: string; readonly html: string } => {
  const name = `mockloop-summary${shardSuffix(shard)}`;
  return { json: `${name}.json`, html: `${name}.html` };
};

/** Writes a summary as JSON and as a page. @throws MockloopError DISK_FULL, WRITE_FAILED, PATH_REFUSED. */
export async function keepSummary(path: string, summary: Summary, shard?: Shard): Promise<void> {
  const folder = await Folder.make(path);
  const { json, html } = summaryNames(shard);
  await folder.write(json, summaryJson(summary));
  await folder.write(html, summaryHtml(summary));
}

/** A summary's text as JSON. */
export const summaryJson = (summary: Summary): string => `${JSON.stringify(summary, null, 1)}\n`;
