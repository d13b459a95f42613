import type { StrictTextScores } from "./text/compareText";
import type { TextScores } from "./comparison";

export interface PixelScores {
  /** 0–1, of the mockup's canvas and what the page has beyond it. */
  readonly mismatchRatio: number;
  /** 0–1, what the page has beyond the canvas counting as 0. */
  readonly ssim: number;
}

export interface FidelityInput {
  /** Undefined when the mockup has no text: pixels alone decide then. */
  readonly text: (TextScores & StrictTextScores) | undefined;
  readonly pixels: PixelScores;
  /** What an empty page in the mockup's background colour would get. */
  readonly emptyPage: PixelScores;
  /** Share of the page that lies beyond the mockup's canvas, 0–1. */
  readonly growth: number;
  /** Share of the page that pictures cover beyond what the mockup's pictures do, 0–1. */
  readonly pictureExcess: number;
}

/**
 * How true a render is to its mockup, 0–1: the score that a run keeps the best of.
 *
 * Three fifths are structure (what text was found, times how alike and how well placed it is), two fifths are pixels as the
 * share of the way from an empty page to a perfect one. Growing the page costs its share of the structure; pictures that
 * stand for code cost their share of all.
 *
 * The weights are measured: `npx tsx bench/scoreAgreement.ts MOCKUPS KIT d01 d02 d06 d13 d17 d22 d28 d33 d40 d47 c03 c09`
 * ranks 228 pages of very different quality, built for twelve mockups, against the ground-truth scorer. Mean rank
 * correlation within a mockup .98 (Pearson .99), over all pages .97 (.98); with the lines read by OCR (d03 d13 d22 c03) .97
 * (.98) and .94 (.96). Each part is needed: .64 by pixels alone, .86 by text alone, .95 without the empty page, .96 without
 * growth, .73 without the pictures; halves instead of three and two fifths give .97.
 */
export function fidelityOf(input: FidelityInput): number {
  const { text, pixels, emptyPage, growth, pictureExcess } = input;
  const skill = pixelSkill(pixels, emptyPage);
  const structure = text && text.block * text.text * arrangement(text) * (1 - growth);
  const score = structure === undefined ? skill : 0.6 * structure + 0.4 * skill;
  return score * (1 - pictureExcess);
}

function arrangement({ placement, color, overlap }: TextScores & StrictTextScores): number {
  return 0.6 * placement + 0.2 * color + 0.2 * overlap;
}

/** How much of the way from an empty page to a perfect one the pixels have come, 0–1. */
function pixelSkill(pixels: PixelScores, emptyPage: PixelScores): number {
  const [reached, empty] = [pixelScore(pixels), pixelScore(emptyPage)];
  return empty >= 1 ? reached : Math.max(0, (reached - empty) / (1 - empty));
}

function pixelScore({ mismatchRatio, ssim }: PixelScores): number {
  return (1 - mismatchRatio + ssim) / 2;
}
