import type { IterationLine } from "../../../src/protocol/runProtocol";
import type { PanelMockup, PanelState } from "../../../src/protocol/schemas/panelState";

/** A window that the page is looked at in: its mockup, and how the page looks there. Pictures are addresses; null: not there (yet). */
export interface StageView {
  readonly mockup: PanelMockup;
  readonly render: string | null;
  readonly diff: string | null;
  /** 0–1; undefined: not measured. */
  readonly fidelity: number | undefined;
}

/** All windows of the page, the main one first; none as long as the mockup is not known. */
export function viewsOf(
  { mockup, furtherMockups, preview }: Pick<PanelState, "mockup" | "furtherMockups" | "preview">,
  line: IterationLine | undefined,
): readonly StageView[] {
  if (!mockup) return [];
  const main = {
    mockup,
    render: line?.renderPng ?? preview,
    diff: line?.diffPng ?? null,
    fidelity: (line?.views?.[0] ?? line)?.scores?.fidelity,
  };
  const further = furtherMockups.map((one, index) => {
    const view = line?.views?.[index + 1];
    const [render, diff] = [view?.renderPng ?? null, view?.diffPng ?? null];
    return { mockup: one, render, diff, fidelity: view?.scores.fidelity };
  });
  return [main, ...further];
}

/** What an iteration drew in the window at this place, the main one first; null: nothing. */
export function renderIn({ renderPng, views }: IterationLine, index: number): string | null {
  return (index === 0 ? renderPng : views?.[index]?.renderPng) ?? null;
}

/** The window that decides, by its place; undefined: there is one alone, or nothing was measured. */
export function worstOf(views: readonly StageView[]): number | undefined {
  const scores = views.map(({ fidelity }) => fidelity ?? Infinity);
  const least = Math.min(...scores);
  return views.length < 2 || least === Infinity ? undefined : scores.indexOf(least);
}
