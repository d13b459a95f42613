/**
 * How well text lines and pictures are found, before anything is read, against mockups with ground truth:
 *
 *     npx tsx bench/inspect.ts --set FOLDER [--overlays FOLDER] [--show] [id …]
 *
 * FOLDER holds `<id>.png` and `<id>.json` ({ deviceScaleFactor, lines: [{ text, x, y, w, h }], images: [{ kind, x, y,
 * w, h }] }, CSS px). The lines' boxes are line boxes; they are shrunk to the ink in them before they are compared.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { channelDistance } from "../src/base/color";
import { area, intersection, iou, type Rect } from "../src/base/geometry";
import type { Bitmap } from "../src/image/bitmap";
import { decodePng, encodePng } from "../src/image/codec";
import { drawOverlay } from "../src/inspect/drawOverlay";
import { toBounds } from "../src/base/bounds";
import { colorAt, modeColor } from "../src/inspect/segment/pixels/pixels";
import { segmentBitmap } from "../src/inspect/segment/segment";
import type { Segmentation } from "../src/inspect/segment/segmentation";
import { scaleBorder, scaleRadius, scaleRect } from "../src/inspect/segment/scaleShapes";

interface TrueBox {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

interface GroundTruth {
  readonly deviceScaleFactor: number;
  readonly lines: readonly (TrueBox & { readonly text: string })[];
  readonly images: readonly (TrueBox & { readonly kind: string })[];
}

/** Counts of one mockup. */
interface Tally {
  lines: number;
  linesFound: number;
  candidates: number;
  candidatesRight: number;
  images: number;
  imagesFound: number;
  /** The area of pictures outside of true images, in pages. */
  excess: number;
  milliseconds: number;
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    set: { type: "string" },
    overlays: { type: "string" },
    show: { type: "boolean", default: false },
  },
});
const folder = values.set;
if (!folder) throw new Error("Name the folder with the mockups: --set FOLDER.");
const ids =
  positionals.length > 0
    ? positionals
    : readdirSync(folder)
        .filter((name) => name.endsWith(".png"))
        .map((name) => name.slice(0, -".png".length))
        .sort();
if (values.overlays) mkdirSync(values.overlays, { recursive: true });

const total = emptyTally();
for (const id of ids) {
  const tally = await measurePage(folder, id);
  for (const key of Object.keys(total) as (keyof Tally)[]) total[key] += tally[key];
  console.log(describe(id, tally));
}
console.log(describe("all", total));

function emptyTally(): Tally {
  return {
    lines: 0,
    linesFound: 0,
    candidates: 0,
    candidatesRight: 0,
    images: 0,
    imagesFound: 0,
    excess: 0,
    milliseconds: 0,
  };
}

async function measurePage(set: string, id: string): Promise<Tally> {
  const truth = JSON.parse(readFileSync(join(set, `${id}.json`), "utf8")) as GroundTruth;
  const bitmap = await decodePng(readFileSync(join(set, `${id}.png`)));
  const scale = truth.deviceScaleFactor;
  const start = performance.now();
  const parts = segmentBitmap(bitmap, scale);
  const milliseconds = performance.now() - start;
  if (values.overlays)
    writeFileSync(
      join(values.overlays, `${id}.png`),
      await encodePng(drawOverlay(bitmap, asInspection(parts, bitmap, scale))),
    );
  return { ...compare(truth, bitmap, parts, id), milliseconds };
}

function compare(
  truth: GroundTruth,
  bitmap: Bitmap,
  parts: Segmentation,
  id: string,
): Omit<Tally, "milliseconds"> {
  const scale = truth.deviceScaleFactor;
  const images = truth.images.map((image) => ({ kind: image.kind, box: toDevice(image, scale) }));
  const lines = truth.lines
    .map((line) => ({ text: line.text, box: shrinkToInk(bitmap, toDevice(line, scale)) }))
    .filter(({ box }) => box.width > 2 && box.height > 2);
  const open = new Set(parts.lines);
  let linesFound = 0;
  for (const line of lines) {
    const match = [...open].find((candidate) => iou(candidate.box, line.box) >= 0.5);
    if (match) {
      linesFound++;
      open.delete(match);
    } else if (values.show) console.log(`  ${id} missed`, line.text, line.box);
  }
  // Icons are expected among the candidates, and what lies in a picture is nobody's text.
  const wrong = [...open].filter(
    ({ box, iconCandidate }) =>
      !iconCandidate && !images.some((image) => coverage(box, image.box) > 0.5),
  );
  if (values.show) for (const { box } of wrong) console.log(`  ${id} extra`, box);
  const visible = images.filter((image) => image.box.width >= 4 && image.box.height >= 4);
  const shown = [...parts.pictures, ...parts.lines.filter((line) => line.iconCandidate)];
  return {
    lines: lines.length,
    linesFound,
    candidates: linesFound + wrong.length,
    candidatesRight: linesFound,
    images: visible.length,
    imagesFound: visible.filter((image) => shown.some(({ box }) => iou(box, image.box) >= 0.5))
      .length,
    excess: excessShare(
      parts.pictures.map(({ box }) => box),
      images.map(({ box }) => box),
      bitmap,
    ),
  };
}

/** The share of the page that lies in one of `pictures` but in none of `images`. */
function excessShare(
  pictures: readonly Rect[],
  images: readonly Rect[],
  { width, height }: Bitmap,
): number {
  const mask = new Uint8Array(width * height);
  const paint = (rect: Rect, value: 0 | 1): void => {
    const x0 = Math.max(0, Math.floor(rect.x));
    const x1 = Math.min(width, Math.ceil(rect.x + rect.width));
    const y1 = Math.min(height, Math.ceil(rect.y + rect.height));
    for (let y = Math.max(0, Math.floor(rect.y)); y < y1; y++)
      mask.fill(value, y * width + x0, y * width + Math.max(x0, x1));
  };
  for (const picture of pictures) paint(picture, 1);
  for (const image of images) paint(image, 0);
  return mask.reduce((sum, value) => sum + value, 0) / mask.length;
}

function toDevice(box: TrueBox, scale: number): Rect {
  return {
    x: Math.round(box.x * scale),
    y: Math.round(box.y * scale),
    width: Math.round(box.w * scale),
    height: Math.round(box.h * scale),
  };
}

function coverage(inner: Rect, outer: Rect): number {
  const common = intersection(inner, outer);
  return common ? area(common) / area(inner) : 0;
}

/** The bounds of what differs clearly from the most frequent colour in `box`; `box` itself where that is nothing. */
function shrinkToInk(bitmap: Bitmap, box: Rect): Rect {
  const mode = modeColor(bitmap, toBounds(box));
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let y = Math.max(0, box.y); y < Math.min(bitmap.height, box.y + box.height); y++)
    for (let x = Math.max(0, box.x); x < Math.min(bitmap.width, box.x + box.width); x++) {
      if (!mode || channelDistance(colorAt(bitmap, x, y), mode.color) < 40) continue;
      [x0, x1] = [Math.min(x0, x), Math.max(x1, x + 1)];
      [y0, y1] = [Math.min(y0, y), Math.max(y1, y + 1)];
    }
  return x1 > x0 ? { x: x0, y: y0, width: x1 - x0, height: y1 - y0 } : { ...box, width: 0 };
}

/** Enough of an inspection to draw: candidates stand in for the lines that were not read. */
function asInspection(parts: Segmentation, bitmap: Bitmap, scale: number) {
  return {
    size: { width: bitmap.width / scale, height: bitmap.height / scale },
    deviceScaleFactor: scale,
    background: parts.background,
    palette: parts.palette,
    noise: parts.noise,
    fonts: [],
    textLines: parts.lines.map(({ box, foreground, background }, index) => ({
      id: `t${index + 1}`,
      text: "",
      box: scaleRect(box, scale),
      confidence: 0,
      color: foreground,
      background,
      font: {
        family: "",
        sizePx: 0,
        weight: 400,
        italic: false,
        letterSpacingPx: 0,
        baselineY: 0,
        originX: 0,
        advanceWidth: 0,
        confidence: 0,
      },
    })),
    boxes: parts.boxes.map(({ box, fill, border, radius }, index) => ({
      id: `b${index + 1}`,
      box: scaleRect(box, scale),
      fill,
      border: border && scaleBorder(border, scale),
      radius: scaleRadius(radius, scale),
      shadow: undefined,
    })),
    dividers: parts.dividers.map((divider, index) => ({
      ...divider,
      id: `d${index + 1}`,
      box: scaleRect(divider.box, scale),
    })),
    pictures: parts.pictures.map((picture, index) => ({
      ...picture,
      id: `p${index + 1}`,
      box: scaleRect(picture.box, scale),
    })),
  };
}

function describe(id: string, tally: Tally): string {
  const percent = (part: number, whole: number): string =>
    whole === 0 ? "   –  " : `${((100 * part) / whole).toFixed(1).padStart(5)}%`;
  return [
    id.padEnd(4),
    `lines ${String(tally.lines).padStart(4)}`,
    `recall ${percent(tally.linesFound, tally.lines)}`,
    `precision ${percent(tally.candidatesRight, tally.candidates)}`,
    `images ${tally.imagesFound}/${tally.images}`,
    `excess ${(100 * tally.excess).toFixed(1).padStart(5)}%`,
    `${Math.round(tally.milliseconds)} ms`,
  ].join("  ");
}
