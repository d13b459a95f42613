import type { Size } from "../base/geometry";
import type { FilesSnapshot } from "../project/sourceFiles";
import type { SurveyRequest } from "../render/survey/pageSurvey";
import type { Render, Renderer } from "../render/renderer";
import type { CodeQuality } from "./codeQuality";
import { measureCode } from "./measureCode";
import { reflowWidths } from "./measureReflow";
import { listSelectors } from "./measureStyles";
import { readPageSheets } from "./pageStyles";

/** A page whose code is to be measured. */
export interface ExaminedPage {
  readonly files: FilesSnapshot;
  readonly entry: string;
  /** The mockup's, CSS px. */
  readonly viewport: Size;
}

/** What to ask a page while it is drawn, and what its code is like then; undefined when the render has no answer. */
export interface Examination {
  readonly survey: SurveyRequest;
  readonly conclude: (render: Render) => CodeQuality | undefined;
}

export function planExamination({ files, entry, viewport }: ExaminedPage): Examination {
  const sheets = readPageSheets(files, entry);
  return {
    survey: { widths: reflowWidths(viewport.width), selectors: listSelectors(sheets) },
    conclude: ({ survey }) => survey && measureCode(survey, sheets, viewport.width),
  };
}

/**
 * Loads a page once, lays it out in windows of several widths, and measures its code. Undefined when the page cannot be drawn.
 *
 * @throws as {@link Renderer.render}.
 */
export async function examinePage(
  renderer: Renderer,
  page: ExaminedPage,
  signal?: AbortSignal,
): Promise<CodeQuality | undefined> {
  const { survey, conclude } = planExamination(page);
  const outcome = await renderer.render({ ...page, deviceScaleFactor: 1, survey }, signal);
  return outcome.ok ? conclude(outcome.render) : undefined;
}
