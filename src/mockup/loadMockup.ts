import { createHash } from "node:crypto";
import { raceAbort, throwIfAborted } from "../base/async";
import { describeError, MockloopError } from "../base/errors";
import { area } from "../base/geometry";
import { layOnColor, type Bitmap } from "../image/bitmap";
import { chooseGround } from "../image/chooseGround";
import { decodeImage, encodePng, IMAGE_LIMITS } from "../image/codec";
import { sniffForeign, sniffImage, type ForeignFormat } from "../image/sniffImage";
import { SCALE_RANGE, type InferredScale, type Mockup } from "./mockup";
import { readSource, type MockupSource, type SourceBytes } from "./readSource";

export type { MockupSource } from "./readSource";

/** Draws an SVG at `scale` device px per CSS px, in its own size; nothing in it runs or is fetched. */
export type SvgRasterizer = (
  svg: Uint8Array,
  scale: number,
  signal?: AbortSignal,
) => Promise<Bitmap>;

export interface MockupLimits {
  readonly maxFileBytes: number;
  /** Device px, checked from the header before decoding. */
  readonly maxPixels: number;
  /** Device px of the shorter side. */
  readonly minSide: number;
}

export const MOCKUP_LIMITS: MockupLimits = {
  maxFileBytes: 64_000_000,
  maxPixels: IMAGE_LIMITS.maxPixels,
  minSide: 8,
};

export interface LoadMockupOptions {
  /**
   * In {@link SCALE_RANGE}; undefined: what the name says ("login@2x.png"), else what `inferScale` says, else 1.
   */
  readonly deviceScaleFactor?: number | undefined;
  readonly limits?: MockupLimits;
  /** Asked about pictures, which have pixels of their own; an SVG is drawn at any scale. */
  readonly inferScale?: (bitmap: Bitmap) => InferredScale;
  /** Needed for SVG only. */
  readonly rasterizeSvg?: SvgRasterizer;
}

/**
 * Reads and decodes a mockup: PNG, JPEG, WebP, AVIF, GIF (first frame), BMP or SVG, told by content.
 *
 * @throws MockloopError MOCKUP_NOT_FOUND, MOCKUP_UNSUPPORTED, MOCKUP_CORRUPT, MOCKUP_TOO_LARGE, BAD_OPTION (scale factor
 * out of range, SVG without a rasterizer); AbortError.
 */
export async function loadMockup(
  source: MockupSource,
  options: LoadMockupOptions = {},
  signal?: AbortSignal,
): Promise<Mockup> {
  throwIfAborted(signal);
  const limits = options.limits ?? MOCKUP_LIMITS;
  assertScale(options.deviceScaleFactor);
  const file = await readSource(source, limits.maxFileBytes, signal);
  const saidScale = options.deviceScaleFactor ?? scaleOfName(file.name);
  const bitmap = await raceAbort(decode(file, saidScale ?? 1, limits, options, signal), signal);
  assertSide(file.name, bitmap, limits.minSide);
  const isDrawn = sniffImage(file.bytes) === "svg";
  const inferred = saidScale || isDrawn ? undefined : options.inferScale?.(bitmap);
  const deviceScaleFactor = saidScale ?? inferred?.deviceScaleFactor ?? 1;
  const png = await raceAbort(encodePng(bitmap), signal);
  return {
    name: file.name,
    bitmap,
    png,
    cssSize: {
      width: Math.max(1, Math.round(bitmap.width / deviceScaleFactor)),
      height: Math.max(1, Math.round(bitmap.height / deviceScaleFactor)),
    },
    deviceScaleFactor,
    ...(inferred && inferred.deviceScaleFactor !== 1 && { inferredScale: inferred }),
    hash: createHash("sha256").update(file.bytes).digest("hex"),
  };
}

function assertScale(scale: number | undefined): void {
  if (scale === undefined || isScale(scale)) return;
  const { least, most } = SCALE_RANGE;
  throw new MockloopError(
    "BAD_OPTION",
    `The device scale factor must be a number from ${least} to ${most}, and ${scale} is not. Leave it out to take it from a name such as login@2x.png.`,
  );
}

/** 2 for "login@2x.png", 1.5 for "login@1.5x"; undefined when the name says nothing we could render at. */
function scaleOfName(name: string): number | undefined {
  const scale = Number(/@(\d(?:\.\d+)?)x(?:\.[^.]*)?$/i.exec(name)?.[1]);
  return isScale(scale) ? scale : undefined;
}

function isScale(scale: number): boolean {
  return scale >= SCALE_RANGE.least && scale <= SCALE_RANGE.most;
}

async function decode(
  { name, bytes }: SourceBytes,
  deviceScaleFactor: number,
  limits: MockupLimits,
  { rasterizeSvg }: LoadMockupOptions,
  signal: AbortSignal | undefined,
): Promise<Bitmap> {
  switch (sniffImage(bytes)) {
    case undefined:
      throw unsupported(name, bytes);
    case "svg":
      if (rasterizeSvg)
        return decodeSvg(name, bytes, deviceScaleFactor, limits, rasterizeSvg, signal);
      throw new MockloopError(
        "BAD_OPTION",
        `${name} is an SVG, and there is no browser here to draw it. Export it as PNG and use that.`,
      );
    default:
      return (await decodeImage(bytes, { maxPixels: limits.maxPixels })).bitmap;
  }
}

/** What a file is instead of a mockup, and what to do about it. */
const FOREIGN: Readonly<Record<ForeignFormat, string>> = {
  heic: "a HEIC photo, as phones take them. Export it as JPEG or PNG (on a Mac: Preview, File, Export; on an iPhone: share it by mail or set the camera to Most Compatible)",
  pdf: "a PDF. Export the page you want as PNG or SVG, at 2× if you can, and use that",
  tiff: "a TIFF. Save it as PNG",
  psd: "a Photoshop file. Export it as PNG (File, Export As)",
  jxl: "a JPEG XL picture. Save it as PNG",
  svgz: "compressed with gzip. If it is an SVG, unpack it (gunzip) and use the .svg",
};

function unsupported(name: string, bytes: Uint8Array): MockloopError {
  const foreign = sniffForeign(bytes);
  return new MockloopError(
    "MOCKUP_UNSUPPORTED",
    foreign
      ? `${name} is ${FOREIGN[foreign]}.`
      : `${name} is no picture Mockloop can read, whatever its name says. Use PNG, JPEG, WebP, AVIF, GIF, BMP or SVG.`,
  );
}

async function decodeSvg(
  name: string,
  bytes: Uint8Array,
  scale: number,
  limits: MockupLimits,
  rasterizeSvg: SvgRasterizer,
  signal: AbortSignal | undefined,
): Promise<Bitmap> {
  let bitmap: Bitmap;
  try {
    bitmap = await rasterizeSvg(bytes, scale, signal);
  } catch (error) {
    throwIfAborted(signal);
    if (error instanceof MockloopError) throw error;
    throw new MockloopError(
      "MOCKUP_CORRUPT",
      `${name} could not be drawn. Open it in a browser to see what is wrong, or export it as PNG.`,
      { detail: describeError(error), cause: error },
    );
  }
  if (area(bitmap) > limits.maxPixels)
    throw new MockloopError(
      "MOCKUP_TOO_LARGE",
      `${name} is ${bitmap.width} × ${bitmap.height} pixels when drawn. Give it a smaller width and height.`,
    );
  return layOnColor(bitmap, chooseGround(bitmap));
}

function assertSide(name: string, { width, height }: Bitmap, minSide: number): void {
  if (Math.min(width, height) >= minSide) return;
  throw new MockloopError(
    "MOCKUP_UNSUPPORTED",
    `${name} is only ${width} × ${height} pixels; a mockup has at least ${minSide} on each side. Export it larger.`,
  );
}
