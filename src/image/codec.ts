import sharp, { type Sharp } from "sharp";
import { describeError, MockloopError } from "../base/errors";
import { area, type Size } from "../base/geometry";
import { isOpaque, layOnColor, type Bitmap } from "./bitmap";
import { chooseGround } from "./chooseGround";
import { BmpError, decodeBmp, readBmpSize } from "./decodeBmp";
import { shrinkBitmap } from "./shrinkBitmap";
import { sniffImage, type ImageFormat } from "./sniffImage";

/** The formats that are pixels; SVG has to be drawn by a browser. */
export type RasterFormat = Exclude<ImageFormat, "svg">;

export interface ImageLimits {
  /** Width × height as the header states them, checked before anything is decoded. */
  readonly maxPixels: number;
}

/** 40 megapixels: a full-page screenshot of 2880 × 13 800. */
export const IMAGE_LIMITS: ImageLimits = { maxPixels: 40_000_000 };

export interface DecodedImage {
  /** Upright, sRGB, opaque (transparency laid on white, or where writing would vanish on it on a darker ground); the first frame of an animation. */
  readonly bitmap: Bitmap;
  readonly format: RasterFormat;
  /** 1 unless animated. */
  readonly frames: number;
}

/**
 * Decodes a picture file of any {@link RasterFormat}, told by its content.
 *
 * @throws MockloopError MOCKUP_UNSUPPORTED for other content, MOCKUP_TOO_LARGE before decoding when the header states
 * more pixels than `limits` allow, MOCKUP_CORRUPT when the file is broken or cut off.
 */
export async function decodeImage(
  bytes: Uint8Array,
  limits: ImageLimits = IMAGE_LIMITS,
): Promise<DecodedImage> {
  const format = sniffImage(bytes);
  if (format === undefined || format === "svg")
    throw new MockloopError(
      "MOCKUP_UNSUPPORTED",
      "The file is no picture Mockloop can decode. Use PNG, JPEG, WebP, AVIF, GIF or BMP.",
    );
  try {
    const { frames, ...size } = await readHeader(bytes, format);
    assertPixels(size, limits);
    return { bitmap: await decodePixels(bytes, format, limits), format, frames };
  } catch (error) {
    throw error instanceof MockloopError ? error : decodeError(error);
  }
}

/**
 * `bitmap` as PNG; the same pixels give the same bytes. A bitmap without transparency is written without alpha.
 */
export async function encodePng(bitmap: Bitmap): Promise<Uint8Array> {
  const image = sharpOf(bitmap);
  const compact = isOpaque(bitmap) ? image.removeAlpha() : image;
  return compact.png({ compressionLevel: 6, adaptiveFiltering: false, palette: false }).toBuffer();
}

/** The pixels of a PNG as they are, alpha included: for screenshots and pictures of our own making. */
export async function decodePng(bytes: Uint8Array): Promise<Bitmap> {
  return toBitmap(sharp(bytes, { limitInputPixels: false }));
}

/**
 * `bitmap` at another size in device px (at least 1 × 1; proportions are the caller's). "lanczos" for people and models,
 * "nearest" to enlarge without blur, "area" to shrink to exact means.
 */
export async function resizeBitmap(
  bitmap: Bitmap,
  width: number,
  height: number,
  kernel: "lanczos" | "nearest" | "area" = "lanczos",
): Promise<Bitmap> {
  if (bitmap.width === width && bitmap.height === height) return bitmap;
  if (kernel === "area") return shrinkBitmap(bitmap, width, height);
  const resampling = kernel === "lanczos" ? sharp.kernel.lanczos3 : sharp.kernel.nearest;
  return toBitmap(sharpOf(bitmap).resize(width, height, { fit: "fill", kernel: resampling }));
}

async function readHeader(
  bytes: Uint8Array,
  format: RasterFormat,
): Promise<Size & { frames: number }> {
  if (format === "bmp") return { ...readBmpSize(bytes), frames: 1 };
  const { width, height, pages } = await sharp(bytes, { limitInputPixels: false }).metadata();
  return { width, height, frames: pages ?? 1 };
}

function assertPixels(size: Size, limits: ImageLimits): void {
  if (area(size) <= limits.maxPixels) return;
  const megapixels = (pixels: number): string => `${Math.round(pixels / 1e5) / 10} megapixels`;
  throw new MockloopError(
    "MOCKUP_TOO_LARGE",
    `The picture is ${size.width} × ${size.height} pixels (${megapixels(area(size))}); at most ${megapixels(limits.maxPixels)} are accepted. Scale it down or cut it into several mockups.`,
  );
}

/** Straight from sharp's buffer: neither the library nor we copy the pixels once more. */
async function decodePixels(
  bytes: Uint8Array,
  format: RasterFormat,
  limits: ImageLimits,
): Promise<Bitmap> {
  // "error": broken pixel data is refused, while odd but harmless metadata is not.
  const image =
    format === "bmp"
      ? sharpOf(decodeBmp(bytes))
      : sharp(bytes, { failOn: "error", limitInputPixels: limits.maxPixels }).autoOrient();
  const bitmap = await toBitmap(image);
  return isOpaque(bitmap) ? bitmap : layOnColor(bitmap, chooseGround(bitmap));
}

async function toBitmap(image: Sharp): Promise<Bitmap> {
  const { data, info } = await image
    .toColourspace("srgb")
    .ensureAlpha()
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  const rgba = new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength);
  return { width: info.width, height: info.height, rgba };
}

function sharpOf({ width, height, rgba }: Bitmap): Sharp {
  return sharp(rgba, { raw: { width, height, channels: 4 }, limitInputPixels: false });
}

function decodeError(error: unknown): MockloopError {
  const detail = describeError(error);
  if (error instanceof BmpError && error.kind === "unsupported")
    return new MockloopError(
      "MOCKUP_UNSUPPORTED",
      "This kind of BMP is not supported. Save the picture as PNG and try again.",
      { detail, cause: error },
    );
  return new MockloopError(
    "MOCKUP_CORRUPT",
    "The picture is damaged or incomplete. Export or download it again.",
    { detail, cause: error },
  );
}
