import type { Size } from "../base/geometry";
import type { Bitmap } from "../image/bitmap";

/** Device px per CSS px that a mockup may have; less than 1 is a page that was shrunk after it was drawn. */
export const SCALE_RANGE = { least: 0.5, most: 4 } as const;

/** What a picture's pixels say about the scale it was exported at. */
export interface InferredScale {
  /** Device px in a CSS px: 1, 1.5, 2 or 3. */
  readonly deviceScaleFactor: number;
  /** What spoke for it, for people; empty for 1, which is what everybody assumes. */
  readonly because: readonly string[];
}

/** The expected image, decoded: what every render is measured against. */
export interface Mockup {
  /** The file's name without its folder, for people ("login@2x.png"). */
  readonly name: string;
  /** Opaque sRGB device pixels, upright (EXIF orientation applied, transparency laid on a ground that hides no writing: white if it can be). */
  readonly bitmap: Bitmap;
  /** `bitmap` as PNG: the same bytes for every model call of a run. */
  readonly png: Uint8Array;
  /** CSS px: the bitmap's size divided by `deviceScaleFactor`, rounded. */
  readonly cssSize: Size;
  readonly deviceScaleFactor: number;
  /** Where neither a person nor the file's name said the scale and it is not 1: how it was found out. */
  readonly inferredScale?: InferredScale;
  /** SHA-256 of the source bytes, hex. */
  readonly hash: string;
}
