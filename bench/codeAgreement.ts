/**
 * How far our measure of the code agrees with the ground-truth scorer's, over pages that are there:
 *
 *     npx tsx bench/codeAgreement.ts MOCKUPS KIT PAGES … [--ids d01,d02] [--json FILE]
 *
 * MOCKUPS holds sidecars `<id>.json`, KIT the scorer with its packages, each PAGES folder `<id>/index.html`. The scorer's `tags`
 * and `dom` need the truth; ours goes by the page alone.
 */
import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { readPageFolder } from "../src/pages/readPageFolder";
import type { CodeQuality } from "../src/craft/codeQuality";
import { examinePage } from "../src/craft/examinePage";
import { createBrowserProcess } from "../src/render/browser/browserProcess";
import { createPuppeteerRenderer } from "../src/render/puppeteerRenderer";
import { mean, spearman } from "./correlation";
import { openKit, type CodeRow } from "./kit";
import { findPage, readSet } from "./mockupSet";

interface Pair {
  readonly id: string;
  readonly pages: string;
  readonly ours: CodeQuality;
  readonly theirs: CodeRow;
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { ids: { type: "string" }, json: { type: "string" } },
});
const [mockups, kitFolder, ...folders] = positionals;
if (!mockups || !kitFolder || folders.length === 0)
  throw new Error("Name the mockups' folder, the scorer's, and folders with pages.");

const kit = await openKit(kitFolder);
const browser = createBrowserProcess();
const renderer = createPuppeteerRenderer(browser);
const pairs: Pair[] = [];
let ms = 0;
try {
  for (const truth of readSet(mockups, values.ids))
    for (const pages of folders) {
      const page = findPage(pages, truth.id);
      if (!page) continue;
      const files = await readPageFolder(page, new AbortController().signal);
      const viewport = { width: truth.width, height: truth.height };
      const started = performance.now();
      const ours = await examinePage(renderer, { files, entry: basename(page), viewport });
      ms += performance.now() - started;
      if (!ours) continue;
      const theirs = await kit.scoreCode(page, truth);
      pairs.push({ id: truth.id, pages, ours, theirs });
      console.log(truth.id, pages, ours.score.toFixed(3), theirs.code.toFixed(3));
    }
} finally {
  await renderer.dispose();
  await browser.dispose();
  await kit.close();
}

const compared = [
  ["code", (pair: Pair) => [pair.ours.score, pair.theirs.code]],
  ["reflow", (pair: Pair) => [pair.ours.parts.reflow, pair.theirs.reflow]],
  ["flow", (pair: Pair) => [pair.ours.parts.flow, pair.theirs.flow]],
  ["economy", (pair: Pair) => [pair.ours.parts.economy, pair.theirs.economy]],
  ["names", (pair: Pair) => [pair.ours.parts.names, pair.theirs.names]],
  ["numbers", (pair: Pair) => [pair.ours.parts.numbers, pair.theirs.numbers]],
  ["meaning/tags", (pair: Pair) => [pair.ours.parts.meaning, pair.theirs.tags ?? NaN]],
] as const;
console.log(`${pairs.length} pages, ${(ms / pairs.length).toFixed(0)} ms a page`);
console.log("part          spearman  difference  ours   theirs");
for (const [name, of] of compared) {
  const both = pairs.map(of).filter((two) => two.every(Number.isFinite));
  const [ours, theirs] = [both.map(([a = 0]) => a), both.map(([, b = 0]) => b)];
  const difference = mean(ours.map((value, i) => Math.abs(value - (theirs[i] ?? 0))));
  const cells = [spearman(ours, theirs), difference, mean(ours), mean(theirs)];
  console.log(name.padEnd(14), cells.map((cell) => cell.toFixed(3).padEnd(9)).join(" "));
}
if (values.json) writeFileSync(values.json, JSON.stringify(pairs, undefined, 1));
