import type { LineCandidate } from "../segment/segmentation";

/** A line of text that was read. Device px. */
export interface ReadLine {
  readonly text: string;
  /** 0–1. */
  readonly confidence: number;
  /** What else was read there, the likelier first. */
  readonly others: readonly string[];
  /** Whether two readers read the same letters; undefined where one alone read the line. */
  readonly agreed: boolean | undefined;
  /** Where they did not: the share of its letters, 0–1, that both readers read. */
  readonly common?: number | undefined;
  /** There is ink that no letter of the text accounts for, or a gap that no space does. */
  readonly incomplete: boolean;
  /** Box, colours and glyphs of the ink the text was read from. */
  readonly candidate: LineCandidate;
}
