import { intersection, type Rect, type Size } from "../base/geometry";
import type { Attempts, InspectStage } from "./attempts";
import type { InspectionNotice } from "./inspection";
import { toRect } from "../base/bounds";
import { scaleRect } from "./segment/scaleShapes";

/** What the mockup's reader has lost by a step that failed. */
const LOST: Readonly<Record<InspectStage, string>> = {
  noise: "Whether the mockup was compressed could not be told",
  palette: "The main colours could not be measured",
  surfaces: "An area could not be told apart and is shown as a picture",
  boxes: "A box could not be measured and is shown as a picture",
  shadows: "A shadow could not be measured and is left out",
  dividers: "A thin line could not be measured and is shown as a picture",
  lines: "An area is shown as a picture, and its text is not looked for",
  pictures: "An area could not be taken apart and is shown as one picture",
  reading: "Text could not be read and is shown as a picture",
  checking: "Text was read by one of two readers only, the other failed",
  fonts: "The font of a text could not be measured and is a guess",
};

/** The misses of an inspection for people: CSS px, inside the page of `size`. */
export function describeMisses(
  { misses, more }: Attempts,
  size: Size,
  deviceScaleFactor: number,
): InspectionNotice[] {
  const page: Rect = { x: 0, y: 0, ...size };
  const notices = misses.map(({ stage, region, message }): InspectionNotice => {
    const rect = intersection(scaleRect(toRect(region), deviceScaleFactor), page) ?? page;
    const [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map(Math.round);
    const place = `at (${x}, ${y}), ${width} × ${height} px`;
    return { stage, region: rect, message: `${LOST[stage]} ${place}: ${message}` };
  });
  if (more === 0) return notices;
  const last = misses[misses.length - 1];
  const message = `So it went in ${more} further places.`;
  return [...notices, { stage: last?.stage ?? "surfaces", region: page, message }];
}
