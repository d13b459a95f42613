import type { Rgb } from "../base/color";
import type { Rect, Size } from "../base/geometry";
import type { Bitmap } from "../image/bitmap";

/** How far a render is from its mockup, in numbers. */
export interface Comparison {
  /** The kept score, 0–1, see fidelity.ts. */
  readonly fidelity: number;
  /** Share of pixels that differ (anti-aliasing ignored), 0–1; pixels beyond the mockup's canvas count as different. */
  readonly mismatchRatio: number;
  /** Structural similarity on a quarter scale, 0–1. */
  readonly ssim: number;
  readonly text: TextScores;
  /** How many texts of the mockup, which could not be read, the render shows as pictures or not at all. */
  readonly unwrittenTexts: number;
  readonly size: SizeResult;
  /** Clustered places where pixels differ, largest weight first. CSS px. */
  readonly regions: readonly Region[];
  /** Typed facts, heaviest first. */
  readonly differences: readonly Difference[];
  /** The mockup faded, differing pixels marked, what is left out striped. Device px, the mockup's size. */
  readonly diff: Bitmap;
  /** What was left out, CSS px; undefined: nothing. */
  readonly masks?: readonly Rect[];
  /** The parts that may not get worse, and how true each is; undefined: none. */
  readonly pins?: readonly PinnedPart[];
}

/** A pinned part, CSS px, and how true it is by itself: 0–1, in thousandths, as people read it. */
export interface PinnedPart extends Rect {
  readonly fidelity: number;
}

/** Design2Code's four (arXiv 2403.03163), each 0–1; 1 when the mockup has no text and the render neither. */
export interface TextScores {
  readonly block: number;
  readonly text: number;
  readonly position: number;
  readonly color: number;
}

/** CSS px. `render` is what the page wanted to be. */
export interface SizeResult {
  readonly mockup: Size;
  readonly render: Size;
  readonly equal: boolean;
}

export interface Region {
  readonly box: Rect;
  /** Share of the region's own pixels that differ, 0–1. */
  readonly mismatchRatio: number;
  /** Share of all the mockup's pixels that differ and lie here, 0–1. */
  readonly weight: number;
}

/**
 * One measured difference. `weight` is its share of the page's visual mass, 0–1, comparable between kinds. Boxes are
 * CSS px; `selector` names the render's element where one is known.
 */
export type Difference = { readonly weight: number } & (
  | {
      readonly kind: "size";
      readonly mockup: Size;
      readonly render: Size;
    }
  | { readonly kind: "text-missing"; readonly text: string; readonly box: Rect }
  | {
      readonly kind: "text-extra";
      readonly text: string;
      readonly box: Rect;
      readonly selector: string;
    }
  | {
      readonly kind: "text-changed";
      readonly expected: string;
      readonly actual: string;
      readonly box: Rect;
      readonly selector: string;
    }
  | {
      readonly kind: "text-style";
      readonly text: string;
      readonly box: Rect;
      readonly selector: string;
      /** Render minus mockup: positive dx is too far right, positive dy too low. */
      readonly dx: number;
      readonly dy: number;
      /** Render's font size minus the mockup's, or 0 when unknown. */
      readonly sizePx: number;
      readonly expectedColor: Rgb | undefined;
      readonly actualColor: Rgb | undefined;
      /** Render's ink width minus the mockup's, when it is off by more than the size explains: another face or spacing. */
      readonly widthPx?: number;
      /** CSS font-weight, when the mockup's is known for sure and another. */
      readonly fontWeight?: { readonly expected: number; readonly actual: number };
      /** Family names, when the mockup's is known for sure and another. */
      readonly fontFamily?: { readonly expected: string; readonly actual: string };
    }
  | {
      readonly kind: "region";
      readonly box: Rect;
      readonly mismatchRatio: number;
      readonly expectedColor: Rgb;
      readonly actualColor: Rgb;
      /** The smallest element of the render around it, if any. */
      readonly selector: string | undefined;
    }
);
