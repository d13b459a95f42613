/**
 * How well our fidelity agrees with the ground-truth scorer, over pages of very different quality:
 *
 *     npx tsx bench/scoreAgreement.ts MOCKUPS KIT [id …] [--eyes truth|ocr] [--pages FOLDER] [--json FILE]
 *
 * MOCKUPS holds `<id>.png` with the ground truth `<id>.json`, KIT the scorer (capture.js, metrics.js, its packages
 * installed). `--eyes ocr` inspects the mockups as the product does instead of taking the lines from the ground truth.
 * `--pages` adds `FOLDER/<id>/index.html`. `--json` keeps every score.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { FidelityInput } from "../src/compare/fidelity";
import { createComparer } from "../src/compare/comparePage";
import { provideFonts } from "../src/fonts/fontFiles";
import type { Bitmap } from "../src/image/bitmap";
import { inspectMockup } from "../src/inspect/inspectMockup";
import type { Inspection } from "../src/inspect/inspection";
import { createTesseractReader } from "../src/inspect/read/tesseractReader";
import { loadMockup } from "../src/mockup/loadMockup";
import { createBrowserProcess } from "../src/render/browser/browserProcess";
import { createPuppeteerRenderer } from "../src/render/puppeteerRenderer";
import { buildCandidates, type Candidate, type GroundTruth } from "./agreementCandidates";
import { mean, pearson, spearman } from "./correlation";

interface Kit {
  launch(): Promise<{ close(): Promise<void> }>;
  captureHtml(browser: unknown, file: string, truth: GroundTruth): Promise<{ png: unknown }>;
  score(
    truth: GroundTruth,
    mockup: unknown,
    page: unknown,
    png: unknown,
    options: object,
  ): {
    combined: number;
    d2c: { mean4: number };
  };
  readPng(bytes: Uint8Array): unknown;
}

interface Row {
  readonly id: string;
  readonly candidate: string;
  readonly combined: number;
  readonly fidelity: number;
  readonly input: FidelityInput;
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    eyes: { type: "string", default: "truth" },
    pages: { type: "string" },
    json: { type: "string" },
  },
});
const [mockups, kitFolder, ...chosen] = positionals;
if (!mockups || !kitFolder) throw new Error("Name the folder with the mockups and the scorer's.");

const kit = loadKit(kitFolder);
const scratch = await mkdtemp(join(tmpdir(), "mockloop-agreement-"));
const browser = createBrowserProcess();
const renderer = createPuppeteerRenderer(browser);
const reader = values.eyes === "ocr" ? createTesseractReader() : undefined;
const scorerBrowser = await kit.launch();
const rows: Row[] = [];
try {
  const ids = readdirSync(mockups)
    .filter((name) => name.endsWith(".png"))
    .map((name) => name.slice(0, -4));
  for (const id of chosen.length > 0 ? chosen : ids) {
    rows.push(...(await scoreMockup(id)));
    const own = rows.filter((row) => row.id === id);
    console.log(id, "spearman", agreement(own, spearman), "pearson", agreement(own, pearson));
  }
} finally {
  await renderer.dispose();
  await browser.dispose();
  await reader?.dispose();
  await scorerBrowser.close();
  await rm(scratch, { recursive: true });
}
report();

async function scoreMockup(id: string): Promise<Row[]> {
  const truth = JSON.parse(
    readFileSync(join(mockups as string, `${id}.json`), "utf8"),
  ) as GroundTruth;
  const path = join(mockups as string, `${id}.png`);
  const mockup = await loadMockup(
    { kind: "path", path },
    { deviceScaleFactor: truth.deviceScaleFactor },
  );
  const inspection = reader
    ? await inspectMockup(mockup, { reader })
    : inspectionOf(truth, mockup.bitmap);
  const comparer = createComparer(mockup, inspection);
  const expected = kit.readPng(readFileSync(path));
  const scored: Row[] = [];
  for (const [name, files] of await candidatesFor(truth, mockup.bitmap)) {
    const provided = await provideFonts(files);
    const outcome = await renderer.render({
      files: provided,
      entry: "index.html",
      viewport: mockup.cssSize,
      deviceScaleFactor: mockup.deviceScaleFactor,
    });
    if (!outcome.ok) continue;
    const { fidelity, fidelityInput } = await comparer.compare(outcome.render);
    const page = await kit.captureHtml(scorerBrowser, writeFiles(`${id}-${name}`, provided), truth);
    const { combined } = kit.score(truth, expected, page, page.png, { exactMs: 1000 });
    scored.push({ id, candidate: name, combined, fidelity, input: fidelityInput });
  }
  return scored;
}

async function candidatesFor(truth: GroundTruth, bitmap: Bitmap): Promise<Candidate[]> {
  const built = await buildCandidates(truth, bitmap);
  if (!values.pages) return built;
  const folder = join(values.pages, truth.id);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const page = new Map(
    files.map((file) => [file.slice(folder.length + 1), new Uint8Array(readFileSync(file))]),
  );
  return [...built, ["given", page]];
}

/** What a perfect reader would see; `box` is where the glyphs of a line can be, for the ink to be measured in. */
function inspectionOf(truth: GroundTruth, bitmap: Bitmap): Inspection {
  const [red = 255, green = 255, blue = 255] = mainColor(bitmap);
  const raster = truth.images.filter(({ kind }) => /^(img|bg|canvas|video|iframe)$/.test(kind));
  return {
    size: { width: truth.width, height: truth.height },
    deviceScaleFactor: truth.deviceScaleFactor,
    background: [red, green, blue],
    textLines: truth.lines.map((line, i) => {
      const baselineY = line.y + line.h / 2 + 0.36 * line.fontSize;
      const top = baselineY - 0.8 * line.fontSize;
      return {
        id: `t${i + 1}`,
        text: line.text,
        box: { x: line.x, y: top, width: line.w, height: 1.05 * line.fontSize },
        confidence: 1,
        color: line.inkColor ?? line.color,
        background: [red, green, blue],
        font: {
          family: line.fontFamily,
          sizePx: line.fontSize,
          weight: line.fontWeight,
          italic: line.italic ?? false,
          letterSpacingPx: 0,
          baselineY,
          originX: line.x,
          advanceWidth: line.w,
          confidence: 0,
        },
      };
    }),
    boxes: [],
    dividers: [],
    pictures: raster.map(({ x, y, w, h }, i) => ({
      id: `p${i + 1}`,
      box: { x, y, width: w, height: h },
      // Text over a photo is real text here.
      kind: "icon",
      background: [red, green, blue],
    })),
    palette: [],
    fonts: [],
    noise: "clean",
  };
}

function mainColor({ rgba }: Bitmap): number[] {
  const counts = new Map<number, number>();
  let best = 0;
  for (let i = 0; i < rgba.length; i += 4) {
    const key = ((rgba[i] ?? 0) << 16) | ((rgba[i + 1] ?? 0) << 8) | (rgba[i + 2] ?? 0);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if ((counts.get(key) ?? 0) > (counts.get(best) ?? 0)) best = key;
  }
  return [best >> 16, (best >> 8) & 255, best & 255];
}

function writeFiles(name: string, files: ReadonlyMap<string, Uint8Array>): string {
  for (const [path, bytes] of files) {
    const file = join(scratch, name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return join(scratch, name, "index.html");
}

function loadKit(folder: string): Kit {
  const require = createRequire(resolve(folder, "x.js"));
  const { launch, captureHtml } = require("./capture.js") as Pick<Kit, "launch" | "captureHtml">;
  const { score, PNG } = require("./metrics.js") as Pick<Kit, "score"> & {
    PNG: { sync: { read(bytes: Uint8Array): unknown } };
  };
  return { launch, captureHtml, score, readPng: (bytes) => PNG.sync.read(bytes) };
}

function agreement(some: readonly Row[], of: typeof pearson): string {
  return of(
    some.map((row) => row.fidelity),
    some.map((row) => row.combined),
  ).toFixed(3);
}

function report(): void {
  const ids = [...new Set(rows.map((row) => row.id))];
  const within = (of: typeof pearson): string =>
    mean(
      ids.map((id) =>
        Number(
          agreement(
            rows.filter((row) => row.id === id),
            of,
          ),
        ),
      ),
    ).toFixed(3);
  console.log(`\n${ids.length} mockups, ${rows.length} pages, eyes: ${values.eyes}`);
  console.log(
    "all pages      spearman",
    agreement(rows, spearman),
    "pearson",
    agreement(rows, pearson),
  );
  console.log("within mockups spearman", within(spearman), "pearson", within(pearson));
  for (const name of new Set(rows.map((row) => row.candidate))) {
    const own = rows.filter((row) => row.candidate === name);
    console.log(
      name.padEnd(18),
      "fidelity",
      mean(own.map((row) => row.fidelity)).toFixed(3),
      "combined",
      mean(own.map((row) => row.combined)).toFixed(3),
    );
  }
  if (values.json) writeFileSync(values.json, JSON.stringify(rows));
}
