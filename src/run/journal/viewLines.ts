import { join } from "node:path";
import type { Comparison } from "../../compare/comparison";
import { describeView } from "../../compare/view";
import type { MeasuredView } from "../../compare/view";
import type { Measured } from "../../converge/pageMeter";
import { describeDifferences } from "../../feedback/describeDifferences";
import type { IterationLine, ScoresLine } from "../../protocol/runProtocol";
import { viewNames } from "./runPaths";

const MAX_DIFFERENCES = 10;

type Seen = Pick<
  IterationLine,
  "scores" | "views" | "renderPng" | "diffPng" | "differences" | "masks"
>;

/** What an iteration's line says of how its page looked; `dir` is the iteration's folder. */
export function toViewLines(measured: Measured | undefined, dir: string): Seen {
  if (!measured) return { differences: [] };
  const { views, comparison } = measured;
  const { render, diff } = viewNames(0);
  const masks = views[0]?.comparison.masks;
  return {
    ...(masks && { masks }),
    scores: toScores(comparison),
    ...(views.length > 1 && {
      views: views.map((one, index) => ({
        name: one.view.mockup.name,
        ...one.view.mockup.cssSize,
        scores: toScores(one.comparison),
        renderPng: join(dir, viewNames(index).render),
        diffPng: join(dir, viewNames(index).diff),
      })),
    }),
    renderPng: join(dir, render),
    diffPng: join(dir, diff),
    differences: describeViews(views),
  };
}

function toScores({ fidelity, mismatchRatio, ssim, text }: Comparison): ScoresLine {
  return { fidelity, mismatchRatio, ssim, ...text };
}

/** The heaviest differences of all views, those of the worst view first. */
function describeViews(views: readonly MeasuredView[]): string[] {
  return [...views]
    .sort((a, b) => a.comparison.fidelity - b.comparison.fidelity)
    .flatMap(({ view, comparison }) =>
      describeDifferences(comparison, MAX_DIFFERENCES).map((words) =>
        views.length > 1 ? `${describeView(view)}: ${words}` : words,
      ),
    )
    .slice(0, MAX_DIFFERENCES);
}
