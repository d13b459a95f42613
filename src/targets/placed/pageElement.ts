import type { Declaration } from "../page/declaration";

/** An element of the page before its classes have names. */
export interface PageElement {
  readonly tag: string;
  /** What it is, as a class name: "card", "button". Elements with equal styles share a class. */
  readonly name: string;
  /** How it looks: colours, type, borders. */
  readonly look: readonly Declaration[];
  /** Where it lies and how it arranges its children. */
  readonly place: readonly Declaration[];
  readonly attributes: Readonly<Record<string, string>>;
  /** Lines of text, joined by `<br>` when there are several; children come after. */
  readonly text: readonly TextLineContent[];
  readonly children: readonly PageElement[];
}

/** One line: plain text, and elements within it (links, bold words), in order. */
export type TextLineContent = readonly (string | PageElement)[];

/** A length to an eighth of a CSS pixel: what Chromium's 1/64 px layout units hold exactly, so that nothing drifts. */
export function snap(lengthPx: number): number {
  return Math.round(lengthPx * 8) / 8;
}
