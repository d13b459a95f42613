/**
 * Takes thousands of pages that nobody would draw through inspecting, tracing and comparing, and prints the first that
 * fails, made as small as it can be. Run it after changes to `inspect`, `trace` or `compare`.
 *
 *   npx tsx bench/propertySoak.ts [--count 1000] [--seed 1] [--large 4]
 *
 * `--count` pages of anything and as many of rows and columns are drawn. `--large` pages of up to 40 megapixels come besides; they are slow.
 */
import { parseArgs } from "node:util";
import fc from "fast-check";
import { examineComparison, examinePage } from "../test/property/examinePage";
import { fieldPage } from "../test/property/fieldPages";
import { largePage, oddPage, type OddPage } from "../test/property/oddPages";
import { toMockup } from "../test/property/drawOddPage";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    large: { type: "string", default: "0" },
  },
});

const seed = Number(values.seed);
const started = performance.now();
let slowest = { seconds: 0, page: "" };

await soak("pages", oddPage, Number(values.count));
await soak("pages of fields", fieldPage, Number(values.count));
await soak("large pages", largePage, Number(values.large));
console.log(`slowest: ${slowest.seconds.toFixed(1)} s for ${slowest.page}`);

async function soak(name: string, pages: fc.Arbitrary<OddPage>, count: number): Promise<void> {
  const result = await fc.check(fc.asyncProperty(pages, examine), {
    seed,
    numRuns: count,
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `${name}: ${result.numRuns} of ${count}, ${result.failed ? "FAILED" : "sound"}, ${seconds} s`,
  );
  if (!result.failed) return;
  process.exitCode = 1;
  console.log(JSON.stringify(result.counterexample?.[0]));
  console.log(result.errorInstance);
}

async function examine(page: OddPage): Promise<void> {
  const began = performance.now();
  const mockup = toMockup(page);
  await examineComparison(mockup, await examinePage(mockup));
  const seconds = (performance.now() - began) / 1000;
  if (seconds > slowest.seconds) slowest = { seconds, page: JSON.stringify(page) };
}
