import { channelDistance, type Rgb } from "../../base/color";
import { COLOR } from "./tuning";

/** A text's colour as its pixels say, and how much ink says so. */
export interface SeenColor {
  readonly color: Rgb;
  readonly ink: number;
}

/**
 * The colours of texts on a page that compression touched: it moves the colour of thin letters most, so texts that are nearly of one
 * colour get that of the one with the most ink. The result keeps the order of `seen`.
 */
export function settleColors(seen: readonly SeenColor[]): Rgb[] {
  const heard: Rgb[] = [];
  const settled = new Map<SeenColor, Rgb>();
  for (const one of [...seen].sort((a, b) => b.ink - a.ink)) {
    const like = heard.find((color) => channelDistance(color, one.color) <= COLOR.alikeInNoise);
    settled.set(one, like ?? one.color);
    if (!like) heard.push(one.color);
  }
  return seen.map((one) => settled.get(one) ?? one.color);
}
