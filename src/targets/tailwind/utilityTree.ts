import { nameOf } from "../components/shapeOf";
import type { Declaration } from "../page/declaration";
import type { PageTree, TreeElement } from "../page/pageTree";
import { baseLayer, CONTROLS } from "./base";
import { pixelsOf } from "./scale";
import { Theme } from "./theme";
import { TokenUses, type NameValue } from "./tokens";
import { INITIAL_TYPE, isType, sizeClass, typeIn, type TypeState } from "./typeClasses";
import { utilitiesOf } from "./utilities";

/** Tags that browsers give a weight of their own. */
const BOLD = new Set(["b", "strong", "th"]);

/** The same page with Tailwind's classes, and what is left to its style sheet; `css` is not formatted. */
export function withUtilities(page: PageTree): PageTree {
  const { ground, elements } = page;
  const body = { ...INITIAL_TYPE, ...typeIn(ground.body) };
  const uses = new TokenUses();
  const write = (theme: Theme): TreeElement[] => {
    if (body.family !== "") theme.font(body.family);
    return elements.map((element) => utilityElement(element, body, theme));
  };
  // What comes again is known when all is written, so it is written twice.
  write(new Theme(ground, uses));
  const theme = new Theme(ground, uses.name());
  const written = write(theme);
  const base = baseLayer(ground, theme, new Set(listTags(elements)));
  const css = ['@import "tailwindcss";', ground.fonts, theme.toString(), base];
  return { ...page, elements: written, css: `${css.filter((one) => one !== "").join("\n\n")}\n` };
}

function utilityElement(element: TreeElement, inherited: TypeState, theme: Theme): TreeElement {
  const { tag, name, declared, text, children } = element;
  const declaredType = typeIn(declared.style);
  // Browsers space the letters of controls as usual, whatever they stand in; Tailwind's base does not.
  const own = CONTROLS.includes(tag) ? { spacing: "normal", ...declaredType } : declaredType;
  const type = { ...inherited, ...own };
  const others = withRoundEnds(declared.style.filter((one) => !isType(one)));
  const nameValue: NameValue = (kind, value) => theme.nameValue(kind, value, name);
  const write = ([property, value]: Declaration): readonly string[] =>
    utilitiesOf([property, theme.value(value)], nameValue);
  const classes = [
    ...others.flatMap(write),
    ...typeClasses(own, { inherited, type }, theme, nameValue, BOLD.has(tag)),
    ...declared.narrow.flatMap(write).map((one) => theme.narrow(one)),
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

/** A radius of half the smaller side, or more, as what it looks like: round, whatever the size. */
function withRoundEnds(style: readonly Declaration[]): readonly Declaration[] {
  const lengthOf = (property: string): number | undefined =>
    pixelsOf(style.findLast(([name]) => name === property)?.[1] ?? "");
  const [width, height] = [lengthOf("width"), lengthOf("height")];
  const radius = lengthOf("border-radius") ?? 0;
  if (width === undefined || height === undefined || radius * 2 < Math.min(width, height))
    return style;
  return style.map((one) => (one[0] === "border-radius" ? ["border-radius", "9999px"] : one));
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
  { inherited, type }: Readonly<Record<"inherited" | "type", TypeState>>,
  theme: Theme,
  nameValue: NameValue,
  isBold: boolean,
): string[] {
  const size = sizeClass(own, type, nameValue);
  const changes = (key: keyof TypeState): boolean =>
    own[key] !== undefined && own[key] !== inherited[key];
  return [
    ...(changes("family") ? [`font-${theme.font(type.family)}`] : []),
    ...(size === undefined ? [] : [size]),
    ...(changes("weight") || (isBold && own.weight !== undefined)
      ? utilitiesOf(["font-weight", type.weight], nameValue)
      : []),
    ...(changes("spacing") ? utilitiesOf(["letter-spacing", type.spacing], nameValue) : []),
    ...(changes("slant") ? utilitiesOf(["font-style", type.slant], nameValue) : []),
  ];
}

function listTags(elements: readonly TreeElement[]): string[] {
  return elements.flatMap(({ tag, text, children }) => [
    tag,
    ...listTags([...text.flat().filter((part) => typeof part !== "string"), ...children]),
  ]);
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
