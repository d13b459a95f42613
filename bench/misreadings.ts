/**
 * How often a mockup's text is read wrong, and how often nobody is told: texts of the mockup beside what the inspection says stands
 * there, by kind.
 *
 *   npx tsx bench/misreadings.ts --set DIR [--set DIR …] [--ids d01,r02] [--inspections CACHE] [--show]
 *
 * DIR holds `<id>.json` ({ deviceScaleFactor, mockup?, lines: [{ text, x, y, w, h, alpha }] }) and the mockups. The scale is found out as
 * in a run. CACHE keeps inspections as JSON between runs: `<id>.json`. What is wrong and not marked doubtful is silent.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createSession } from "../src/app/session/createSession";
import type { Rect } from "../src/base/geometry";
import type { Inspection, TextLine } from "../src/inspect/inspection";
import { isSameText } from "../src/inspect/read/weigh/weighReadings";
import type { Session } from "../src/run/session";

interface Truth {
  readonly deviceScaleFactor: number;
  readonly mockup?: string;
  readonly lines: readonly {
    readonly text: string;
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
    readonly alpha: number;
  }[];
}

/** A text of the mockup and what was read there: lines that share their place belong together. */
interface Place {
  readonly wanted: { readonly text: string; readonly box: Rect }[];
  readonly read: TextLine[];
}

const KINDS = ["words", "numbers", "codes"] as const;
type Kind = (typeof KINDS)[number];
const COLUMNS = ["lines", "right", "silent", "doubtful", "missing", "doubted"] as const;
type Counts = Record<(typeof COLUMNS)[number], number>;

/** Fainter text is decoration. */
const LEAST_ALPHA = 0.2;

const { values: options } = parseArgs({
  options: {
    set: { type: "string", multiple: true },
    ids: { type: "string" },
    inspections: { type: "string" },
    show: { type: "boolean", default: false },
  },
});

await main();

async function main(): Promise<void> {
  const table = new Map<Kind, Counts>(
    KINDS.map((kind) => [
      kind,
      { lines: 0, right: 0, silent: 0, doubtful: 0, missing: 0, doubted: 0 },
    ]),
  );
  const chosen = options.ids?.split(",");
  const session = createSession();
  let invented = 0;
  let seconds = 0;
  try {
    for (const set of options.set ?? []) {
      const names = (await readdir(set)).filter((name) => /^[a-z]\d+\.json$/.test(name)).sort();
      for (const id of names.map((name) => name.slice(0, -".json".length))) {
        if (chosen && !chosen.includes(id)) continue;
        const truth = JSON.parse(await readFile(join(set, `${id}.json`), "utf8")) as Truth;
        const started = performance.now();
        const inspection = await inspect(session, set, id, truth);
        seconds += (performance.now() - started) / 1000;
        invented += count(id, truth, inspection, table);
      }
    }
  } finally {
    await session.dispose();
  }
  console.log(["kind", ...COLUMNS].map((name) => name.padEnd(9)).join(""));
  for (const [kind, counts] of table)
    console.log(
      [kind, ...COLUMNS.map((column) => counts[column])]
        .map((cell) => String(cell).padEnd(9))
        .join(""),
    );
  console.log(`${invented} lines read where no text is; ${seconds.toFixed(0)} s of inspecting`);
}

async function inspect(
  session: Session,
  set: string,
  id: string,
  truth: Truth,
): Promise<Inspection> {
  const path = options.inspections && join(options.inspections, `${id}.json`);
  const kept = path && (await readFile(path, "utf8").catch(() => undefined));
  if (kept) return JSON.parse(kept) as Inspection;
  const signal = new AbortController().signal;
  const source = { kind: "path", path: join(set, truth.mockup ?? `${id}.png`) } as const;
  const inspection = await session.inspect(await session.load(source, undefined, signal), signal);
  if (path) {
    await mkdir(options.inspections ?? ".", { recursive: true });
    await writeFile(path, JSON.stringify(inspection));
  }
  return inspection;
}

/** Counts a page's texts into the table; gives how many lines were read where no text is. */
function count(id: string, truth: Truth, inspection: Inspection, table: Map<Kind, Counts>): number {
  const places = findPlaces(truth, inspection);
  let invented = 0;
  for (const { wanted, read } of places) {
    if (wanted.length === 0) {
      invented += read.length;
      if (options.show) console.log(`  ${id} INVENTED ${textOf(read)}`);
      continue;
    }
    const [expected, actual] = [textOf(wanted), textOf(read)];
    const counts = table.get(kindOf(expected)) as Counts;
    const isDoubtful = read.some((line) => line.doubtful);
    const isRight = isSameText(normalize(expected), normalize(actual));
    counts.lines += wanted.length;
    const column =
      read.length === 0 ? "missing" : isRight ? "right" : isDoubtful ? "doubtful" : "silent";
    counts[column] += isRight || read.length === 0 ? wanted.length : 1;
    if (isRight && isDoubtful) counts.doubted++;
    if (options.show && !isRight)
      console.log(`  ${id} ${column.toUpperCase()} ${expected} => ${actual}`);
  }
  return invented;
}

/** Groups true and read lines that share a place, step by step, so that a line that was cut or joined is compared as a whole. */
function findPlaces(truth: Truth, inspection: Inspection): Place[] {
  const scale = inspection.deviceScaleFactor / truth.deviceScaleFactor;
  const places: Place[] = truth.lines
    .filter((line) => line.alpha > LEAST_ALPHA)
    .map(({ text, x, y, w, h }) => ({
      wanted: [{ text, box: { x, y, width: w, height: h } }],
      read: [],
    }));
  for (const line of inspection.textLines) {
    const box = scaled(line.box, scale);
    const touched = places.filter((place) => place.wanted.some((one) => isSamePlace(one.box, box)));
    const [first, ...others] = touched;
    if (!first) {
      places.push({ wanted: [], read: [line] });
      continue;
    }
    first.read.push(line);
    for (const other of others) {
      first.wanted.push(...other.wanted);
      first.read.push(...other.read);
      places.splice(places.indexOf(other), 1);
    }
  }
  return places;
}

function scaled({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x * by, y: y * by, width: width * by, height: height * by };
}

/** Whether a line's ink lies in the row of a true line (which is higher than its ink), and beside or over a part of it. */
function isSamePlace(line: Rect, ink: Rect): boolean {
  const shared = (from: number, size: number, other: number, otherSize: number): number =>
    Math.min(from + size, other + otherSize) - Math.max(from, other);
  return (
    shared(line.y, line.height, ink.y, ink.height) > 0.6 * Math.min(line.height, ink.height) &&
    shared(line.x, line.width, ink.x, ink.width) > 0.3 * Math.min(line.width, ink.width)
  );
}

/** From left to right. */
function textOf(lines: readonly { readonly text: string; readonly box: Rect }[]): string {
  return [...lines]
    .sort((a, b) => a.box.x - b.box.x)
    .map(({ text }) => text)
    .join(" ");
}

/** A space more or less between two lines that stand side by side is nobody's reading. */
function normalize(text: string): string {
  return text.normalize("NFKC").replace(/\s+/g, " ").trim();
}

/** Codes mix letters and digits or stand for an address; numbers are mostly digits; all else is words. */
function kindOf(text: string): Kind {
  const isCode = /\S@\S|:\/\/|www\.|(?:^|\s)#?(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{4,}(?:\s|$)/.test(
    text,
  );
  if (isCode) return "codes";
  const [digits, letters] = [/\p{N}/gu, /\p{L}/gu].map((some) => (text.match(some) ?? []).length);
  return (digits ?? 0) > 0 && (digits ?? 0) >= (letters ?? 0) ? "numbers" : "words";
}
