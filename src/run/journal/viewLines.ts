import { join } from "node:path";
import type { Comparison } from "../../compare/comparison";
import { describeView } from "../../compare/view";
import type { MeasuredView } from "../../compare/view";
import type { Measured } from "../../converge/pageMeter";
import { stateDifferences } from "../../feedback/describeDifferences";
import type { DifferenceLine, IterationLine, ScoresLine } from "../../protocol/runProtocol";
import { viewNames } from "./runPaths";

const MAX_DIFFERENCES = 10;

type Seen = Pick<
  IterationLine,
  "scores" | "views" | "renderPng" | "diffPng" | "differences" | "masks" | "pins"
>;

/** What an iteration's line says of how its page looked; `dir` is the iteration's folder. */
export function toViewLines(measured: Measured | undefined, dir: string): Seen {
  if (!measured) return { differences: [] };
  const { views, comparison } = measured;
  const { render, diff } = viewNames(0);
  const { masks, pins } = views[0]?.comparison ?? {};
  return {
    ...(masks && { masks: [...masks] }),
    ...(pins && { pins: [...pins] }),
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
    differences: stateViews(views),
  };
}

function toScores({ fidelity, mismatchRatio, ssim, text }: Comparison): ScoresLine {
  return { fidelity, mismatchRatio, ssim, ...text };
}

/** The heaviest differences of all views, those of the worst view first. Only the main view's have their places. */
function stateViews(views: readonly MeasuredView[]): DifferenceLine[] {
  return [...views]
    .sort((a, b) => a.comparison.fidelity - b.comparison.fidelity)
    .flatMap((one) =>
      stateDifferences(one.comparison, MAX_DIFFERENCES).map(({ words, box, selector }) => ({
        words: views.length > 1 ? `${describeView(one.view)}: ${words}` : words,
        ...(box && one === views[0] && { box }),
        ...(selector !== undefined && { selector }),
      })),
    )
    .slice(0, MAX_DIFFERENCES);
}
