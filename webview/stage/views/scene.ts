import * as l10n from "@vscode/l10n";
import type { Rect } from "../../../src/base/geometry";
import type { IterationLine } from "../../../src/protocol/runProtocol";
import type { PanelState } from "../../../src/protocol/schemas/panelState";
import type { StagePictures } from "../layersOf";
import { viewsOf } from "./viewsOf";
import type { StageView } from "./viewsOf";

/** What there is for the stage: the windows that the selected iteration's page is looked at in, one of which is chosen. */
export class Scene {
  /** The selected iteration's record; undefined: none is there yet. */
  line: IterationLine | undefined;
  views: readonly StageView[] = [];
  /** The place of the chosen one. */
  index = 0;
  private runId: string | null = null;
  private allMasks: readonly Rect[] = [];
  private renderName = "";
  private isWaiting = false;

  /** Returns whether another iteration is selected than before. */
  take(state: PanelState): boolean {
    const iteration = state.iterations.find(({ ordinal }) => ordinal === state.selected);
    const isOther = this.line !== iteration?.line;
    if (this.runId !== state.runId) this.index = 0;
    this.runId = state.runId;
    this.line = iteration?.line;
    this.views = viewsOf(state, this.line);
    this.allMasks = state.masks;
    this.isWaiting = state.phase === "running" || state.phase === "queued";
    this.renderName = iteration
      ? l10n.t("iteration {0}", iteration.ordinal)
      : l10n.t("the page so far");
    return isOther;
  }

  /** Whether the main mockup's window is chosen: masks, parts and the places of differences are of that one. */
  get isMain(): boolean {
    return this.index === 0;
  }

  /** What is left out, CSS px. */
  get masks(): readonly Rect[] {
    return this.isMain ? this.allMasks : [];
  }

  /** The pictures of the chosen window. */
  get pictures(): StagePictures {
    const { mockup, render = null, diff = null } = this.views[this.index] ?? {};
    const ratio = mockup?.deviceScaleFactor ?? 1;
    return {
      ...{ mockup: mockup?.image ?? null, mockupName: mockup?.name ?? "" },
      ...{ render, diff, renderName: this.renderName, isWaiting: this.isWaiting },
      size: mockup
        ? { width: Math.round(mockup.width * ratio), height: Math.round(mockup.height * ratio) }
        : null,
      pixelRatio: ratio,
    };
  }
}
