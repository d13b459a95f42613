import { intersection, area } from "../base/geometry";
import type { LaidText, PageLayout } from "../render/survey/pageSurvey";

/** The windows a page is tried in: a phone, a tablet, a small and a large laptop, a desktop. CSS px. */
const REFLOW_WIDTHS = [360, 768, 1024, 1440, 1920] as const;

/** Two texts of which more than this share of the smaller lies over the other cannot be read. */
const COVERED = 0.3;
/** Uneven outer margins of this share of the window are a layout's own. */
const EVEN = 0.15;

/** What is lost in one window: each a share, 0 when all is well. */
export interface ReflowLoss {
  /** Of the characters, cut off by the window or by boxes. */
  readonly unseen: number;
  /** Of the characters, under or over other text. */
  readonly covered: number;
  /** How far the page is wider than its window: 0.5 means twice as wide. */
  readonly sideways: number;
  /** How far all text keeps to one side of a window that is wider than the mockup. */
  readonly lopsided: number;
}

/** `mockupWidth`, CSS px: no wider window shows whether a page makes use of one. */
export function findReflowLoss(layout: PageLayout, mockupWidth: number): ReflowLoss {
  const { texts, width, scrollWidth } = layout;
  const chars = texts.reduce((sum, text) => sum + text.chars, 0);
  if (chars === 0) return { unseen: 0, covered: 0, sideways: 0, lopsided: 0 };
  const seen = texts.reduce((sum, text) => sum + text.chars * text.seen, 0);
  const covered = [...findCovered(texts)].reduce((sum, text) => sum + text.chars, 0);
  const left = texts.reduce((least, { box }) => Math.min(least, box.x), Infinity);
  const right = texts.reduce((most, { box }) => Math.max(most, box.x + box.width), -Infinity);
  const uneven = Math.abs(left - (width - right)) / width;
  return {
    unseen: 1 - seen / chars,
    covered: covered / chars,
    sideways: scrollWidth > width + 1 ? 1 - width / scrollWidth : 0,
    lopsided: width > mockupWidth + 100 ? Math.min(1, Math.max(0, uneven - EVEN)) : 0,
  };
}

/** 0–1: what a reader gets of the page in that window. */
export function reflowOf({ unseen, covered, sideways, lopsided }: ReflowLoss): number {
  return (1 - unseen) * (1 - covered) * (1 - sideways) * (1 - lopsided);
}

/** The widths that say something new of a page that was made for `mockupWidth`. */
export function reflowWidths(mockupWidth: number): number[] {
  return REFLOW_WIDTHS.filter((width) => Math.abs(width - mockupWidth) > 40);
}

/** Lines of different texts that lie over each other; from top to bottom, each is held against those that begin above its end. */
function findCovered(texts: readonly LaidText[]): Set<LaidText> {
  const covered = new Set<LaidText>();
  const sorted = texts.filter(({ isControl }) => !isControl).sort((a, b) => a.box.y - b.box.y);
  sorted.forEach((upper, index) => {
    for (let next = index + 1; next < sorted.length; next++) {
      const lower = sorted[next];
      if (!lower || lower.box.y >= upper.box.y + upper.box.height - 1) break;
      if (lower.text === upper.text) continue;
      const common = intersection(upper.box, lower.box);
      if (!common || common.width <= 1 || common.height <= 1) continue;
      if (area(common) <= COVERED * Math.min(area(upper.box), area(lower.box))) continue;
      covered.add(upper).add(lower);
    }
  });
  return covered;
}
