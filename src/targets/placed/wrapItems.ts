import type { PageElement } from "./pageElement";

const PLAIN = { attributes: {}, look: [], place: [], text: [] } as const;

/** Tags that may become an item or a cell themselves; others are wrapped by one. */
const ANONYMOUS_TAGS = new Set(["span", "p", "div", "h3"]);

/** What the children of a list or a table must be: items, or rows of cells. Others stay as they are. */
export function wrapItems(
  parentTag: string,
  children: readonly PageElement[],
): readonly PageElement[] {
  if (parentTag === "ul") return children.map((child) => wrapAs("li", "item", child));
  if (parentTag !== "table") return children;
  return [{ ...PLAIN, tag: "tbody", name: "rows", children: children.map(asRow) }];
}

function asRow(element: PageElement): PageElement {
  const cells = element.tag === "ul" ? element.children.map(fromItem) : element.children;
  // A line between rows is a row without content.
  const empty: PageElement = { ...PLAIN, tag: "td", name: "cell", children: [] };
  return {
    ...element,
    tag: "tr",
    name: element.tag === "ul" ? "table-row" : element.name,
    attributes: {},
    children: cells.length > 0 ? cells.map((cell) => wrapAs("td", "cell", cell)) : [empty],
  };
}

/** What an item wraps, if it does nothing else. */
function fromItem(item: PageElement): PageElement {
  const [only] = item.children;
  const bare = item.look.length + item.place.length + item.text.length === 0;
  return only && bare && item.children.length === 1 ? only : { ...item, tag: "span" };
}

function wrapAs(tag: string, name: string, element: PageElement): PageElement {
  if (ANONYMOUS_TAGS.has(element.tag)) return { ...element, tag };
  return { ...PLAIN, tag, name, children: [element] };
}
