import { parse } from "parse5";
import type { DefaultTreeAdapterMap } from "parse5";
import { listElements } from "./pageStyles";

type Element = DefaultTreeAdapterMap["element"];

/** A place in a text: from 0, as editors count. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** One step of a selector: what an element must have. */
interface Step {
  readonly id?: string;
  readonly tag?: string;
  readonly className?: string;
  /** Which of its parent's elements it is, from 1. */
  readonly position?: number;
}

/**
 * Where the element that a measured difference names begins in the page's HTML; undefined when it is not there. `selector` is one that
 * the render's snapshot wrote: `#id`, `.class`, or steps like `ul.list:nth-child(2)` joined by " > ", the first of them anywhere.
 */
export function locateElement(html: string, selector: string): Place | undefined {
  const steps = selector.split(" > ").map(parseStep);
  const found = listElements(parse(html, { sourceCodeLocationInfo: true })).find((element) =>
    isMatch(element, steps),
  );
  const start = found?.sourceCodeLocation;
  return start ? { line: start.startLine - 1, column: start.startCol - 1 } : undefined;
}

function parseStep(text: string): Step {
  const [, tag, mark, name, position] =
    /^([a-z][\w-]*)?(?:([.#])([\w-]+))?(?::nth-child\((\d+)\))?$/i.exec(text) ?? [];
  return {
    ...(tag !== undefined && { tag: tag.toLowerCase() }),
    ...(mark === "#" && name !== undefined && { id: name }),
    ...(mark === "." && name !== undefined && { className: name }),
    ...(position !== undefined && { position: Number(position) }),
  };
}

/** Whether the element has what the last step wants, its parent what the one before wants, and so on. */
function isMatch(element: Element, steps: readonly Step[]): boolean {
  const step = steps.at(-1);
  if (!step) return true;
  // A step that could not be read fits nothing.
  if (Object.keys(step).length === 0 || !fits(element, step)) return false;
  const above = steps.slice(0, -1);
  const { parentNode } = element;
  if (above.length === 0) return true;
  return parentNode !== null && "tagName" in parentNode && isMatch(parentNode, above);
}

function fits(element: Element, { id, tag, className, position }: Step): boolean {
  const attribute = (name: string): string =>
    element.attrs.find((one) => one.name === name)?.value ?? "";
  const siblings = element.parentNode?.childNodes.filter((node) => "tagName" in node) ?? [];
  return (
    (tag === undefined || element.tagName === tag) &&
    (id === undefined || attribute("id") === id) &&
    (className === undefined || attribute("class").split(/\s+/).includes(className)) &&
    (position === undefined || siblings.indexOf(element) === position - 1)
  );
}
