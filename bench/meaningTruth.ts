/** Ground truth of what texts mean, and its match with the texts of a draft. Shared by meaning.ts and fitMeaning.ts. */
import { access, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Session } from "../src/run/session";
import type { Inspection } from "../src/inspect/inspection";
import type { Kind } from "../src/design/meaning/texts/kinds";
import type { Scene, SceneText } from "../src/design/meaning/scene";
import { describeScene } from "../src/design/meaning/scene";
import type { SettledDraft } from "../src/design/draft/settleType";
import { settleDraft } from "../src/design/settleDraft";
import type { Draft } from "../src/design/draft/draft";

export interface TruthLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly kind: string;
  readonly tag: string;
}

export interface Page {
  readonly id: string;
  readonly settled: SettledDraft;
  readonly draft: Draft;
  readonly scene: Scene;
  /** Lines of the original page with the text and line of the draft that shows each (undefined: not read). */
  readonly lines: readonly {
    readonly line: TruthLine;
    readonly kind: Kind;
    readonly seen: Seen | undefined;
  }[];
}

export interface Seen {
  readonly text: SceneText;
  readonly lineIndex: number;
}

const TAGS: Readonly<Record<string, Kind>> = {
  h1: "heading",
  h2: "heading",
  h3: "heading",
  h4: "heading",
  h5: "heading",
  h6: "heading",
  a: "link",
  button: "button",
  summary: "button",
  td: "cell",
  th: "cell",
  li: "item",
  dt: "item",
  dd: "item",
  label: "label",
  legend: "label",
  p: "paragraph",
  blockquote: "paragraph",
};

/** What an element says its text is; undefined where it says nothing. */
export function kindOfTag(tag: string, type?: string): Kind | undefined {
  if (/^(input|textarea|select)$/.test(tag))
    return /^(submit|button|reset|checkbox|radio)$/.test(type ?? "") ? "button" : "field";
  return TAGS[tag];
}

function kindOf({ kind, tag }: TruthLine): Kind {
  if (/placeholder|value|option/.test(kind)) return "field";
  if (kind === "button") return "button";
  return TAGS[tag] ?? "plain";
}

export async function loadPages(
  session: Session,
  set: string,
  inspections: string,
  only?: string,
): Promise<Page[]> {
  const wanted =
    only?.split(",") ?? (await readdir(inspections)).map((name) => name.slice(0, -5)).sort();
  const pages: Page[] = [];
  for (const id of wanted) pages.push(await loadPage(session, set, inspections, id));
  return pages;
}

async function loadPage(
  session: Session,
  set: string,
  inspections: string,
  id: string,
): Promise<Page> {
  const facts = JSON.parse(await readFile(join(set, `${id}.json`), "utf8")) as {
    deviceScaleFactor: number;
    mockup?: string;
    lines: TruthLine[];
  };
  const inspection = JSON.parse(
    await readFile(join(inspections, `${id}.json`), "utf8"),
  ) as Inspection;
  const drawn = await access(join(set, facts.mockup ?? `${id}.png`)).then(
    () => true,
    () => false,
  );
  const source = { kind: "path", path: join(set, facts.mockup ?? `${id}.png`) } as const;
  const mockup = drawn
    ? await session.load(source, inspection.deviceScaleFactor, new AbortController().signal)
    : undefined;
  const settled = settleDraft(inspection, mockup?.bitmap);
  const { draft } = settled;
  const scene = describeScene(draft);
  const lines = facts.lines.map((line) => ({ line, kind: kindOf(line), seen: find(line, scene) }));
  return { id, settled, draft, scene, lines };
}

/** The line of the draft over the middle of which this one lies, when some of its words are the same. */
function find(line: TruthLine, scene: Scene): Seen | undefined {
  let best: Seen | undefined;
  let bestCost = Infinity;
  for (const text of scene.texts)
    text.block.lines.forEach(({ ink, text: words }, lineIndex) => {
      const dy = Math.abs(ink.y + ink.height / 2 - line.y - line.h / 2);
      const dx = Math.max(0, line.x - (ink.x + ink.width), ink.x - line.x - line.w);
      if (dy > 0.7 * line.h || dx > 4) return;
      const a = flat(words);
      const b = flat(line.text);
      const alike = a.includes(b) || b.includes(a) || shareOfWords(a, b) > 0.5;
      const cost = dy + dx + (alike ? 0 : 20);
      if (cost >= bestCost || cost >= 24) return;
      best = { text, lineIndex };
      bestCost = cost;
    });
  return best;
}

const flat = (text: string): string => text.toLowerCase().replace(/\s+/g, " ").trim();

function shareOfWords(a: string, b: string): number {
  const words = new Set(a.split(" "));
  const other = b.split(" ");
  return other.filter((word) => words.has(word)).length / other.length;
}
