import type { Declaration, TagRule } from "../page/declaration";
import type { PageElement } from "./pageElement";

const CONTROLS = ["button", "input", "select", "textarea"];
const HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"];

/** One declaration that takes something back, for the tags that browsers do it to. */
interface Reset {
  readonly tags: readonly string[];
  readonly declaration: Declaration;
  /** Whether an element without a word of its own on this would look wrong. */
  readonly isNeeded: (element: PageElement, parent: PageElement | undefined) => boolean;
}

/** Pictures narrower than this fit every window (CSS px). */
const MIN_WIDE_PX = 160;

/** Fields that browsers draw in their own way even where borders and grounds are declared. */
const DRAWN_TYPES =
  /^(checkbox|radio|range|color|search|number|date|time|month|week|datetime-local)$/;

/** Tags that browsers give padding. */
const PADDED = new Set(["ul", "ol", "td", "th", "fieldset", "legend", "select", ...CONTROLS]);

const RESETS: readonly Reset[] = [
  {
    tags: [...HEADINGS, "th", ...CONTROLS],
    declaration: ["font", "inherit"],
    isNeeded: (one) =>
      !says(one, "font") && !(isBold(one) && says(one, "font-size") && says(one, "font-weight")),
  },
  { tags: [...CONTROLS, "a"], declaration: ["color", "inherit"], isNeeded: lacks("color") },
  { tags: ["th"], declaration: ["text-align", "inherit"], isNeeded: lacks("text-align") },
  {
    tags: [...CONTROLS, "hr", "fieldset"],
    declaration: ["border", "0"],
    isNeeded: lacks("border"),
  },
  { tags: CONTROLS, declaration: ["background", "none"], isNeeded: lacks("background") },
  { tags: ["a"], declaration: ["text-decoration", "none"], isNeeded: lacks("text-decoration") },
  {
    tags: ["input", "select"],
    declaration: ["appearance", "none"],
    isNeeded: ({ tag, attributes }) =>
      tag === "select" || DRAWN_TYPES.test(attributes["type"] ?? ""),
  },
  { tags: ["ul", "ol", "summary"], declaration: ["list-style", "none"], isNeeded: () => true },
  { tags: ["table"], declaration: ["width", "100%"], isNeeded: lacks("width") },
  { tags: ["table"], declaration: ["border-spacing", "0"], isNeeded: () => true },
  { tags: ["textarea"], declaration: ["display", "block"], isNeeded: () => true },
  { tags: ["textarea"], declaration: ["resize", "vertical"], isNeeded: () => true },
  {
    tags: ["img"],
    declaration: ["display", "block"],
    isNeeded: (one, parent) => !isLaidOut(parent) && valueOf(one, "position") !== "absolute",
  },
  {
    tags: ["img"],
    declaration: ["flex", "none"],
    isNeeded: (_, parent) => !!parent && /flex$/.test(valueOf(parent, "display") ?? ""),
  },
  { tags: ["img"], declaration: ["max-width", "100%"], isNeeded: isWide },
  { tags: ["img"], declaration: ["height", "auto"], isNeeded: isWide },
];

/** The rules that take back what browsers do to the tags of this page, as far as its elements do not say themselves how they look. */
export function resetRules(root: PageElement): TagRule[] {
  const byTag = neededBy(root);
  // What the same tags need is one rule.
  const rows = new Map<string, { selectors: readonly string[]; declarations: Declaration[] }>();
  for (const { tags, declaration } of RESETS) {
    const selectors = tags.filter((tag) => byTag.get(tag)?.has(declaration.join()));
    if (selectors.length === 0) continue;
    const row = rows.get(selectors.join()) ?? { selectors, declarations: [] };
    row.declarations.push(declaration);
    rows.set(selectors.join(), row);
  }
  const all = listElements(root);
  const hasPlaceholder = all.some(
    ([{ attributes, component }]) => attributes["placeholder"] !== undefined && !component,
  );
  return [
    forAll(all.some(([one]) => needsPadding(one))),
    ...rows.values(),
    ...(hasPlaceholder ? [PLACEHOLDER] : []),
  ];
}

const PLACEHOLDER: TagRule = {
  selectors: ["::placeholder"],
  declarations: [
    ["color", "inherit"],
    ["opacity", "1"],
  ],
};

function forAll(withPadding: boolean): TagRule {
  const padding: Declaration[] = withPadding ? [["padding", "0"]] : [];
  return {
    selectors: ["*", "*::before", "*::after"],
    declarations: [["box-sizing", "border-box"], ["min-width", "0"], ["margin", "0"], ...padding],
  };
}

/** Of each tag, the declarations that some element of it needs. */
function neededBy(root: PageElement): ReadonlyMap<string, ReadonlySet<string>> {
  const byTag = new Map<string, Set<string>>();
  for (const [element, parent] of listElements(root))
    for (const { tags, declaration, isNeeded } of RESETS) {
      if (!tags.includes(element.tag) || !isNeeded(element, parent)) continue;
      byTag.set(element.tag, (byTag.get(element.tag) ?? new Set<string>()).add(declaration.join()));
    }
  return byTag;
}

type Placed = readonly [element: PageElement, parent: PageElement | undefined];

function listElements(element: PageElement, parent?: PageElement): Placed[] {
  const parts = element.text.flat().filter((part) => typeof part !== "string");
  return [
    [element, parent],
    ...[...parts, ...element.children].flatMap((child) => listElements(child, element)),
  ];
}

/** Whether browsers set it in bold letters of its own size, and in nothing else of its own. */
function isBold({ tag }: PageElement): boolean {
  return tag === "th" || HEADINGS.includes(tag);
}

function valueOf({ style }: PageElement, property: string): string | undefined {
  return style.findLast(([name]) => name === property)?.[1];
}

function says(element: PageElement, property: string): boolean {
  return valueOf(element, property) !== undefined;
}

function lacks(property: string): (element: PageElement) => boolean {
  return (element) => !says(element, property);
}

/** Whether a container makes a block of whatever stands in it. */
function isLaidOut(parent: PageElement | undefined): boolean {
  return !!parent && /^(inline-)?(flex|grid)$/.test(valueOf(parent, "display") ?? "");
}

function isWide(element: PageElement): boolean {
  return says(element, "width") || Number(element.attributes["width"] ?? 0) >= MIN_WIDE_PX;
}

function needsPadding(element: PageElement): boolean {
  const isMark = /^(checkbox|radio)$/.test(element.attributes["type"] ?? "");
  return PADDED.has(element.tag) && !isMark && !says(element, "padding");
}
