import type { ProjectComponent } from "../../project/components/projectComponent";
import type { Declaration, TagRule } from "./declaration";
import { htmlDocument, type PageCode } from "./pageCode";
import { writeHtml, type Markup } from "./writeHtml";

/** An element as every target writes it: its classes are named, nothing is left to decide but the words of the language. */
export interface TreeElement extends Markup<TreeElement> {
  /** What it is, in kebab case: "plan-card". */
  readonly name: string;
  /** The person's own component that it is: its attributes are that one's props. */
  readonly component?: ProjectComponent;
  /** Its classes, apart by blanks; "" when it declares nothing. */
  readonly classes: string;
  /** What code calls it; without that its first class is its name. */
  readonly label?: string;
  readonly declared: Declared;
}

/** What an element declares itself, in order; its classes say the same. */
export interface Declared {
  readonly style: readonly Declaration[];
  /** On narrow windows. */
  readonly narrow: readonly Declaration[];
}

/** A page of which only the language is open. */
export interface PageTree {
  readonly title: string;
  /** What stands in `body`, in order. */
  readonly elements: readonly TreeElement[];
  /** The whole style sheet. */
  readonly css: string;
  /** What the style sheet says besides what elements declare. */
  readonly ground: Ground;
}

/** What a page's elements stand on. */
export interface Ground {
  /** The `@font-face` rules. */
  readonly fonts: string;
  /** Colours by their custom properties: ["--white", "#fff"]. */
  readonly colors: readonly (readonly [name: string, hex: string])[];
  /** What is said of tags: first what browsers do to them is taken back. */
  readonly tags: readonly TagRule[];
  readonly body: readonly Declaration[];
  /** Windows up to this wide are narrow (CSS px). */
  readonly narrowPx: number;
  /** What is said of the body there. */
  readonly narrowBody: readonly Declaration[];
}

/** An element before its classes were named, of either form of the page. */
interface Named<E> extends Markup<E> {
  readonly name: string;
  readonly component?: ProjectComponent;
}

/** The elements with their classes. */
export function nameClasses<E extends Named<E>>(
  elements: readonly E[],
  classesOf: (element: E) => string,
  declaredBy: (element: E) => Declared,
): TreeElement[] {
  return elements.map((element) => nameClass(element, classesOf, declaredBy));
}

function nameClass<E extends Named<E>>(
  element: E,
  classesOf: (element: E) => string,
  declaredBy: (element: E) => Declared,
): TreeElement {
  const { tag, name, attributes, component } = element;
  const classes = classesOf(element);
  const text = element.text.map((line) =>
    line.map((part) => (typeof part === "string" ? part : nameClass(part, classesOf, declaredBy))),
  );
  return {
    tag,
    name,
    attributes,
    ...(component && { component }),
    classes,
    text,
    declared: declaredBy(element),
    children: nameClasses(element.children, classesOf, declaredBy),
  };
}

/** What of an element HTML shows. */
interface HtmlElement extends Markup<HtmlElement> {
  readonly classes: string;
}

/** The page as HTML and one style sheet. */
export function printHtml({ title, elements, css }: PageTree, stylesheetPath: string): PageCode {
  const body = { tag: "body", classes: "", attributes: {}, text: [], children: elements };
  const html = writeHtml<HtmlElement>(body, ({ classes }) => classes, 1);
  return { html: htmlDocument(title, stylesheetPath, html), css };
}
