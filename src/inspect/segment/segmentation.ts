import type { Rgb } from "../../base/color";
import type { Bitmap } from "../../image/bitmap";
import type { Rect } from "../../base/geometry";
import type { Border, CornerRadii, PaletteEntry, Paint, Shadow } from "../inspection";

/**
 * What the pixels of a mockup fall apart into, before anybody read a letter. Unlike the `Inspection` made of it, all
 * lengths here are DEVICE px and nothing has an id yet.
 */
export interface Segmentation {
  /** The colour of the page behind everything. */
  readonly background: Rgb;
  /** Groups of glyph-like blobs that stand on one line; some will turn out to be icons. Top to bottom. */
  readonly lines: readonly LineCandidate[];
  /** Painted rectangles, larger first. */
  readonly boxes: readonly SegmentedBox[];
  readonly dividers: readonly SegmentedDivider[];
  /** What only a crop can show. Never overlaps a line candidate, except where that line stands on the picture. */
  readonly pictures: readonly SegmentedPicture[];
  readonly palette: readonly PaletteEntry[];
  readonly noise: "clean" | "lossy";
  /** The mockup without the strokes that run through texts, for who reads them; left out where there are none. */
  readonly readable?: Bitmap;
  /** These strokes. */
  readonly strikes?: readonly Rect[];
}

/** Blobs of ink that stand on one line, close enough together to be one text. */
export interface LineCandidate {
  /** Around the ink, anti-aliased rim included. */
  readonly box: Rect;
  /** The connected blobs of ink, left to right: a letter, a part of one ("i" has two) or several that touch. */
  readonly glyphs: readonly Rect[];
  /** The colour right behind the ink. */
  readonly background: Rgb;
  /** The ink's own colour: that of its pixels furthest from the background. */
  readonly foreground: Rgb;
  /** Whether the shape speaks for an icon: alone, about square, apart from its neighbours or in several colours. */
  readonly iconCandidate: boolean;
  /** The painted surface below: lines that share it have the same number. -1 on a photo. */
  readonly surface: number;
  /** The line stands on a photo or another picture: `background` is then only the mean around the ink. */
  readonly overPicture: boolean;
  /** The strokes that underline it, which are also dividers; not part of `box` and `glyphs`. */
  readonly underlines?: readonly Rect[];
}

export interface SegmentedBox {
  /** The border box. */
  readonly box: Rect;
  readonly fill: Paint;
  readonly border: Border | undefined;
  readonly radius: CornerRadii;
  readonly shadow: Shadow | undefined;
}

export interface SegmentedDivider {
  readonly box: Rect;
  readonly orientation: "horizontal" | "vertical";
  readonly color: Rgb;
}

export interface SegmentedPicture {
  readonly box: Rect;
  readonly kind: "picture" | "icon";
  /** The colour around it. */
  readonly background: Rgb;
}
