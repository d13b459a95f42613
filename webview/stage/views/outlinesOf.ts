import { scaledBy, type Rect } from "../../../src/base/geometry";
import type { Mode } from "../modes";
import type { Outline } from "../pane";
import type { Scene } from "./scene";

/** What was measured, where differences are looked at; what was flown to, what is marked and left out or pinned everywhere. Px of the pictures. */
export function outlinesOf(
  { line, isMain, against, kept, pictures }: Scene,
  {
    mode,
    chosen,
    marked,
  }: {
    readonly mode: Mode;
    readonly chosen: Rect | undefined;
    readonly marked: Rect | undefined;
  },
): readonly Outline[] {
  const { pixelRatio } = pictures;
  const isMeasured = mode === "difference" && isMain && against === undefined;
  const differences = isMeasured ? (line?.differences ?? []) : [];
  const as =
    (kind: Outline["kind"]) =>
    (place: Rect): Outline => ({ ...place, kind });
  return [
    ...differences.flatMap(({ box }) => (box ? [as("measured")(scaledBy(box, pixelRatio))] : [])),
    ...kept.masks.map((mask) => as("mask")(scaledBy(mask, pixelRatio))),
    ...kept.pins.map((pin) => as("pin")(scaledBy(pin, pixelRatio))),
    ...(chosen ? [as("chosen")(chosen)] : []),
    ...(marked ? [as("marked")(marked)] : []),
  ];
}
