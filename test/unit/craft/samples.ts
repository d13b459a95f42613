import type {
  LaidText,
  PageLayout,
  PageStructure,
  PageSurvey,
} from "../../../src/render/survey/pageSurvey";

/** Surveys for tests; what a test is about is given, the rest is without a fault. */

let texts = 0;

export function laidText(
  [x, y, width, height]: readonly [number, number, number, number],
  over: Partial<LaidText> = {},
): LaidText {
  const box = { x, y, width, height };
  return { box, chars: 10, seen: 1, text: ++texts, isControl: false, ...over };
}

export function layout(width: number, over: Partial<PageLayout> = {}): PageLayout {
  return {
    width,
    scrollWidth: width,
    texts: [laidText([20, 10, width - 40, 20])],
    tooWide: undefined,
    cutting: undefined,
    ...over,
  };
}

export function structure(over: Partial<PageStructure> = {}): PageStructure {
  return {
    elements: 10,
    placed: 0,
    placedExample: undefined,
    inlineStyles: 0,
    classes: ["card"],
    chars: 100,
    meantChars: 100,
    plainExample: undefined,
    accessChecks: 10,
    accessFaults: [],
    ...over,
  };
}

export function survey(over: Partial<PageSurvey> = {}): PageSurvey {
  return { structure: structure(), layouts: [layout(360)], unmatched: [], ...over };
}
