import type { TextDrawing, TextMetrics, TextSample } from "../../fonts/fontProbe";

/**
 * What runs inside the font probe's page. Each function is sent as text (see pageScript), so none may use anything
 * from outside itself; what they need of the page is declared here, as the project is typed without the DOM.
 */
declare const document: {
  createElement(tag: "canvas"): PageCanvas;
  readonly fonts: { add(face: PageFontFace): void };
};
declare const FontFace: new (
  family: string,
  source: string,
  descriptors: { weight: string; style: string },
) => PageFontFace;
declare const btoa: (binary: string) => string;
declare const Blob: new (parts: readonly Uint8Array[]) => { stream(): PageStream };
declare const Response: new (stream: PageStream) => { arrayBuffer(): Promise<ArrayBuffer> };
declare const CompressionStream: new (format: "deflate") => object;

interface PageStream {
  pipeThrough(transform: object): PageStream;
}

interface PageFontFace {
  load(): Promise<PageFontFace>;
}

interface PageCanvas {
  width: number;
  height: number;
  getContext(
    kind: "2d",
    options: { alpha: boolean; willReadFrequently: boolean },
  ): PageDrawing | null;
}

interface PageDrawing {
  font: string;
  fillStyle: string;
  letterSpacing: string;
  fontKerning: string;
  direction: "ltr" | "rtl";
  textAlign: "left";
  textBaseline: string;
  fillRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void;
  getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
  measureText(text: string): {
    width: number;
    actualBoundingBoxLeft: number;
    actualBoundingBoxRight: number;
    actualBoundingBoxAscent: number;
    actualBoundingBoxDescent: number;
    fontBoundingBoxAscent: number;
    fontBoundingBoxDescent: number;
  };
}

/** A font file the page can fetch. */
export interface PageFont {
  readonly family: string;
  readonly url: string;
  /** CSS font-weight descriptor: "400" or "100 900". */
  readonly weight: string;
  readonly italic: boolean;
}

/** Loads the fonts; true for each that arrived. */
export async function loadPageFonts(fonts: readonly PageFont[]): Promise<boolean[]> {
  return Promise.all(
    fonts.map(async (font) => {
      try {
        const face = new FontFace(font.family, `url("${font.url}")`, {
          weight: font.weight,
          style: font.italic ? "italic" : "normal",
        });
        document.fonts.add(await face.load());
        return true;
      } catch {
        return false;
      }
    }),
  );
}

/** A TextSample with its face as the CSS font shorthand ("italic 400 {size}px …" around the size). */
export type PageSample = Pick<TextSample, "text" | "sizePx" | "letterSpacingPx"> & {
  /** "italic 700" */
  readonly style: string;
  /** A quoted family. */
  readonly family: string;
  readonly direction: "ltr" | "rtl";
};

/**
 * Ink extents are rounded outwards to whole px at the size they are measured at, so they are measured at 250 px — above
 * 256 px the browser scales a smaller measurement up — and scaled: they are true to 1/250 em. Ascent and descent are
 * rounded in layout too, so they are measured at the size itself.
 */
export function measureSamples(samples: readonly PageSample[]): TextMetrics[] {
  const drawing = document
    .createElement("canvas")
    .getContext("2d", { alpha: false, willReadFrequently: true });
  if (!drawing) throw new Error("The page has no canvas.");
  const fontHeights = new Map<string, { ascent: number; descent: number }>();
  return samples.map(({ text, style, sizePx, family, letterSpacingPx, direction }) => {
    const font = `${style} ${sizePx}px ${family}`;
    let heights = fontHeights.get(font);
    if (!heights) {
      drawing.font = font;
      const measured = drawing.measureText("");
      heights = {
        ascent: measured.fontBoundingBoxAscent,
        descent: measured.fontBoundingBoxDescent,
      };
      fontHeights.set(font, heights);
    }
    const scale = 250 / sizePx;
    drawing.font = `${style} 250px ${family}`;
    drawing.letterSpacing = `${letterSpacingPx * scale}px`;
    drawing.direction = direction;
    drawing.textAlign = "left";
    const measured = drawing.measureText(text);
    return {
      advance: measured.width / scale,
      inkLeft: measured.actualBoundingBoxLeft / scale,
      inkRight: measured.actualBoundingBoxRight / scale,
      inkTop: measured.actualBoundingBoxAscent / scale,
      inkBottom: measured.actualBoundingBoxDescent / scale,
      fontAscent: heights.ascent,
      fontDescent: heights.descent,
    };
  });
}

/** Device px of a drawing are `width`×`height`; everything else is CSS px. */
export type PageTextDrawing = PageSample &
  Pick<TextDrawing, "width" | "height" | "originX" | "baselineY">;

/** Draws each on a canvas of its own size; the red channels one after the other, deflated, base64. */
export async function drawSamples(job: {
  readonly drawings: readonly PageTextDrawing[];
  readonly scale: number;
}): Promise<string> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, ...job.drawings.map((item) => item.width));
  canvas.height = Math.max(1, ...job.drawings.map((item) => item.height));
  const drawing = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  if (!drawing) throw new Error("The page has no canvas.");
  const total = job.drawings.reduce((sum, item) => sum + item.width * item.height, 0);
  const grey = new Uint8Array(total);
  let at = 0;
  for (const item of job.drawings) {
    drawing.setTransform(1, 0, 0, 1, 0, 0);
    drawing.fillStyle = "#fff";
    drawing.fillRect(0, 0, item.width, item.height);
    drawing.setTransform(job.scale, 0, 0, job.scale, 0, 0);
    drawing.fillStyle = "#000";
    drawing.font = `${item.style} ${item.sizePx}px ${item.family}`;
    drawing.letterSpacing = `${item.letterSpacingPx}px`;
    drawing.direction = item.direction;
    drawing.textAlign = "left";
    drawing.fillText(item.text, item.originX, item.baselineY);
    const { data } = drawing.getImageData(0, 0, item.width, item.height);
    for (let i = 0; i < data.length; i += 4) grey[at++] = data[i] as number;
  }
  // Most of it is white: deflated, it crosses the wall to Node several times faster.
  const deflated = new Blob([grey]).stream().pipeThrough(new CompressionStream("deflate"));
  const bytes = new Uint8Array(await new Response(deflated).arrayBuffer());
  let binary = "";
  for (let i = 0; i < bytes.length; i += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(binary);
}
