import type { ProjectComponent } from "../../project/components/projectComponent";
import { px, type Declaration } from "../page/declaration";

/** Properties that text inherits; the nearest ancestor that most of its text agrees with declares them. */
export const INHERITED = [
  "font-family",
  "font-size",
  "font-weight",
  "font-style",
  "line-height",
  "letter-spacing",
  "text-align",
  "color",
] as const;

export type InheritedProperty = (typeof INHERITED)[number];

/** How the words of an element must look, whoever declares it; what is left out may be anything. */
export type Type = Readonly<Partial<Record<InheritedProperty, string>>>;

/** An element of the page before its classes have names. */
export interface PageElement {
  readonly tag: string;
  /** What it is, as a class name: "card", "button". Elements with equal styles share a class. */
  readonly name: string;
  /** The person's own component that it is; its tag is that one's name, its attributes are props then. */
  readonly component?: ProjectComponent;
  readonly attributes: Readonly<Record<string, string>>;
  /** What it declares itself. */
  readonly style: readonly Declaration[];
  readonly type: Type;
  /** What it declares below its window's width, where columns go below each other. */
  readonly narrow: readonly Declaration[];
  /** Lines of text, joined by `<br>` when there are several; children come after. */
  readonly text: readonly TextLineContent[];
  readonly children: readonly PageElement[];
}

/** One line: plain text, and elements within it (links, bold words), in order. */
export type TextLineContent = readonly (string | PageElement)[];

/** A size of type: whole and half pixels as they are, others in rem ("0.9rem"). */
export function typeSize(sizePx: number): string {
  const isHalf = Math.abs(sizePx * 2 - Math.round(sizePx * 2)) < 0.001;
  return isHalf ? px(sizePx) : `${Math.round((sizePx / 16) * 1000) / 1000}rem`;
}
