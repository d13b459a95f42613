import type { Rgb } from "../../base/color";
import type { Rect, Size } from "../../base/geometry";
import type { Box, Divider, FaceExtent, Picture } from "../../inspect/inspection";

/** What the tracer draws: the inspection cleaned of doubles, its lines merged to blocks of text. CSS px. */
export interface Draft {
  readonly size: Size;
  readonly deviceScaleFactor: number;
  readonly background: Rgb;
  readonly blocks: readonly TextBlock[];
  /** Painted rectangles, larger ones first. */
  readonly boxes: readonly Box[];
  readonly dividers: readonly Divider[];
  /** Crops of the mockup, in reading order. */
  readonly pictures: readonly Picture[];
}

/** The face and manner a block is set in. */
export interface TextStyle {
  readonly family: string;
  readonly sizePx: number;
  readonly weight: number;
  readonly italic: boolean;
  readonly letterSpacingPx: number;
  readonly underlined: boolean;
  /** A stroke runs through it. */
  readonly struck?: boolean;
  readonly color: Rgb;
  /** Of the face. */
  readonly extent: FaceExtent;
}

/** What a part of a line may have of its own. */
export type RunStyle = Omit<TextStyle, "letterSpacingPx" | "extent">;

/** A part of a line in one style: a link or a bold word within a sentence. */
export interface TextRun {
  readonly text: string;
  /** Undefined where it is the block's. */
  readonly own: RunStyle | undefined;
  /** Whether a space stands before it. */
  readonly spaced: boolean;
}

/** One visual line of a block. */
export interface BlockLine {
  /** The whole text of its runs. */
  readonly text: string;
  /** At least one, left to right. */
  readonly runs: readonly TextRun[];
  /** Around the ink. */
  readonly ink: Rect;
  readonly baselineY: number;
  /** x of the pen before the first glyph. */
  readonly originX: number;
  readonly advanceWidth: number;
}

/** Lines of one style that read as one text: a word on a button, a heading, a paragraph. */
export interface TextBlock {
  /** The id of its first line in the inspection. */
  readonly id: string;
  readonly style: TextStyle;
  /** The colour right behind the glyphs. */
  readonly background: Rgb;
  /** At least one, top to bottom. */
  readonly lines: readonly BlockLine[];
  readonly align: "left" | "center" | "right";
  /** Distance between baselines; for a single line, the height of its line box. */
  readonly lineHeightPx: number;
  /** How sure the face is, 0–1. */
  readonly confidence: number;
  /** Moved by a correction: its place is then kept to the hundredth of a pixel instead of being centred. */
  readonly nudged: boolean;
}

/** How many characters a block's lines have. */
export function characters(block: TextBlock): number {
  return block.lines.reduce((sum, line) => sum + line.text.length, 0);
}

/** The rectangle around a block's ink. */
export function inkRect(block: TextBlock): Rect {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { ink } of block.lines) {
    x0 = Math.min(x0, ink.x);
    y0 = Math.min(y0, ink.y);
    x1 = Math.max(x1, ink.x + ink.width);
    y1 = Math.max(y1, ink.y + ink.height);
  }
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}
