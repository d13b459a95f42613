import { TimeoutError } from "../../base/async";
import type { Size } from "../../base/geometry";
import type { PageLayout, PageSurvey, SurveyRequest } from "./pageSurvey";
import { readLayout, RESIZE_TIMEOUT_MS } from "../snapshot/readLayout";
import { readStructure } from "../snapshot/readStructure";
import type { RenderPage } from "../renderPage";

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
    layouts.push(await readLayoutAt(page, width, maxTexts));
  }
  return { structure, layouts, unmatched };
}

/** The page's layout in the window it is in now. @throws TimeoutError when the window does not become `width` CSS px wide. */
export async function readLayoutAt(
  page: RenderPage,
  width: number,
  maxTexts: number,
): Promise<PageLayout> {
  const layout = await page.ask(readLayout, { width, maxTexts, timeoutMs: RESIZE_TIMEOUT_MS });
  if (layout.width !== width) throw new TimeoutError(RESIZE_TIMEOUT_MS);
  return layout;
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
