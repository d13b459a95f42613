import type { Rgb } from "../base/color";
import type { Rect, Size } from "../base/geometry";
import type { InspectStage } from "./attempts";

/** What was measured in a mockup without any model. All lengths are CSS px; y grows downwards. */
export interface Inspection {
  readonly size: Size;
  readonly deviceScaleFactor: number;
  /** The colour of the page behind everything. */
  readonly background: Rgb;
  /** In reading order. */
  readonly textLines: readonly TextLine[];
  /** Painted rectangles, parents before children (larger first). */
  readonly boxes: readonly Box[];
  readonly dividers: readonly Divider[];
  readonly pictures: readonly Picture[];
  /** Where ink looks like text that nobody here can read, kept as pictures. Left out where there is none. */
  readonly unreadTexts?: readonly Rect[];
  /** The main colours with their share of the page, largest first. */
  readonly palette: readonly PaletteEntry[];
  /** Families by the share of text they drew, largest first. */
  readonly fonts: readonly FontShare[];
  /** "lossy" when compression noise was found (JPEG): numbers are then less certain. */
  readonly noise: "clean" | "lossy";
  /** What could not be done, and what people should know; left out when there is nothing. */
  readonly notices?: readonly InspectionNotice[];
}

/**
 * A step that failed somewhere: what it did not explain is shown as a picture or told less exactly. "unread": text that nobody can
 * read; "orders": text that looks like instructions to a model.
 */
export interface InspectionNotice {
  readonly stage: InspectStage | "unread" | "orders";
  readonly region: Rect;
  /** A sentence for people. */
  readonly message: string;
}

/** One visual line of text. */
export interface TextLine {
  /** "t1", "t2" …, unique in the inspection. */
  readonly id: string;
  readonly text: string;
  /** The box around the ink (not the line box). */
  readonly box: Rect;
  /** How sure the reading is, 0–1. */
  readonly confidence: number;
  /** The readers read it in different ways, or were unsure, and its ink does not tell: `text` may be wrong. Left out where it is sure. */
  readonly doubtful?: true;
  /** What a doubtful line may say instead, the likelier first. */
  readonly otherReadings?: readonly string[];
  readonly color: Rgb;
  /** The colour right behind the glyphs. */
  readonly background: Rgb;
  readonly font: FontEstimate;
  /** Strokes run below it in its colour; these are among the dividers, too. */
  readonly underline?: boolean;
  /** A stroke runs through it in its colour. */
  readonly struck?: true;
}

/** Which face would draw a line as the mockup shows it. */
export interface FontEstimate {
  /** A family of the font catalogue ("Inter") or a system family ("Liberation Sans"). */
  readonly family: string;
  readonly sizePx: number;
  readonly weight: number;
  readonly italic: boolean;
  readonly letterSpacingPx: number;
  /** y of the baseline. */
  readonly baselineY: number;
  /** x of the pen before the first glyph (ink starts at its left bearing). */
  readonly originX: number;
  /** The advance width of the whole line in that face. */
  readonly advanceWidth: number;
  /** Of the face; undefined where no browser measured it. */
  readonly extent?: FaceExtent | undefined;
  /** How well the face's own ink agrees with the crop, 0–1; 0 when no browser was there to try faces. */
  readonly confidence: number;
}

/** How far a face reaches above and below the baseline, in em, as a browser reads its file: what lines are laid out by. */
export interface FaceExtent {
  readonly ascent: number;
  readonly descent: number;
}

/** A painted rectangle: card, button, input, bar, badge. */
export interface Box {
  /** "b1", "b2" … */
  readonly id: string;
  /** The border box. */
  readonly box: Rect;
  readonly fill: Paint;
  /** Undefined when there is none. Sides that are missing have width 0. */
  readonly border: Border | undefined;
  readonly radius: CornerRadii;
  readonly shadow: Shadow | undefined;
}

/** What fills a box. `angleDeg` is CSS's: 180 runs from top to bottom; stops are at 0–1. */
export type Paint =
  | { readonly kind: "solid"; readonly color: Rgb }
  | {
      readonly kind: "gradient";
      readonly angleDeg: number;
      readonly stops: readonly { readonly color: Rgb; readonly at: number }[];
    }
  | GridPaint;

/** A colour with lines on it that part it into squares, one every `pitch` px; the first at the offsets. */
export interface GridPaint {
  readonly kind: "grid";
  readonly color: Rgb;
  readonly line: Rgb;
  readonly pitch: number;
  readonly thickness: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

export interface Border {
  readonly color: Rgb;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
  /** Of a bevel: the sides in colours of their own. */
  readonly colors?: Partial<Readonly<Record<"top" | "right" | "bottom" | "left", Rgb>>>;
}

export interface CornerRadii {
  readonly topLeft: number;
  readonly topRight: number;
  readonly bottomRight: number;
  readonly bottomLeft: number;
}

/** As in CSS box-shadow; `alpha` 0–1. */
export interface Shadow {
  readonly dx: number;
  readonly dy: number;
  readonly blur: number;
  readonly spread: number;
  readonly color: Rgb;
  readonly alpha: number;
}

/** A thin line of one colour that belongs to no box. */
export interface Divider {
  /** "d1", "d2" … */
  readonly id: string;
  readonly box: Rect;
  readonly orientation: "horizontal" | "vertical";
  readonly color: Rgb;
}

/** Pixels that only a crop can reproduce: a photo, a chart, an icon. */
export interface Picture {
  /** "p1", "p2" … */
  readonly id: string;
  readonly box: Rect;
  readonly kind: "picture" | "icon";
  /** The colour around it, for a crop that must blend in. */
  readonly background: Rgb;
  /** Of a chart: the words in it, in reading order. */
  readonly labels?: readonly string[];
}

export interface PaletteEntry {
  readonly color: Rgb;
  /** 0–1. */
  readonly share: number;
}

export interface FontShare {
  readonly family: string;
  /** 0–1 of the characters. */
  readonly share: number;
}
