/** CSS properties that say how something is painted, whatever its place. */
export interface PaintLooks {
  readonly text: readonly string[];
  readonly background: readonly string[];
  readonly radii: readonly string[];
  /** Of any box, also one that paints nothing itself. */
  readonly always: readonly string[];
}

export const PAINT_LOOKS: PaintLooks = {
  text: [
    ...["color", "font-family", "font-size", "font-weight", "font-style", "font-stretch"],
    ...[
      "font-variant",
      "font-feature-settings",
      "letter-spacing",
      "word-spacing",
      "text-transform",
    ],
    ...["text-decoration-line", "text-decoration-color", "text-decoration-style"],
    ...["text-decoration-thickness", "text-underline-offset", "text-shadow", "-webkit-text-stroke"],
    ...["font-variation-settings", "font-kerning", "text-rendering", "background-clip"],
  ],
  background: [
    ...["background-color", "background-image", "background-position", "background-size"],
    ...["background-repeat", "background-clip", "background-origin", "background-attachment"],
  ],
  radii: ["top-left", "top-right", "bottom-right", "bottom-left"].map(
    (corner) => `border-${corner}-radius`,
  ),
  always: [
    ...["opacity", "visibility", "transform", "filter", "backdrop-filter", "mix-blend-mode"],
    ...["clip-path", "mask-image", "box-shadow", "isolation", "fill", "stroke", "stroke-width"],
  ],
};
