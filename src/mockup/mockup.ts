import type { Size } from "../base/geometry";
import type { Bitmap } from "../image/bitmap";

/** Device px per CSS px that a mockup may have; less than 1 is a page that was shrunk after it was drawn. */
export const SCALE_RANGE = { least: 0.5, most: 4 } as const;

/** The expected image, decoded: what every render is measured against. */
export interface Mockup {
  /** The file's name without its folder, for people ("login@2x.png"). */
  readonly name: string;
  /** Opaque sRGB device pixels, upright (EXIF orientation applied, transparency laid on white). */
  readonly bitmap: Bitmap;
  /** `bitmap` as PNG: the same bytes for every model call of a run. */
  readonly png: Uint8Array;
  /** CSS px: the bitmap's size divided by `deviceScaleFactor`, rounded. */
  readonly cssSize: Size;
  readonly deviceScaleFactor: number;
  /** SHA-256 of the source bytes, hex. */
  readonly hash: string;
}
