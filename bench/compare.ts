/**
 * How long a comparison takes, by stage, and beside a peer that does less: one plain pixelmatch, at a stretch and without
 * telling anti-aliasing apart.
 *
 *     npx tsx bench/compare.ts [--width 1280] [--height 800] [--lines 120] [--rounds 15]
 *
 * The page is synthetic: bars for words, all of them moved by 2 px and some reworded, as after a first draft.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseArgs } from "node:util";
import pixelmatch from "pixelmatch";
import type { Rgb } from "../src/base/color";
import type { Rect } from "../src/base/geometry";
import {
  createImageReference,
  findDifferingPixels,
  structuralSimilarity,
} from "../src/compare/image/compareImages";
import { createComparer } from "../src/compare/comparePage";
import { compareText } from "../src/compare/text/compareText";
import { findRegions } from "../src/compare/image/regions";
import { mockupTexts, renderTexts } from "../src/compare/text/comparedText";
import { createBitmap, type Bitmap } from "../src/image/bitmap";
import type { Inspection } from "../src/inspect/inspection";
import type { Mockup } from "../src/mockup/mockup";
import type { Render } from "../src/render/renderer";

const { values } = parseArgs({
  options: {
    width: { type: "string", default: "1280" },
    height: { type: "string", default: "800" },
    lines: { type: "string", default: "120" },
    rounds: { type: "string", default: "15" },
  },
});
const size = { width: Number(values.width), height: Number(values.height) };
const WORDS = "open invoice total customer amount paid due march order number".split(" ");

interface Line {
  readonly text: string;
  readonly ink: Rect;
}

const lines: Line[] = Array.from({ length: Number(values.lines) }, (_, i) => {
  const text = [3, 5, 7].map((k) => WORDS[(i * k) % WORDS.length]).join(" ") + ` ${i}`;
  const [column, row] = [i % 4, Math.floor(i / 4)];
  const ink = { x: 20 + column * 300, y: 20 + row * 24, width: text.length * 7, height: 10 };
  return { text, ink };
});
const changed = lines.map(({ text, ink }, i) => ({
  text: i % 5 === 0 ? text.toUpperCase().replace("A", "E") : text,
  ink: { ...ink, x: ink.x + 2, y: ink.y + 2 },
}));

const mockup: Mockup = {
  name: "bench.png",
  bitmap: draw(lines),
  png: new Uint8Array(),
  cssSize: size,
  deviceScaleFactor: 1,
  hash: "",
};
const inspection = inspectionOf(lines);
const render: Render = {
  bitmap: draw(changed),
  pageSize: size,
  textLines: changed.map(({ text, ink }) => ({
    text,
    box: { ...ink, y: ink.y - 3, height: 17 },
    color: [0, 0, 0],
    fontFamily: "Inter",
    fontSizePx: 14,
    fontWeight: 400,
    selector: "p",
  })),
  elements: [],
  facts: [],
  ms: { load: 0, settle: 0, capture: 0 },
};

const reference = createImageReference(mockup.bitmap, 1);
const comparer = createComparer(mockup, inspection);
const mask = await findDifferingPixels(reference, render.bitmap);
const delay = monitorEventLoopDelay({ resolution: 1 });

const peer = await median("peer: plain pixelmatch", () => {
  const { rgba, width, height } = mockup.bitmap;
  const output = new Uint8ClampedArray(rgba.length);
  return pixelmatch(rgba, render.bitmap.rgba, output, width, height, { includeAA: true });
});
const pixels = await median("differing pixels", () =>
  findDifferingPixels(reference, render.bitmap),
);
const structure = await median("structure (SSIM)", () =>
  structuralSimilarity(reference, render.bitmap),
);
await median("regions", () => findRegions(mask, size, 1));
await median("text", () =>
  compareText(mockupTexts(inspection, mockup.bitmap), renderTexts(render, 1), size),
);
delay.enable();
const whole = await median("whole comparison", () => comparer.compare(render));
delay.disable();
console.log(
  `pixels take ${(pixels / peer).toFixed(1)} × the peer's time, everything ${(whole / peer).toFixed(1)} ×`,
);
console.log(`structure is ${Math.round((structure / whole) * 100)} % of the whole`);
console.log(`longest gap of the event loop ${(delay.max / 1e6).toFixed(0)} ms`);

/** Runs `work` and prints the median of its milliseconds. */
async function median(name: string, work: () => unknown): Promise<number> {
  const times: number[] = [];
  await work();
  for (let round = 0; round < Number(values.rounds); round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  const middle = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;
  console.log(
    name.padEnd(24),
    `${middle.toFixed(1)} ms`.padStart(10),
    `(best ${times[0]?.toFixed(1)})`,
  );
  return middle;
}

/** Each character a bar with a soft rim, as anti-aliased glyphs have. */
function draw(texts: readonly Line[]): Bitmap {
  const bitmap = createBitmap(size.width, size.height);
  for (const { text, ink } of texts)
    Array.from(text).forEach((character, i) => {
      if (character === " ") return;
      const height = ink.height - (character.charCodeAt(0) % 3);
      fill(bitmap, { x: ink.x + i * 7, y: ink.y + 10 - height, width: 5, height }, [140, 140, 140]);
      fill(bitmap, { x: ink.x + i * 7 + 1, y: ink.y + 10 - height, width: 3, height }, [0, 0, 0]);
    });
  return bitmap;
}

function fill(bitmap: Bitmap, { x, y, width, height }: Rect, color: Rgb): void {
  for (let row = y; row < Math.min(bitmap.height, y + height); row++)
    for (let column = x; column < Math.min(bitmap.width, x + width); column++)
      bitmap.rgba.set(color, (row * bitmap.width + column) * 4);
}

function inspectionOf(texts: readonly Line[]): Inspection {
  return {
    size,
    deviceScaleFactor: 1,
    background: [255, 255, 255],
    textLines: texts.map(({ text, ink }, i) => ({
      id: `t${i + 1}`,
      text,
      box: ink,
      confidence: 1,
      color: [0, 0, 0],
      background: [255, 255, 255],
      font: {
        family: "Inter",
        sizePx: 14,
        weight: 400,
        italic: false,
        letterSpacingPx: 0,
        baselineY: ink.y + 10,
        originX: ink.x,
        advanceWidth: ink.width,
        confidence: 1,
      },
    })),
    boxes: [],
    dividers: [],
    pictures: [],
    palette: [],
    fonts: [],
    noise: "clean",
  };
}
