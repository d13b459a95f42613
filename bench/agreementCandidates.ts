import type { Bitmap } from "../src/image/bitmap";
import { encodePng } from "../src/image/codec";
import { fontFaceCss } from "../src/fonts/fontFaceCss";
import { fontStack } from "../src/fonts/fontStack";

/** A line of a ground-truth file, CSS px. */
export interface TrueLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly color: readonly [number, number, number];
  readonly inkColor?: readonly [number, number, number];
  readonly fontSize: number;
  readonly fontWeight: number;
  readonly italic?: boolean;
  readonly fontFamily: string;
}

/** The ground truth of one mockup, as far as it is needed here. */
export interface GroundTruth {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly deviceScaleFactor: number;
  readonly lines: readonly TrueLine[];
  readonly images: readonly {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
    readonly kind: string;
  }[];
}

export type Candidate = readonly [name: string, files: ReadonlyMap<string, Uint8Array>];

/** How a page is spoiled; the default is as good as this way of building gets. */
interface Recipe {
  /** Side of the coloured tiles behind the text, CSS px; 0 for the main colour alone. */
  readonly tile: number;
  readonly line?: (line: TrueLine, index: number) => TrueLine | undefined;
  readonly css?: string;
  readonly before?: string;
  readonly after?: string;
}

const RECIPES: Readonly<Record<string, Recipe>> = {
  "tiles-4": { tile: 4 },
  "tiles-16": { tile: 16 },
  "tiles-48": { tile: 48 },
  "text-only": { tile: 0 },
  "shift-3": { tile: 16, line: (line) => ({ ...line, x: line.x + 3, y: line.y + 2 }) },
  "shift-12": { tile: 16, line: (line) => ({ ...line, x: line.x + 12, y: line.y + 8 }) },
  "shift-60": { tile: 16, line: (line) => ({ ...line, x: line.x + 20, y: line.y + 60 }) },
  scattered: {
    tile: 16,
    line: (line, i) => ({
      ...line,
      x: line.x + ((i * 37) % 90) - 45,
      y: line.y + ((i * 53) % 70) - 35,
    }),
  },
  recoloured: {
    tile: 16,
    line: (line) => ({ ...line, color: [200, 30, 160], inkColor: [200, 30, 160] }),
  },
  larger: { tile: 16, line: (line) => ({ ...line, fontSize: line.fontSize * 1.2 }) },
  "missing-a-third": { tile: 16, line: (line, i) => (i % 3 === 0 ? undefined : line) },
  "missing-most": { tile: 16, line: (line, i) => (i % 4 === 0 ? line : undefined) },
  reworded: {
    tile: 16,
    line: (line, i) => (i % 2 ? line : { ...line, text: line.text.split("").reverse().join("") }),
  },
  textless: { tile: 8, line: () => undefined },
  grown: { tile: 16, after: '<div style="height:140vh"></div>' },
  "wrong-ground": { tile: 0, css: "body{background:#7f3fbf!important}" },
};

/** Pages of very different quality for one mockup, built from its ground truth. */
export async function buildCandidates(truth: GroundTruth, mockup: Bitmap): Promise<Candidate[]> {
  const candidates = Object.entries(RECIPES).map(([name, recipe]): Candidate => {
    const html = absolutePage(truth, mockup, recipe);
    return [name, new Map([["index.html", new TextEncoder().encode(html)]])];
  });
  const list = `<body style="margin:8px">${truth.lines.map((line) => `<div>${escape(line.text)}</div>`).join("")}`;
  candidates.push(["list", new Map([["index.html", new TextEncoder().encode(list)]])]);
  const picture = `<img src="mockup.png" style="position:absolute;left:0;top:0;width:${truth.width}px">`;
  const png = await encodePng(mockup);
  for (const [name, recipe] of [
    ["pasted", { tile: 0, line: () => undefined, before: picture }],
    ["pasted-with-text", { tile: 0, before: picture }],
  ] as const)
    candidates.push([
      name,
      new Map([
        ["index.html", new TextEncoder().encode(absolutePage(truth, mockup, recipe))],
        ["mockup.png", png],
      ]),
    ]);
  return candidates;
}

function absolutePage(truth: GroundTruth, mockup: Bitmap, recipe: Recipe): string {
  const lines = truth.lines.flatMap((line, i) =>
    recipe.line ? (recipe.line(line, i) ?? []) : line,
  );
  const faces = lines.map((line) => ({
    family: familyOf(line),
    weight: line.fontWeight,
    italic: line.italic ?? false,
  }));
  const [ground] = tileColors(mockup, 0);
  return `<!doctype html><meta charset="utf-8"><style>${fontFaceCss(faces)}
html,body{margin:0}body{background:${ground ?? "#fff"};position:relative;width:${truth.width}px;height:${truth.height}px;overflow:visible}
b,i{position:absolute;white-space:pre;font-style:normal}i{pointer-events:none}${recipe.css ?? ""}</style><body>
${recipe.before ?? ""}${tiles(truth, mockup, recipe.tile)}${lines.map(textLine).join("\n")}${recipe.after ?? ""}`;
}

function textLine(line: TrueLine): string {
  const [red, green, blue] = line.inkColor ?? line.color;
  const style = `left:${line.x}px;top:${line.y + line.h / 2 - line.fontSize}px;font:${line.italic ? "italic " : ""}${line.fontWeight} ${line.fontSize}px/2 ${fontStack(familyOf(line)).replaceAll('"', "'")};color:rgb(${red},${green},${blue})`;
  return `<b style="${style}">${escape(line.text)}</b>`;
}

/** What the machine that drew the mockups used for families it did not have. */
function familyOf({ fontFamily }: TrueLine): string {
  if (fontFamily === "system-ui") return "Inter";
  if (/apple-system|Helvetica|Arial/.test(fontFamily)) return "Liberation Sans";
  return fontFamily;
}

/** Runs of equal tiles of a row as one element each. */
function tiles(truth: GroundTruth, mockup: Bitmap, tile: number): string {
  if (tile === 0) return "";
  const side = tile * truth.deviceScaleFactor;
  const columns = Math.ceil(mockup.width / side);
  const colors = tileColors(mockup, side);
  const html: string[] = [];
  for (let row = 0; row * side < mockup.height; row++)
    for (let from = 0, to = 0; from < columns; from = to) {
      const color = colors[row * columns + from] as string;
      while (to < columns && colors[row * columns + to] === color) to++;
      const height = Math.min(tile, truth.height - row * tile);
      const width = Math.min(truth.width - from * tile, (to - from) * tile);
      html.push(
        `<i style="left:${from * tile}px;top:${row * tile}px;width:${width}px;height:${height}px;background:${color}"></i>`,
      );
    }
  return html.join("");
}

/** The most common colour of each square of `side` device px, row by row; of everything for 0. */
function tileColors({ width, height, rgba }: Bitmap, side: number): string[] {
  const [stepX, stepY] = side === 0 ? [width, height] : [side, side];
  const colors: string[] = [];
  for (let y0 = 0; y0 < height; y0 += stepY)
    for (let x0 = 0; x0 < width; x0 += stepX) {
      const counts = new Map<number, number>();
      let best = 0;
      for (let y = y0; y < Math.min(height, y0 + stepY); y++)
        for (let x = x0; x < Math.min(width, x0 + stepX); x++) {
          const i = (y * width + x) * 4;
          const key = ((rgba[i] ?? 0) << 16) | ((rgba[i + 1] ?? 0) << 8) | (rgba[i + 2] ?? 0);
          const count = (counts.get(key) ?? 0) + 1;
          counts.set(key, count);
          if (count > (counts.get(best) ?? 0)) best = key;
        }
      colors.push(`#${best.toString(16).padStart(6, "0")}`);
    }
  return colors;
}

function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}
