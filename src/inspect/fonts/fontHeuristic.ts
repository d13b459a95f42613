import { bottom } from "../../base/geometry";
import type { FontEstimate } from "../inspection";
import type { ReadLine } from "../read/readLine";
import { PROPORTIONS } from "./tuning";

const TALL = /[bdfhklA-Z0-9|/\\()[\]{}$@#%&!?]/;
const DEEP = /[gjpqy()[\]{}|$@Q,;]/;

/**
 * A font from the height of the ink alone, for when no browser is there to try faces: which letters the text has says
 * whether the ink reaches from ascender or x-height to baseline or descender.
 */
export function guessFont(line: ReadLine, deviceScaleFactor: number): FontEstimate {
  const { box } = line.candidate;
  const above = TALL.test(line.text)
    ? /[bdfhkl]/.test(line.text)
      ? PROPORTIONS.ascender
      : PROPORTIONS.capHeight
    : PROPORTIONS.xHeight;
  const below = DEEP.test(line.text) ? PROPORTIONS.descender : 0;
  const exact = box.height / deviceScaleFactor / (above + below);
  const sizePx = Math.max(6, Math.round(exact));
  return {
    family: "Liberation Sans",
    sizePx,
    weight: 400,
    italic: false,
    letterSpacingPx: 0,
    baselineY: bottom(box) / deviceScaleFactor - below * sizePx,
    originX: box.x / deviceScaleFactor,
    advanceWidth: box.width / deviceScaleFactor,
    confidence: 0,
  };
}
