import { boundingRect, type Rect } from "../base/geometry";
import type { InspectionNotice } from "./inspection";

/** What people are told of texts that could not be read; nothing where all were. CSS px. */
export function describeUnread(texts: readonly Rect[]): InspectionNotice[] {
  if (texts.length === 0) return [];
  const [{ x, y }] = texts as readonly [Rect];
  const place = `at (${Math.round(x)}, ${Math.round(y)})`;
  const subject =
    texts.length === 1 ? `A text ${place}` : `${texts.length} texts, the first ${place},`;
  const message = `${subject} could not be read and ${texts.length === 1 ? "is" : "are"} kept as ${texts.length === 1 ? "a picture" : "pictures"}. Latin, Chinese, Arabic and Hebrew writing can be read.`;
  return [{ stage: "unread", region: boundingRect(texts), message }];
}
