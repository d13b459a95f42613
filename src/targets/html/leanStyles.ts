import type { Declaration } from "../page/declaration";
import type { InheritedValues } from "./inherit";
import { INHERITED, type InheritedProperty, type PageElement } from "./pageElement";

/** What browsers draw pages on. */
const PAPER = "var(--white)";

/** One colour, seen through nothing. */
const SOLID = /^(var\(--[\w-]+\)|#[0-9a-f]{3,6})$/;

/**
 * The same page with less said: the ground that a box lies on is not painted again, a typeface with its size and line height is one
 * declaration, and nothing is said twice.
 *
 * @param initial What the page's root inherits.
 */
export function leanStyles(root: PageElement, initial: InheritedValues): PageElement {
  return withoutRepeats(withFont(root, initial), PAPER);
}

/** The same page with what browsers do to links left to them, where every link has it. */
export function leanLinks(root: PageElement): PageElement {
  return areLinksUnderlined(root) ? withoutUnderlines(root) : root;
}

function withoutRepeats(element: PageElement, ground: string): PageElement {
  const last = new Map(element.style.map(([property, value]) => [property, value]));
  const own = last.get("background");
  const isOnTop = last.get("position") !== undefined;
  // What casts a shadow hides the part of it, and of its neighbours', that falls below itself; what reaches out of its container
  // may lie on something else.
  const isShifted = element.style.some(
    ([name, value]) => /^margin/.test(name) && /-\d/.test(value),
  );
  const isLifted = isOnTop || isShifted || last.has("box-shadow");
  if (own !== undefined && own === ground && SOLID.test(own) && !isLifted)
    last.delete("background");
  const below = isOnTop ? (own ?? "") : (own ?? ground);
  return {
    ...element,
    style: [...last],
    children: element.children.map((child) => withoutRepeats(child, below)),
  };
}

/** Where a typeface is declared with more of the type, all of it in one. */
function withFont(element: PageElement, inherited: InheritedValues): PageElement {
  const values: Record<InheritedProperty, string> = { ...inherited };
  for (const [property, value] of element.style)
    if (isInherited(property)) values[property] = value;
  const fonts = element.style.filter(([property]) => FONT.has(property));
  const isWhole = fonts.length > 1 && fonts.some(([property]) => property === "font-family");
  const style = isWhole
    ? [...element.style.filter(([property]) => !FONT.has(property)), shorthand(values)]
    : element.style;
  return { ...element, style, children: element.children.map((child) => withFont(child, values)) };
}

const FONT = new Set(["font-family", "font-size", "font-weight", "font-style", "line-height"]);

function shorthand(values: InheritedValues): Declaration {
  const height = values["line-height"] === "normal" ? "" : `/${values["line-height"]}`;
  const parts = [
    values["font-style"] === "normal" ? "" : values["font-style"],
    values["font-weight"] === "400" ? "" : values["font-weight"],
    `${values["font-size"]}${height}`,
    values["font-family"],
  ];
  return ["font", parts.filter((part) => part !== "").join(" ")];
}

function isInherited(property: string): property is InheritedProperty {
  return (INHERITED as readonly string[]).includes(property);
}

const UNDERLINE = "text-decoration:underline";

function areLinksUnderlined({ tag, style, text, children }: PageElement): boolean {
  if (tag === "a" && !style.some((one) => one.join(":") === UNDERLINE)) return false;
  const parts = text.flat().filter((part) => typeof part !== "string");
  return [...parts, ...children].every(areLinksUnderlined);
}

function withoutUnderlines(element: PageElement): PageElement {
  const { tag, style } = element;
  return {
    ...element,
    style: tag === "a" ? style.filter((one) => one.join(":") !== UNDERLINE) : style,
    text: element.text.map((line) =>
      line.map((part) => (typeof part === "string" ? part : withoutUnderlines(part))),
    ),
    children: element.children.map(withoutUnderlines),
  };
}
