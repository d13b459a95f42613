import type { Size } from "../base/geometry";
import type { PageSurvey, SurveyRequest } from "./pageSurvey";
import { readLayout } from "./readLayout";
import { readStructure } from "./readStructure";
import type { RenderPage } from "./renderPage";

/** The window is as high at every width. CSS px. */
const HEIGHT = 900;

declare const document: { querySelector(selector: string): unknown };

/**
 * What the settled page is made of, and how it is laid out in windows of other widths. Leaves it in the last of them. The page's
 * own scripts have no part in the answer but by what they do when a window changes.
 */
export async function surveyPage(
  page: RenderPage,
  viewport: Size,
  { widths, selectors }: SurveyRequest,
  maxTexts: number,
): Promise<PageSurvey> {
  const structure = await page.ask(readStructure, undefined);
  const unmatched = await page.ask(findUnmatched, selectors);
  const layouts = [];
  for (const width of widths) {
    const height = width === viewport.width ? viewport.height : HEIGHT;
    await page.setViewport({ width, height }, 1);
    layouts.push(await page.ask(readLayout, { width, maxTexts }));
  }
  return { structure, layouts, unmatched };
}

function findUnmatched(selectors: readonly string[]): string[] {
  return selectors.filter((selector) => {
    try {
      return document.querySelector(selector) === null;
    } catch {
      return true;
    }
  });
}
