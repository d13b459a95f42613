import * as l10n from "@vscode/l10n";
import type { Size } from "../../src/base/geometry";
import type { Mode } from "./modes";
import type { Layer } from "./pane";

/** What there is to be shown. */
export interface StagePictures {
  /** Addresses; null: not there (yet). */
  readonly expected: string | null;
  readonly render: string | null;
  /** Where they differ, as the run drew it. */
  readonly diff: string | null;
  /** What is expected: the mockup, or what another iteration drew. */
  readonly expectedTitle: string;
  readonly expectedAlt: string;
  readonly renderTitle: string;
  /** "iteration 3" */
  readonly renderName: string;
  /** Of the mockup's picture, px; null: not known yet. */
  readonly size: Size | null;
  /** Px of the picture in a CSS px. */
  readonly pixelRatio: number;
  /** Whether a render may still come. */
  readonly isWaiting: boolean;
}

/** How the pictures are laid over one another. */
export interface Blend {
  /** Where the swipe stands, or how much the render covers: 0–1. */
  readonly blend: number;
  /** Whether the render's turn is, while they blink. */
  readonly isBlinked: boolean;
  /** The picture of the differences; null: there is none (yet). */
  readonly difference: string | HTMLCanvasElement | null;
}

/** What a pane shows. */
export interface PaneContent {
  readonly name: string;
  readonly layers: readonly Layer[];
  /** What is said instead of a picture. */
  readonly missing: string;
}

/** What the panes show in this mode: two side by side, else one. */
export function layersOf(
  mode: Mode,
  pictures: StagePictures,
  { blend, isBlinked, difference }: Blend,
): readonly PaneContent[] {
  const { isWaiting, expectedTitle, renderTitle, renderName } = pictures;
  const missing = isWaiting ? l10n.t("Not drawn yet") : l10n.t("Nothing was drawn");
  const pane = (name: string, ...layers: readonly (Layer | undefined)[]): PaneContent => ({
    name,
    layers: layers.filter((layer) => layer !== undefined),
    missing,
  });
  const layer = (picture: Layer["picture"] | null, alt: string): Layer | undefined =>
    picture === null ? undefined : { picture, alt };
  const expected = layer(pictures.expected, pictures.expectedAlt);
  const render = layer(pictures.render, l10n.t("The render of {0}", renderName));
  switch (mode) {
    case "side":
      return [pane(expectedTitle, expected), pane(renderTitle, render)];
    case "swipe":
      return [
        pane(`${expectedTitle} | ${renderTitle}`, expected, render && { ...render, cut: blend }),
      ];
    case "onion":
      return [
        pane(
          l10n.t("{0} over {1}", renderTitle, expectedTitle),
          expected,
          render && { ...render, opacity: blend },
        ),
      ];
    case "difference":
      return [
        pane(l10n.t("Difference"), layer(difference, l10n.t("What differs in {0}", renderName))),
      ];
    case "blink":
      return [
        pane(
          isBlinked ? renderTitle : expectedTitle,
          expected,
          render && { ...render, opacity: isBlinked ? 1 : 0 },
        ),
      ];
  }
}
