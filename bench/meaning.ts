/**
 * How well the parts of pages are understood, without drawing anything: recall and precision for each kind of text, and
 * what was taken for what.
 *
 *   npx tsx bench/meaning.ts --set DIR --inspections CACHE [--ids d01,d02] [--faults] [--tree]
 *
 * DIR holds mockups and their ground truth (`<id>.png`, `<id>.json` with `lines`), CACHE their inspections.
 */
import { parseArgs } from "node:util";
import { createSession } from "../src/app/session/createSession";
import { createDesign } from "../src/design/createDesign";
import type { DesignNode } from "../src/design/design";
import { layoutTree } from "../src/design/layout/layoutTree";
import { tidyTree } from "../src/design/layout/tidyTree";
import type { Kind } from "../src/design/meaning/texts/kinds";
import { KINDS } from "../src/design/meaning/texts/kinds";
import { kindOfTag, loadPages } from "./meaningTruth";
import type { Page } from "./meaningTruth";

const { values: options } = parseArgs({
  options: {
    set: { type: "string" },
    inspections: { type: "string" },
    ids: { type: "string" },
    faults: { type: "boolean" },
    tree: { type: "boolean" },
  },
});

/** What the elements around a text say it is: the two nearest that say anything, as the scorer reads them. */
type Meanings = readonly Kind[];

interface Count {
  all: number;
  right: number;
  said: number;
  wrong: number;
  readonly as: Map<string, number>;
}

await main();

async function main(): Promise<void> {
  const { set, inspections, ids } = options;
  if (!set || !inspections) throw new Error("Say --set DIR and --inspections CACHE.");
  const session = createSession();
  const pages = await loadPages(session, set, inspections, ids);
  await session.dispose();
  const counts = new Map<Kind, Count>(
    KINDS.map((kind) => [kind, { all: 0, right: 0, said: 0, wrong: 0, as: new Map() }]),
  );
  for (const page of pages) score(page, counts);
  for (const [kind, { all, right, said, wrong, as }] of counts) {
    const taken = [...as]
      .sort((a, b) => b[1] - a[1])
      .map(([name, n]) => `${name} ${n}`)
      .join(", ");
    console.log(
      `${kind.padEnd(10)} recall ${right}/${all} ${(right / all).toFixed(3)}  precision ${said - wrong}/${said} ${(1 - wrong / said).toFixed(3)}  taken for: ${taken}`,
    );
  }
  const kinds = [...counts].filter(([kind, { all }]) => kind !== "plain" && all >= 5);
  console.log(
    "macro",
    (kinds.reduce((sum, [, { all, right }]) => sum + right / all, 0) / kinds.length).toFixed(4),
  );
}

function score(page: Page, counts: ReadonlyMap<Kind, Count>): void {
  const tree = layoutTree(page.draft);
  const { root } = createDesign(page.settled, tree && tidyTree(tree));
  if (options.tree) console.log(outline(root, 0));
  const meanings = new Map<string, Meanings>();
  collect(root, [], meanings);
  for (const { line, kind, seen } of page.lines) {
    const said = (seen && meanings.get(seen.text.block.id)) ?? [];
    const first = said[0] ?? "plain";
    const count = counts.get(kind) as Count;
    count.all++;
    (counts.get(first) as Count).said++;
    const right =
      kind === "plain" ? said.length === 0 || first === "paragraph" : said.includes(kind);
    if (right) count.right++;
    else {
      const as = seen ? first : "missing";
      (counts.get(first) as Count).wrong++;
      count.as.set(as, (count.as.get(as) ?? 0) + 1);
      if (options.faults) console.log(page.id, `${kind} (${line.tag}) taken for ${as}:`, line.text);
    }
  }
}

function collect(node: DesignNode, outer: Meanings, meanings: Map<string, Meanings>): void {
  const kind = kindOfTag(node.meaning.tag, node.meaning.attributes?.["type"]);
  const said = kind && kind !== outer[0] ? [kind, ...outer].slice(0, 2) : outer;
  if (node.text) meanings.set(node.text.id, said);
  for (const child of node.children) collect(child, said, meanings);
}

function outline(node: DesignNode, depth: number): string {
  const { tag, name, attributes = {} } = node.meaning;
  const said = Object.entries(attributes)
    .map(([key, value]) => ` ${key}=${JSON.stringify(value)}`)
    .join("");
  const words = node.text
    ? ` "${node.text.lines
        .map((line) => line.text)
        .join(" ")
        .slice(0, 50)}"`
    : "";
  const { x, y, width, height } = node.rect;
  const place = [x, y, width, height].map(Math.round).join();
  return [
    `${"  ".repeat(depth)}<${tag} .${name}${said}> ${node.layout?.kind ?? ""}${words} (${place})`,
    ...node.children.map((child) => outline(child, depth + 1)),
  ].join("\n");
}
