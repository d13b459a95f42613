/** A line of text as grey pixels, row by row: dark ink on white, upright, one text line. */
export interface LineImage {
  readonly width: number;
  readonly height: number;
  /** 0 is ink, 255 background; `pixels.length === width * height`. */
  readonly pixels: Uint8Array;
}

/** What a reader made of one line image. */
export interface Reading {
  /** Without leading and trailing white space; empty when nothing was read. */
  readonly text: string;
  /** How sure the reader is, 0–1. */
  readonly confidence: number;
}

/**
 * PORT. Reads text lines. Results keep the order of `lines`. Rejects with AbortError soon after the signal fires and
 * with MockloopError READER_FAILED when the engine cannot start or is lost. Disposed by whoever created it.
 */
export interface TextReader {
  read(lines: readonly LineImage[], signal?: AbortSignal): Promise<readonly Reading[]>;
  /** Whether it can read a character, asked after it read. Left out by a reader that can read all that its script has. */
  knows?(character: string): boolean;
  dispose(): Promise<void>;
}
