import * as l10n from "@vscode/l10n";
import { scaledBy, type Rect, type Size } from "../../src/base/geometry";
import type { PageElement } from "../../src/protocol/pageElement";
import type { PanelState } from "../../src/protocol/schemas/panelState";
import { element } from "../dom";
import { Blinker } from "./blinker";
import type { Gestures, PanePoint } from "./gestures";
import { HeatMap } from "./heatMap";
import { Inspector } from "./inspector";
import { Marking } from "./marking";
import type { StageOptions } from "./marking";
import { layersOf } from "./layersOf";
import type { StagePictures } from "./layersOf";
import type { Mode } from "./modes";
import { Pane } from "./pane";
import { PixelReader } from "./pixels";
import { StageBar } from "./stageBar";
import {
  fitWidth,
  flyTo,
  keepInside,
  nextScale,
  panBy,
  partBetween,
  pixelAt,
  zoomBy,
} from "./viewport";
import type { Viewport } from "./viewport";
import { outlinesOf } from "./views/outlinesOf";
import { AgainstChoice } from "./views/against";
import { Scene } from "./views/scene";
import { ViewChoice } from "./views/viewChoice";

/** A pane is no higher than this share of the window, and no lower than so many px. */
const MOST_HEIGHT = 0.72;
const LEAST_HEIGHT = 140;

/**
 * Mockup and render of the selected iteration, large, in one of several ways, at any zoom: all panes show the same part. Lengths of
 * a viewport are px of the mockup's picture; measured places come in CSS px.
 */
export class Stage {
  readonly node: HTMLElement;
  private readonly bar: StageBar;
  private readonly choice = new ViewChoice((index) => this.chooseView(index));
  private readonly against = new AgainstChoice((ordinal) => {
    this.scene.against = ordinal;
    this.putOn();
  });
  private readonly panes: readonly [Pane, Pane];
  private readonly inspector = new Inspector();
  private readonly reader = new PixelReader();
  private readonly heat = new HeatMap(this.reader, () => this.draw());
  private readonly blinker = new Blinker(() => this.draw());
  private mode: Mode = "side";
  private blend = 0.5;
  private view: Viewport = { scale: 1, x: 0, y: 0 };
  /** Whether nobody chose another part than the whole width. */
  private isFitted = true;
  private readonly scene = new Scene();
  private pictures: StagePictures | undefined;
  /** The address of the mockup whose window is shown. */
  private mockup: string | undefined;
  private chosen: Rect | undefined;
  /** Px of the picture. */
  private marked: Rect | undefined;
  private isMarking = false;
  private readonly marking: Marking;
  private pointed: PanePoint | undefined;
  /** Where the code is to be opened of what is not known yet. */
  private opening: PanePoint | undefined;

  constructor(private readonly commands: StageOptions) {
    this.marking = new Marking({ ...commands, clear: () => this.mark(undefined) });
    this.bar = new StageBar({
      choose: (mode) => this.choose(mode),
      step: (direction) => this.step(direction),
      fit: () => this.fit(),
      actualSize: () => this.zoomTo(1),
      blend: (share) => {
        this.blend = share;
        this.draw();
      },
      blink: (on) => {
        this.blinker.run(on);
        this.draw();
      },
      mark: (on) => {
        this.isMarking = on;
        this.draw();
      },
    });
    const gestures: Gestures = {
      pan: (dx, dy) => this.move(panBy(this.view, dx, dy)),
      zoom: (factor, at) => this.move(zoomBy(this.view, factor, at)),
      step: (direction) => this.step(direction),
      fit: () => this.fit(),
      actualSize: () => this.zoomTo(1),
      isMarking: () => this.isMarking,
      canMark: () => this.scene.isMain,
      mark: (from, to) => {
        const { size } = this.pictures ?? {};
        if (size) this.mark(partBetween(this.view, from, to, size));
      },
      markShown: () => {
        const { size } = this.pictures ?? {};
        const { width, height } = this.paneSize;
        if (size) this.mark(partBetween(this.view, { x: 0, y: 0 }, { x: width, y: height }, size));
      },
      open: (at) => this.open(at),
      point: (at) => void this.point(at),
    };
    this.panes = [new Pane(gestures), new Pane(gestures)];
    const panes = element("div", { class: "panes" }, ...this.panes.map(({ node }) => node));
    this.node = element(
      "section",
      { class: "stage", "aria-label": l10n.t("Pictures") },
      this.choice.node,
      element("div", { class: "stage-head" }, this.bar.node, this.against.node),
      panes,
      this.marking.node,
      this.inspector.node,
    );
    this.inspector.clear();
    new ResizeObserver(() => this.settle()).observe(panes);
  }

  show(state: PanelState): void {
    const { scene } = this;
    if (scene.take(state)) this.chosen = undefined;
    const isWaiting = state.phase === "running" || state.phase === "queued";
    this.node.hidden = state.phase === "empty" || (state.mockup === null && !isWaiting);
    this.putOn();
  }

  /** Puts the chosen view's pictures on the stage. */
  private putOn(): void {
    const { pictures } = this.scene;
    const mockup = this.scene.views[this.scene.index]?.mockup.image;
    if (this.mockup !== mockup) {
      this.isFitted = true;
      this.marked = undefined;
    }
    this.mockup = mockup;
    this.pictures = pictures;
    this.settle();
  }

  private chooseView(index: number): void {
    this.scene.index = index;
    this.chosen = undefined;
    this.isMarking &&= this.scene.isMain;
    this.putOn();
  }

  /** Shows a place, CSS px, from near, and outlines it on all pictures. */
  fly(place: Rect): void {
    if (!this.scene.isMain) this.chooseView(0);
    const ratio = this.pictures?.pixelRatio ?? 1;
    this.chosen = scaledBy(place, ratio);
    this.node.scrollIntoView({ block: "nearest" });
    this.move(flyTo(this.chosen, this.paneSize));
    this.draw();
  }

  private choose(mode: Mode): void {
    this.mode = mode;
    this.blinker.run(mode === "blink" && !this.blinker.isUnwanted);
    this.settle();
  }

  private fit(): void {
    this.isFitted = true;
    this.settle();
  }

  private step(direction: 1 | -1): void {
    this.zoomTo(nextScale(this.view.scale, direction));
  }

  private zoomTo(scale: number): void {
    const { width, height } = this.paneSize;
    this.move(zoomBy(this.view, scale / this.view.scale, { x: width / 2, y: height / 2 }));
  }

  /** Returns whether anything else is shown now. */
  private move(wanted: Viewport): boolean {
    const { size } = this.pictures ?? {};
    if (!size) return false;
    const view = keepInside(wanted, size, this.paneSize);
    const { scale, x, y } = this.view;
    if (view.scale === scale && view.x === x && view.y === y) return false;
    this.view = view;
    this.isFitted = false;
    this.draw();
    return true;
  }

  private get paneSize(): Size {
    return this.panes[0].size;
  }

  /** Gives the panes their height, and keeps what is shown inside them. */
  private settle(): void {
    const [first, second] = this.panes;
    second.node.hidden = this.mode !== "side";
    const { size } = this.pictures ?? {};
    if (size) {
      const { width } = first.size;
      const whole = size.height * fitWidth(size, { width, height: 1 }).scale;
      const height = Math.min(Math.max(LEAST_HEIGHT, whole), innerHeight * MOST_HEIGHT);
      this.node.style.setProperty("--pane-height", `${Math.round(height)}px`);
      this.view = this.isFitted
        ? fitWidth(size, this.paneSize)
        : keepInside(this.view, size, this.paneSize);
    }
    this.draw();
  }

  private draw(): void {
    const { pictures, scene } = this;
    const { line } = scene;
    if (!pictures) return;
    const ratio = pictures.pixelRatio;
    const leftOut = (this.scene.isMain ? (line?.masks ?? []) : []).map((mask) =>
      scaledBy(mask, ratio),
    );
    const heat = this.mode === "difference" ? this.heat.of(pictures, leftOut) : undefined;
    const shown = layersOf(this.mode, pictures, {
      blend: this.blend,
      isBlinked: this.blinker.isOther,
      difference: heat ?? pictures.diff,
    });
    const { mode, chosen, marked } = this;
    const outlines = outlinesOf(scene, { mode, chosen, marked });
    for (const [index, pane] of this.panes.entries()) {
      const what = shown[index];
      if (what) pane.setLayers(what.name, what.layers, what.missing, pictures.isWaiting);
      pane.look(this.view, ratio, outlines);
    }
    this.choice.show(scene.views, scene.index);
    this.against.show(scene.others, scene.against);
    this.bar.show({
      ...{ mode: this.mode, scale: this.view.scale, isBlinking: this.blinker.isRunning },
      ...{ isMarking: this.isMarking, canMark: this.scene.isMain },
    });
    this.marking.show({ ...scene.kept, marked: marked && scaledBy(marked, 1 / ratio) });
  }

  private mark(part: Rect | undefined): void {
    this.marked = part;
    this.draw();
  }

  private async point(at: PanePoint | undefined): Promise<void> {
    const { pictures } = this;
    this.pointed = at;
    const pixel = at && pictures?.size && pixelAt(this.view, at, pictures.size);
    if (!pixel) {
      this.inspector.clear();
      return;
    }
    const read = async (source: string | null) =>
      source === null ? undefined : this.reader.of(source);
    const [expected, render] = await Promise.all([read(pictures.expected), read(pictures.render)]);
    // The pointer has moved on while they were read.
    if (this.pointed !== at) return;
    this.inspector.show(
      pixel,
      pictures.pixelRatio,
      [
        { name: pictures.expectedTitle, pixels: expected },
        { name: pictures.renderTitle, pixels: render },
      ],
      this.elementAt(at)?.selector,
    );
  }

  /** The page's elements have come: what somebody waits for is done. */
  lookAgain(): void {
    void this.point(this.pointed);
    if (this.opening) this.open(this.opening);
  }

  /** Opens the code of what is at a place, once that is known. */
  private open(at: PanePoint): void {
    const found = this.elementAt(at);
    this.opening = found === null ? at : undefined;
    if (found) this.commands.openCode(found.selector);
  }

  /** What the page has there; only the main window's places are known. */
  private elementAt(at: PanePoint): PageElement | undefined | null {
    const { size, pixelRatio } = this.pictures ?? {};
    const pixel = size && pixelAt(this.view, at, size);
    if (!pixel || !pixelRatio || !this.scene.isMain) return undefined;
    return this.commands.elementAt({ x: pixel.x / pixelRatio, y: pixel.y / pixelRatio });
  }
}
