import type { Rect } from "../../base/geometry";

/** What is asked of a page besides its picture. */
export interface SurveyRequest {
  /** Widths of the window the page is laid out in, one after the other. CSS px. */
  readonly widths: readonly number[];
  /** CSS selectors, to be told which of them match something. */
  readonly selectors: readonly string[];
}

/** Text on one visual line, or in a form control. CSS px. */
export interface LaidText {
  readonly box: Rect;
  /** Characters; of a text on several lines, this line's share. */
  readonly chars: number;
  /** The share of it that neither the window nor a box around it cuts off, 0–1. */
  readonly seen: number;
  /** Texts with the same number are lines of one text. */
  readonly text: number;
  readonly isControl: boolean;
}

/** The page in a window of some width. */
export interface PageLayout {
  /** CSS px: the window's, and what the page needs. */
  readonly width: number;
  readonly scrollWidth: number;
  readonly texts: readonly LaidText[];
  /** The element that sticks out of the window furthest, as a short selector. */
  readonly tooWide: string | undefined;
  /** The element that cuts off most text, as a short selector. */
  readonly cutting: string | undefined;
}

/** Something that people with a screen reader, or a keyboard, would miss. */
export interface AccessFault {
  readonly kind:
    | "heading-order"
    | "no-heading"
    | "image-alt"
    | "control-label"
    | "link-name"
    | "button-name"
    | "language"
    | "title"
    | "landmark";
  /** A short selector, or the text of the element. */
  readonly where: string;
}

/** What the page is made of, in the window of its mockup. Elements are the visible ones; a drawing (svg) is one. */
export interface PageStructure {
  readonly elements: number;
  /** Those that are placed instead of laid out: absolute or fixed, or with a negative margin. */
  readonly placed: number;
  readonly placedExample: string | undefined;
  /** Elements with a style attribute. */
  readonly inlineStyles: number;
  readonly classes: readonly string[];
  /** Characters of text, and those that stand in an element that says what it is (heading, link, cell, label …). */
  readonly chars: number;
  readonly meantChars: number;
  /** A text that does not. */
  readonly plainExample: string | undefined;
  readonly accessChecks: number;
  readonly accessFaults: readonly AccessFault[];
}

export interface PageSurvey {
  readonly structure: PageStructure;
  readonly layouts: readonly PageLayout[];
  /** The asked selectors that match nothing (or are none). */
  readonly unmatched: readonly string[];
}
