import { nameOf } from "../components/shapeOf";
import type { PageTree, TreeElement } from "../page/pageTree";
import { baseLayer } from "./base";
import { Theme } from "./theme";
import { INITIAL_TYPE, isType, sizeClass, typeIn, type TypeState } from "./typeClasses";
import { utilitiesOf } from "./utilities";

/** Tags that browsers give a weight of their own. */
const BOLD = new Set(["b", "strong", "th"]);

/** The same page with Tailwind's classes, and what is left to its style sheet; `css` is not formatted. */
export function withUtilities(page: PageTree): PageTree {
  const { ground, elements } = page;
  const theme = new Theme(ground);
  const body = { ...INITIAL_TYPE, ...typeIn(ground.body) };
  theme.font(body.family);
  const written = elements.map((element) => utilityElement(element, body, theme));
  const base = baseLayer(ground, theme);
  const css = ['@import "tailwindcss";', ground.fonts, theme.toString(), base];
  return { ...page, elements: written, css: `${css.filter((one) => one !== "").join("\n\n")}\n` };
}

function utilityElement(element: TreeElement, inherited: TypeState, theme: Theme): TreeElement {
  const { tag, declared, text, children } = element;
  const own = typeIn(declared.style);
  const type = { ...inherited, ...own };
  const others = declared.style.filter((one) => !isType(one));
  const classes = [
    ...others.flatMap(([property, value]) => utilitiesOf([property, theme.value(value)])),
    ...typeClasses(own, inherited, type, theme, BOLD.has(tag)),
    ...declared.narrow
      .flatMap(([property, value]) => utilitiesOf([property, theme.value(value)]))
      .map((one) => theme.narrow(one)),
  ];
  return {
    ...element,
    label: nameOf(element),
    classes: withSquares([...new Set(classes)]).join(" "),
    text: text.map((line) =>
      line.map((part) => (typeof part === "string" ? part : utilityElement(part, type, theme))),
    ),
    children: children.map((child) => utilityElement(child, type, theme)),
  };
}

/** A width and a height that are the same are one class. */
function withSquares(classes: readonly string[]): readonly string[] {
  const width = classes.find((one) => one.startsWith("w-"));
  const height = `h-${width?.slice(2)}`;
  if (width === undefined || !classes.includes(height)) return classes;
  return [...classes.filter((one) => one !== width && one !== height), `size-${width.slice(2)}`];
}

function typeClasses(
  own: Partial<TypeState>,
  inherited: TypeState,
  type: TypeState,
  theme: Theme,
  isBold: boolean,
): string[] {
  const size = sizeClass(own, type);
  const changes = (key: keyof TypeState): boolean =>
    own[key] !== undefined && own[key] !== inherited[key];
  return [
    ...(changes("family") ? [`font-${theme.font(type.family)}`] : []),
    ...(size === undefined ? [] : [size]),
    ...(changes("weight") || (isBold && own.weight !== undefined)
      ? utilitiesOf(["font-weight", type.weight])
      : []),
    ...(changes("slant") ? utilitiesOf(["font-style", type.slant]) : []),
  ];
}

/** How many of the page's classes there are, and how many of them are arbitrary: values of their own, in brackets. */
export function countClasses(elements: readonly TreeElement[]): {
  readonly all: number;
  readonly arbitrary: number;
} {
  const classes = elements.flatMap(classesIn);
  return { all: classes.length, arbitrary: classes.filter((one) => one.includes("[")).length };
}

function classesIn({ classes, text, children }: TreeElement): string[] {
  const parts = text.flat().filter((part) => typeof part !== "string");
  return [...classes.split(" ").filter(Boolean), ...[...parts, ...children].flatMap(classesIn)];
}
