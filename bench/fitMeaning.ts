/**
 * Fits how much each sign speaks for each kind of text (softmax regression with an L2 penalty) and says how well
 * weights fitted on one half of the pages read the other half.
 *
 *   npx tsx bench/fitMeaning.ts --set DIR --inspections CACHE [--write src/design/meaning/texts/kindWeights.ts]
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { createSession } from "../src/app/session/createSession";
import type { Kind } from "../src/design/meaning/texts/kinds";
import { findTables } from "../src/design/meaning/tables/findTables";
import { KINDS } from "../src/design/meaning/texts/kinds";
import { readTexts } from "../src/design/meaning/texts/readTexts";
import type { WeightTable } from "../src/design/meaning/texts/scoreKinds";
import { sceneSigns } from "../src/design/meaning/texts/readTexts";
import type { Page } from "./meaningTruth";
import { loadPages } from "./meaningTruth";

interface Sample {
  readonly signs: readonly string[];
  readonly kind: Kind;
  readonly weight: number;
}

/** Strength of the penalty on large weights; chosen by what the other half says. */
const PENALTY = Number(process.env["PENALTY"] ?? 1);
const STEPS = 400;
const RATE = 0.1;

const { values: options } = parseArgs({
  options: {
    set: { type: "string" },
    inspections: { type: "string" },
    moreSet: { type: "string" },
    moreInspections: { type: "string" },
    /** How much a page of each further set counts, against 1 for one of the first. */
    trust: { type: "string" },
    write: { type: "string" },
  },
});

const trust = new Map<Page, number>();

await main();

async function main(): Promise<void> {
  const { set, inspections, write } = options;
  if (!set || !inspections) throw new Error("Say --set DIR and --inspections CACHE.");
  const session = createSession();
  const pages = await loadPages(session, set, inspections);
  const { moreSet, moreInspections } = options;
  const more: Page[] = [];
  for (const [i, folder] of (moreSet ?? "").split(",").entries())
    if (folder) {
      const found = await loadPages(session, folder, (moreInspections ?? "").split(",")[i] ?? "");
      for (const page of found) trust.set(page, Number((options.trust ?? "").split(",")[i] ?? 1));
      console.log(
        folder,
        found.length,
        "fitted on all else:",
        describe(found, fit([...pages, ...more])),
      );
      more.push(...found);
    }
  await session.dispose();
  const halves = [0, 1].map((half) => pages.filter((_, index) => index % 2 === half)) as [
    Page[],
    Page[],
  ];
  for (const [train, test] of [halves, [halves[1], halves[0]] as const]) {
    const weights = fit([...train, ...more]);
    console.log(
      "fitted on",
      train.length,
      "pages:",
      describe(train, weights),
      "| on the others:",
      describe(test, weights),
    );
  }
  if (!write) return;
  pages.push(...more);
  const weights = fit(pages);
  console.log("all:", describe(pages, weights));
  await writeFile(write, formatWeights(weights));
}

function samplesOf(page: Page): Sample[] {
  const signs = sceneSigns(page.scene, findTables(page.scene));
  const votes = new Map<string, Map<Kind, number>>();
  for (const { kind, seen } of page.lines) {
    if (!seen) continue;
    const vote = votes.get(seen.text.block.id) ?? new Map<Kind, number>();
    vote.set(kind, (vote.get(kind) ?? 0) + 1);
    votes.set(seen.text.block.id, vote);
  }
  const found = page.scene.texts.flatMap((text) => {
    const vote = [...(votes.get(text.block.id) ?? [])].sort((a, b) => b[1] - a[1])[0];
    return vote ? [{ signs: [...(signs.get(text) ?? []), "always"], kind: vote[0] }] : [];
  });
  const counts = new Map<Kind, number>();
  for (const { kind } of found) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  // A page full of one kind is not that many proofs.
  return found.map((sample) => ({
    ...sample,
    weight: (trust.get(page) ?? 1) / Math.sqrt(counts.get(sample.kind) ?? 1),
  }));
}

/** What many pages of one make have in common (a menu, a footer) is not that many proofs either. */
function withoutRepeats(samples: readonly Sample[]): Sample[] {
  const keyOf = ({ signs, kind }: Sample): string => `${kind} ${[...signs].sort().join()}`;
  const counts = new Map<string, number>();
  for (const sample of samples) counts.set(keyOf(sample), (counts.get(keyOf(sample)) ?? 0) + 1);
  return samples.map((sample) => ({
    ...sample,
    weight: sample.weight / Math.sqrt(counts.get(keyOf(sample)) ?? 1),
  }));
}

function fit(pages: readonly Page[]): WeightTable {
  const samples = withoutRepeats(pages.flatMap(samplesOf));
  const mass = new Map<Kind, number>();
  for (const { kind, weight } of samples) mass.set(kind, (mass.get(kind) ?? 0) + weight);
  // Rare kinds count more, as each kind counts alike in the end.
  const balance = new Map([...mass].map(([kind, sum]) => [kind, 1 / Math.sqrt(sum)] as const));
  const names = [...new Set(samples.flatMap(({ signs }) => signs))].sort();
  const index = new Map(names.map((name, i) => [name, i]));
  const data = samples.map(({ signs, kind, weight }) => ({
    at: signs.map((sign) => index.get(sign) as number),
    want: KINDS.indexOf(kind),
    weight: weight * (balance.get(kind) ?? 1) * 3,
  }));
  const K = KINDS.length;
  const w = new Float64Array(names.length * K);
  const m = new Float64Array(w.length);
  const v = new Float64Array(w.length);
  for (let step = 1; step <= STEPS; step++) {
    const gradient = w.map((value) => PENALTY * value * 0.05);
    for (const { at, want, weight } of data) {
      const scores = new Float64Array(K);
      for (const i of at) for (let k = 0; k < K; k++) scores[k]! += w[i * K + k]!;
      const max = Math.max(...scores);
      const exps = scores.map((score) => Math.exp(score - max));
      const sum = exps.reduce((a, b) => a + b, 0);
      for (let k = 0; k < K; k++) {
        const error = weight * (exps[k]! / sum - (k === want ? 1 : 0));
        for (const i of at) gradient[i * K + k]! += error;
      }
    }
    const rate = RATE * (step < STEPS / 2 ? 1 : 0.3);
    for (let j = 0; j < w.length; j++) {
      m[j] = 0.9 * m[j]! + 0.1 * gradient[j]!;
      v[j] = 0.999 * v[j]! + 0.001 * gradient[j]! ** 2;
      w[j]! -=
        (rate * (m[j]! / (1 - 0.9 ** step))) / (Math.sqrt(v[j]! / (1 - 0.999 ** step)) + 1e-8);
    }
  }
  return Object.fromEntries(
    names.map((name, i) => [name, KINDS.map((_, k) => Math.round(w[i * K + k]! * 100) / 100)]),
  );
}

/** The share of lines of each kind that is read as that kind, and the mean over the kinds. */
function describe(pages: readonly Page[], weights: WeightTable): string {
  const counts = new Map<Kind, { all: number; right: number; said: number }>(
    KINDS.map((kind) => [kind, { all: 0, right: 0, said: 0 }]),
  );
  for (const page of pages) {
    const kinds = readTexts(page.scene, findTables(page.scene), weights);
    for (const { kind, seen } of page.lines) {
      const said = seen ? (kinds.get(seen.text) ?? "plain") : "plain";
      const count = counts.get(kind)!;
      count.all++;
      counts.get(said)!.said++;
      // What is plain is written as a paragraph.
      if (said === kind || (said === "plain" && kind === "paragraph")) count.right++;
    }
  }
  const kinds = [...counts].filter(([kind, { all }]) => kind !== "plain" && all > 0);
  const mean = kinds.reduce((sum, [, { all, right }]) => sum + right / all, 0) / kinds.length;
  return `${mean.toFixed(3)} (${[...counts].map(([kind, { all, right, said }]) => `${kind} ${(right / all).toFixed(2)}/${(right / said).toFixed(2)}`).join(" ")})`;
}

function formatWeights(weights: WeightTable): string {
  const rows = Object.entries(weights).map(
    ([name, row]) => `  ${JSON.stringify(name)}: [${row.join(", ")}],`,
  );
  return `/**
 * How much each sign speaks for each kind of text, in the order of \`KINDS\`. Fitted by bench/fitMeaning.ts on pages
 * whose elements are known; run it again when a sign changes.
 */
// prettier-ignore
export const KIND_WEIGHTS: Readonly<Record<string, readonly number[]>> = {
${rows.join("\n")}
};
`;
}
