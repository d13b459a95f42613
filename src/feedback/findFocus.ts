import { boundingRect, intersection, type Rect } from "../base/geometry";
import type { Comparison, Difference } from "../compare/comparison";
import type { Render } from "../render/renderer";

/** A part of the page somebody asked about. */
export interface Focus {
  /** CSS px, with some surroundings. */
  readonly box: Rect;
  /** The differences there, heaviest first. */
  readonly differences: readonly Difference[];
}

/** Surroundings that show where the part stands, CSS px. */
const MARGIN = 40;

/**
 * The part of the page a phrase names: texts that contain it, of the render or of what is missing from it, or elements
 * whose selector does. Undefined when nothing matches.
 */
export function findFocus(
  phrase: string,
  render: Pick<Render, "textLines" | "elements">,
  comparison: Comparison,
): Focus | undefined {
  const wanted = plain(phrase);
  if (wanted === "") return undefined;
  const boxes = [
    ...render.textLines.filter(({ text }) => matches(plain(text), wanted)).map(({ box }) => box),
    ...comparison.differences.flatMap((difference) =>
      expectedText(difference).some((text) => matches(plain(text), wanted)) && "box" in difference
        ? [difference.box]
        : [],
    ),
  ];
  const found = boxes.length > 0 ? boxes : elementBoxes(phrase, render.elements);
  if (found.length === 0) return undefined;
  const around = boundingRect(found);
  const box = {
    x: around.x - MARGIN,
    y: around.y - MARGIN,
    width: around.width + 2 * MARGIN,
    height: around.height + 2 * MARGIN,
  };
  return {
    box,
    differences: comparison.differences.filter(
      (difference) => "box" in difference && intersection(difference.box, box),
    ),
  };
}

function elementBoxes(phrase: string, elements: Render["elements"]): Rect[] {
  const selector = phrase.trim();
  return elements.filter((element) => element.selector.includes(selector)).map(({ box }) => box);
}

function expectedText(difference: Difference): string[] {
  switch (difference.kind) {
    case "text-missing":
    case "text-extra":
    case "text-style":
      return [difference.text];
    case "text-changed":
      return [difference.expected, difference.actual];
    case "size":
    case "region":
      return [];
  }
}

function matches(text: string, wanted: string): boolean {
  return text.includes(wanted) || (text.length >= 4 && wanted.includes(text));
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, " ").trim();
}
