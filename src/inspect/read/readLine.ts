import type { LineCandidate } from "../segment/segmentation";

/** A line of text that was read. Device px. */
export interface ReadLine {
  readonly text: string;
  /** 0–1. */
  readonly confidence: number;
  /** Box, colours and glyphs of the ink the text was read from. */
  readonly candidate: LineCandidate;
}
