import { htmlDocument, type PageCode } from "./pageCode";
import { writeHtml, type Markup } from "./writeHtml";

/** An element as every target writes it: its classes are named, nothing is left to decide but the words of the language. */
export interface TreeElement extends Markup<TreeElement> {
  /** What it is, in kebab case: "plan-card". */
  readonly name: string;
  /** Its classes, apart by blanks; "" when it declares nothing. */
  readonly classes: string;
}

/** A page of which only the language is open. */
export interface PageTree {
  readonly title: string;
  /** What stands in `body`, in order. */
  readonly elements: readonly TreeElement[];
  /** The whole style sheet. */
  readonly css: string;
}

/** An element before its classes were named, of either form of the page. */
interface Named<E> extends Markup<E> {
  readonly name: string;
}

/** The elements with their classes. */
export function nameClasses<E extends Named<E>>(
  elements: readonly E[],
  classesOf: (element: E) => string,
): TreeElement[] {
  return elements.map((element) => nameClass(element, classesOf));
}

function nameClass<E extends Named<E>>(element: E, classesOf: (element: E) => string): TreeElement {
  const { tag, name, attributes } = element;
  const classes = classesOf(element);
  const text = element.text.map((line) =>
    line.map((part) => (typeof part === "string" ? part : nameClass(part, classesOf))),
  );
  return {
    tag,
    name,
    attributes,
    classes,
    text,
    children: nameClasses(element.children, classesOf),
  };
}

/** The page as HTML and one style sheet. */
export function printHtml({ title, elements, css }: PageTree, stylesheetPath: string): PageCode {
  const body: TreeElement = {
    ...{ tag: "body", name: "page", classes: "", attributes: {}, text: [] },
    children: elements,
  };
  const html = writeHtml(body, ({ classes }) => classes, 1);
  return { html: htmlDocument(title, stylesheetPath, html), css };
}
