/**
 * How well text is found, read and its font estimated, against mockups with ground truth:
 *
 *     npx tsx bench/text.ts FOLDER [id …] [--show]
 *
 * FOLDER holds `<id>.png` and `<id>.json` ({ deviceScaleFactor, lines: [{ text, x, y, w, h, color, fontSize, … }] }).
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { iou, type Rect } from "../src/base/geometry";
import { loadCatalogFonts } from "../src/fonts/fontFiles";
import { decodePng } from "../src/image/codec";
import { fitFonts, type FittedLine } from "../src/inspect/fonts/fitFonts";
import { readLines } from "../src/inspect/read/readLines";
import type { ReadLine } from "../src/inspect/read/readLine";
import { segmentBitmap } from "../src/inspect/segment/segment";
import { createTesseractReader } from "../src/inspect/read/tesseractReader";
import { createBrowserProcess } from "../src/render/browser/browserProcess";
import { createPuppeteerFontProbe } from "../src/render/trials/puppeteerFontProbe";

interface TrueLine {
  text: string;
  x: number;
  y: number;
  w: number;
  h: number;
  color: [number, number, number];
  inkColor?: [number, number, number];
  alpha: number;
  fontSize: number;
  fontWeight: number;
  fontFamily: string;
  runs?: unknown[];
}

/** What the machine that drew the mockups used for families it did not have. */
const DRAWN_AS: Readonly<Record<string, string>> = {
  "system-ui": "Inter",
  "Helvetica Neue": "Liberation Sans",
  Arial: "Liberation Sans",
  Georgia: "Liberation Serif",
  "GDS Transport": "Liberation Sans",
  "Source Sans Pro": "Source Sans 3",
  Muli: "Mulish",
  Menlo: "Liberation Mono",
  "SF Mono": "Liberation Mono",
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { show: { type: "boolean", default: false } },
});
const [folder, ...chosen] = positionals;
if (!folder) throw new Error("Name the folder with the mockups.");
const ids =
  chosen.length > 0
    ? chosen
    : readdirSync(folder)
        .filter((name) => name.endsWith(".png"))
        .map((name) => name.slice(0, -4))
        .sort();

const browser = createBrowserProcess({});
const probe = createPuppeteerFontProbe(browser, { fonts: await loadCatalogFonts() });
const reader = createTesseractReader();
const all = { lines: 0, found: 0, exact: 0, characters: 0, errors: 0, extra: 0 };
const fonts = {
  lines: 0,
  family: 0,
  weight: 0,
  near: 0,
  color: [] as number[],
  size: [] as number[],
};
const width: number[] = [];
const times: { segment: number; read: number; fit: number }[] = [];

for (const id of ids) {
  const truth = JSON.parse(readFileSync(join(folder, `${id}.json`), "utf8")) as {
    deviceScaleFactor: number;
    fonts: { family: string }[];
    lines: TrueLine[];
  };
  const bitmap = await decodePng(readFileSync(join(folder, `${id}.png`)));
  const scale = truth.deviceScaleFactor;
  let at = performance.now();
  const lap = (): number => -(at - (at = performance.now()));
  const segmentation = segmentBitmap(bitmap, scale);
  const time = { segment: lap(), read: 0, fit: 0 };
  const { lines } = await readLines(bitmap, segmentation.lines, reader);
  time.read = lap();
  const fitted = await fitFonts(lines, bitmap, scale, probe);
  time.fit = lap();
  times.push(time);
  const page = score(
    truth.lines.filter((line) => line.alpha > 0.2),
    lines,
    fitted,
    scale,
    truth.fonts[0]?.family ?? "",
    id,
  );
  console.log(
    `${id} lines ${page.lines} found ${page.found} exact ${page.exact} extra ${page.extra} | segment ${Math.round(time.segment)} read ${Math.round(time.read)} fit ${Math.round(time.fit)} ms | ${truth.fonts[0]?.family ?? ""} → ${mainFamily(fitted)}`,
  );
}
await reader.dispose();
await probe.dispose();
await browser.dispose();

const percent = (part: number, whole: number): string =>
  `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
const quantile = (numbers: number[], q: number): string =>
  (numbers.sort((a, b) => a - b)[Math.floor((numbers.length - 1) * q)] ?? NaN).toFixed(2);
const meanMs = (key: keyof (typeof times)[0]): number =>
  Math.round(times.reduce((sum, time) => sum + time[key], 0) / times.length);
console.log(`
lines     ${all.lines}, found ${percent(all.found, all.lines)}, extra ${all.extra}
reading   exact ${percent(all.exact, all.lines)} of all, ${percent(all.exact, all.found)} of the found; character errors ${percent(all.errors, all.characters)} of the found
font      size error median ${quantile(fonts.size, 0.5)} p90 ${quantile(fonts.size, 0.9)} px; family ${percent(fonts.family, fonts.lines)}; weight ${percent(fonts.weight, fonts.lines)}, ±100 ${percent(fonts.near, fonts.lines)}
width     advance error median ${quantile(width, 0.5)} p90 ${quantile(width, 0.9)} px
colour    error median ${quantile(fonts.color, 0.5)} p90 ${quantile(fonts.color, 0.9)} of 255
time      segment ${meanMs("segment")}, read ${meanMs("read")}, fit ${meanMs("fit")} ms a page`);

function score(
  truths: TrueLine[],
  lines: readonly ReadLine[],
  fitted: readonly FittedLine[],
  scale: number,
  fallback: string,
  id: string,
): typeof all {
  const page = { lines: truths.length, found: 0, exact: 0, characters: 0, errors: 0, extra: 0 };
  const used = new Set<number>();
  for (const truth of truths) {
    const best = lines
      .map((line, i) => ({ i, fit: overlapX(truth, line, scale) }))
      .filter(({ i, fit }) => !used.has(i) && fit > (truth.runs ? 0.2 : 0.5))
      .sort((a, b) => b.fit - a.fit)[0];
    const line = best && lines[best.i];
    const fit = best && fitted[best.i];
    if (!line || !fit) {
      if (values.show) console.log(`  ${id} MISSED ${truth.text}`);
      continue;
    }
    used.add(best.i);
    page.found++;
    const [wanted, got] = [
      plain(truth.text),
      plain(truth.runs ? joinRuns(truth, lines, scale) : line.text),
    ];
    const errors = distance(wanted, got);
    page.characters += wanted.length;
    page.errors += errors;
    if (errors === 0) page.exact++;
    else if (values.show)
      console.log(`  ${id} READ ${wanted} => ${got} (${line.confidence.toFixed(2)})`);
    if (errors === 0 && !truth.runs) scoreFont(truth, fit, fallback, id);
  }
  page.extra = lines.length - used.size;
  if (values.show)
    lines.forEach((line, i) => {
      if (!used.has(i))
        console.log(
          `  ${id} EXTRA ${line.text} (${line.confidence.toFixed(2)}) ${fitted[i]?.plausible ? "" : "implausible"} ${fitted[i]?.font.confidence.toFixed(2)}`,
        );
    });
  for (const key of Object.keys(all) as (keyof typeof all)[]) all[key] += page[key];
  return page;
}

function scoreFont(truth: TrueLine, fit: FittedLine, fallback: string, id: string): void {
  const { font, color } = fit;
  fonts.lines++;
  const named = DRAWN_AS[truth.fontFamily] ?? truth.fontFamily;
  const family = named === "-apple-system" ? fallback : named;
  if (font.family === family) fonts.family++;
  const drawnWeight = family.startsWith("Liberation")
    ? truth.fontWeight >= 600
      ? 700
      : 400
    : truth.fontWeight;
  if (font.weight === drawnWeight) fonts.weight++;
  if (Math.abs(font.weight - drawnWeight) <= 100) fonts.near++;
  const sizeError = Math.abs(font.sizePx - truth.fontSize);
  fonts.size.push(sizeError);
  width.push(Math.abs(font.advanceWidth - font.letterSpacingPx - truth.w));
  const wanted = truth.color.map(
    (channel, c) => (truth.alpha < 1 ? truth.inkColor?.[c] : channel) ?? 0,
  );
  fonts.color.push(Math.max(...wanted.map((channel, c) => Math.abs(channel - (color[c] ?? 0)))));
  const colorError = fonts.color.at(-1) ?? 0;
  if (values.show && colorError > 8)
    console.log(
      `  ${id} COLOUR "${truth.text.slice(0, 30)}" ${wanted.join()} (alpha ${truth.alpha}) => ${color.join()}`,
    );
  if (values.show && (sizeError > 0.3 || font.family !== family || font.weight !== drawnWeight))
    console.log(
      `  ${id} FONT "${truth.text.slice(0, 30)}" ${family} ${truth.fontSize}/${drawnWeight} => ${font.family} ${font.sizePx}/${font.weight}${font.italic ? " italic" : ""} ls ${font.letterSpacingPx} (${font.confidence.toFixed(2)})`,
    );
}

/** A line in several colours is read in parts. */
function joinRuns(truth: TrueLine, lines: readonly ReadLine[], scale: number): string {
  return lines
    .filter(({ candidate: { box } }) => {
      const [x, y] = [(box.x + box.width / 2) / scale, (box.y + box.height / 2) / scale];
      return x > truth.x && x < truth.x + truth.w && y > truth.y && y < truth.y + truth.h;
    })
    .sort((a, b) => a.candidate.box.x - b.candidate.box.x)
    .map(({ text }) => text)
    .join(" ");
}

/** Overlap of a true line box (taller than the ink) and a read line's ink: IoU across, if they share the row. */
function overlapX(truth: TrueLine, line: ReadLine, scale: number): number {
  const { box } = line.candidate;
  const shared =
    Math.min(truth.y + truth.h, (box.y + box.height) / scale) - Math.max(truth.y, box.y / scale);
  if (shared < 0.6 * Math.min(truth.h, box.height / scale)) return 0;
  const flat = (x: number, w: number): Rect => ({ x, y: 0, width: w, height: 1 });
  return iou(flat(truth.x, truth.w), flat(box.x / scale, box.width / scale));
}

function mainFamily(fitted: readonly FittedLine[]): string {
  const counts = new Map<string, number>();
  for (const { font } of fitted) counts.set(font.family, (counts.get(font.family) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([family, count]) => `${family} ${count}`)
    .join(", ");
}

/** Typographic variants that look alike count as equal. */
function plain(text: string): string {
  return text
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[–—−]/g, "-")
    .replace(/…/g, "...")
    .replace(/\s+/g, " ")
    .trim();
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
