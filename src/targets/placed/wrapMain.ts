import type { Declaration } from "../page/declaration";
import type { PageElement } from "./pageElement";

/** Parts of the page that stand beside its main content. */
const AROUND = new Set(["header", "footer", "aside", "nav"]);

/**
 * The page's children with a `main` element: in a column, around all between header and footer, arranged as the page
 * itself arranges them; in a row, the largest plain part is it.
 *
 * @param place What the page declares to arrange them.
 */
export function wrapMain(
  children: readonly PageElement[],
  place: readonly Declaration[],
): readonly PageElement[] {
  const isColumn = place.some(([, value]) => value === "column");
  if (!isColumn) return nameMain(children);
  const first = children.findIndex(({ tag }) => !AROUND.has(tag));
  const last = children.findLastIndex(({ tag }) => !AROUND.has(tag));
  if (first < 0) return children;
  const inherited = place.filter(([property]) => ARRANGING.has(property));
  const main: PageElement = {
    tag: "main",
    name: "main",
    look: [],
    place: [...inherited, ["align-self", "stretch"]],
    attributes: {},
    text: [],
    children: children.slice(first, last + 1),
  };
  return [...children.slice(0, first), main, ...children.slice(last + 1)];
}

const ARRANGING = new Set(["display", "flex-direction", "align-items", "gap"]);

/** Plain parts come as `div`; the one with the most elements in it is the main one. */
function nameMain(children: readonly PageElement[]): readonly PageElement[] {
  const size = (element: PageElement): number =>
    1 + element.children.reduce((sum, child) => sum + size(child), 0);
  const plain = children.filter(({ tag }) => tag === "div");
  const [main] = plain.sort((a, b) => size(b) - size(a));
  return children.map((child) => (child === main ? { ...child, tag: "main" } : child));
}
