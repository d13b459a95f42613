import * as l10n from "@vscode/l10n";
import type { IterationLine } from "../../../src/protocol/runProtocol";
import type { PanelIteration, PanelState } from "../../../src/protocol/schemas/panelState";
import type { StagePictures } from "../layersOf";
import type { MarkedState } from "../marking";
import { renderIn, viewsOf } from "./viewsOf";
import type { StageView } from "./viewsOf";

const NOTHING_MARKED = { masks: [], pins: [] };

/**
 * What there is for the stage: the windows that the selected iteration's page is looked at in, one of which is chosen, and what it is
 * held against there: the mockup, or what another iteration drew.
 */
export class Scene {
  views: readonly StageView[] = [];
  /** The place of the chosen one. */
  index = 0;
  private runId: string | null = null;
  private iteration: PanelIteration | undefined;
  private iterations: readonly PanelIteration[] = [];
  private marked: Pick<PanelState, "masks" | "pins"> = NOTHING_MARKED;
  private isWaiting = false;
  /** An ordinal; undefined: the mockup. */
  private wanted: number | undefined;

  /** Returns whether another iteration is selected than before. */
  take(state: PanelState): boolean {
    const iteration = state.iterations.find(({ ordinal }) => ordinal === state.selected);
    const isOther = this.line !== iteration?.line;
    if (this.runId !== state.runId) [this.index, this.wanted] = [0, undefined];
    this.runId = state.runId;
    this.iteration = iteration;
    this.iterations = state.iterations;
    this.views = viewsOf(state, this.line);
    this.marked = state;
    this.isWaiting = state.phase === "running" || state.phase === "queued";
    return isOther;
  }

  /** The selected iteration's record; undefined: none is there yet. */
  get line(): IterationLine | undefined {
    return this.iteration?.line;
  }

  /** Whether the main mockup's window is chosen: masks, parts and the places of differences are of that one. */
  get isMain(): boolean {
    return this.index === 0;
  }

  /** What is left out and what is pinned, and how true the pinned parts are: CSS px, of the main mockup alone. */
  get kept(): Omit<MarkedState, "marked"> {
    const { masks, pins } = this.isMain ? this.marked : NOTHING_MARKED;
    return { masks, pins, measured: this.line?.pins ?? [] };
  }

  /** Ordinals of the iterations that the selected one can be held against: they drew something, and so did it. */
  get others(): readonly number[] {
    const { iteration } = this;
    if (!iteration || renderIn(iteration.line, this.index) === null) return [];
    return this.iterations
      .filter((one) => one !== iteration && renderIn(one.line, this.index) !== null)
      .map(({ ordinal }) => ordinal);
  }

  /** The iteration that the selected one is held against; undefined: it is the mockup. */
  get against(): number | undefined {
    return this.others.find((ordinal) => ordinal === this.wanted);
  }

  set against(ordinal: number | undefined) {
    this.wanted = ordinal;
  }

  /** The pictures of the chosen window. */
  get pictures(): StagePictures {
    const { mockup, render = null, diff = null } = this.views[this.index] ?? {};
    const ratio = mockup?.deviceScaleFactor ?? 1;
    const { against } = this;
    const other = this.iterations.find(({ ordinal }) => ordinal === against);
    const renderName = this.iteration
      ? l10n.t("iteration {0}", this.iteration.ordinal)
      : l10n.t("the page so far");
    return {
      ...{ render, renderName, isWaiting: this.isWaiting },
      ...(other
        ? {
            ...{ expected: renderIn(other.line, this.index), diff: null },
            expectedTitle: l10n.t("Iteration {0}", other.ordinal),
            expectedAlt: l10n.t("The render of {0}", l10n.t("iteration {0}", other.ordinal)),
            renderTitle: l10n.t("Iteration {0}", this.iteration?.ordinal ?? 0),
          }
        : {
            ...{ expected: mockup?.image ?? null, diff },
            ...{ expectedTitle: l10n.t("Mockup"), renderTitle: l10n.t("Render") },
            expectedAlt: l10n.t("The mockup {0}", mockup?.name ?? ""),
          }),
      size: mockup
        ? { width: Math.round(mockup.width * ratio), height: Math.round(mockup.height * ratio) }
        : null,
      pixelRatio: ratio,
    };
  }
}
