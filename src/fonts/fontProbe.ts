import type { Bitmap } from "../image/bitmap";

/** A face to draw with: a family of the catalogue or of the system, as CSS would name it. */
export interface Face {
  readonly family: string;
  readonly weight: number;
  readonly italic: boolean;
}

/** A text to draw on one line, black on white, with the pen at x = `originX` on the baseline `baselineY`. */
export interface TextSample {
  readonly text: string;
  readonly face: Face;
  /** CSS px. */
  readonly sizePx: number;
  readonly letterSpacingPx: number;
}

/** Ink extents of a sample relative to its pen position, CSS px (unrounded, from the font's outlines). */
export interface TextMetrics {
  /** Distance the pen moves, letter spacing included. */
  readonly advance: number;
  /** Positive to the left of the pen. */
  readonly inkLeft: number;
  readonly inkRight: number;
  /** Positive above the baseline. */
  readonly inkTop: number;
  /** Positive below the baseline. */
  readonly inkBottom: number;
  /** The face's own ascent and descent at this size (line-height: normal, without line gap). */
  readonly fontAscent: number;
  readonly fontDescent: number;
}

/** Where to draw a sample: canvas of `width`×`height` CSS px, pen at `originX`, `baselineY`. */
export interface TextDrawing extends TextSample {
  readonly width: number;
  readonly height: number;
  readonly originX: number;
  readonly baselineY: number;
}

/**
 * PORT. Draws and measures text in faces, the way the renderer's browser would. Both calls take any number of samples
 * and keep their order; they reject only when the browser is lost or the signal fires. Disposed by whoever created it.
 */
export interface FontProbe {
  /** The faces this probe can draw, catalogue and system together; a face that would fall back is not listed. */
  listFaces(signal?: AbortSignal): Promise<readonly Face[]>;
  measure(samples: readonly TextSample[], signal?: AbortSignal): Promise<readonly TextMetrics[]>;
  /** Ink coverage as a grey bitmap (black text on white, no LCD anti-aliasing) at `deviceScaleFactor`. */
  draw(
    drawings: readonly TextDrawing[],
    deviceScaleFactor: number,
    signal?: AbortSignal,
  ): Promise<readonly Bitmap[]>;
}
