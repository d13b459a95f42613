import { basename } from "node:path";
import { MockloopError } from "../base/errors";
import { createComparer } from "../compare/comparePage";
import type { MeasuredView } from "../compare/view";
import type { CodeQuality } from "../craft/codeQuality";
import { planExamination } from "../craft/examinePage";
import { describeDifferences } from "../feedback/describeDifferences";
import type { Mockup } from "../mockup/mockup";
import type { FilesSnapshot } from "../project/sourceFiles";
import type { Mask } from "../protocol/steering";
import type { Session } from "../run/session";
import { drawnFiles } from "./drawnFiles";

const MAX_DIFFERENCES = 20;

/** A page of a person's own: its path, and the files it may use. */
export interface OwnPage {
  readonly page: string;
  readonly files: FilesSnapshot;
}

/** How a page looks beside its mockup, and how good its code is; undefined: it has none that could be examined. */
export interface MeasuredPage extends MeasuredView {
  readonly code: CodeQuality | undefined;
}

/**
 * Draws a page in the mockup's window and measures it against the mockup.
 *
 * @throws MockloopError PAGE_FAILED when the page cannot be drawn, BAD_OPTION when a mask does not fit; AbortError.
 */
export async function measurePage(
  session: Session,
  mockup: Mockup,
  { page, files }: OwnPage,
  masks: readonly Mask[],
  signal: AbortSignal,
): Promise<MeasuredPage> {
  const inspection = await session.inspect(mockup, signal);
  const comparer = createComparer(mockup, inspection, masks);
  const drawn = await drawnFiles(page, files);
  const examined = { files: drawn, entry: basename(page), viewport: mockup.cssSize };
  const { survey, conclude } = planExamination(examined);
  const { deviceScaleFactor } = mockup;
  const outcome = await session.renderer.render({ ...examined, deviceScaleFactor, survey }, signal);
  if (!outcome.ok)
    throw new MockloopError("PAGE_FAILED", `${page} could not be drawn: ${outcome.message}`);
  const { render } = outcome;
  const comparison = await comparer.compare(render, signal);
  return { view: { mockup, inspection }, render, comparison, code: conclude(render) };
}

/** What was measured, as whoever reads it by program gets it: plain JSON. */
export function comparisonFacts(one: MeasuredView): Readonly<Record<string, unknown>> {
  const { fidelity, mismatchRatio, ssim, text, size, regions, differences, masks } = one.comparison;
  const { described, facts } = comparisonWords(one);
  const measured = { fidelity, mismatchRatio, ssim, text, size, regions, differences };
  return { ...measured, described, facts, ...(masks && { masks }) };
}

/** The heaviest differences, and what the page tried, a sentence each. */
export function comparisonWords({ comparison, render }: MeasuredView): {
  readonly described: readonly string[];
  readonly facts: readonly string[];
} {
  return {
    described: describeDifferences(comparison, MAX_DIFFERENCES),
    facts: render.facts.map((fact) => `${fact.kind}: ${fact.message}`),
  };
}
