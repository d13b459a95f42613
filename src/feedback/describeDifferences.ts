import { toHex } from "../base/color";
import { boundingRect } from "../base/geometry";
import type { Rect, Size } from "../base/geometry";
import { median } from "../base/median";
import type { Comparison, Difference } from "../compare/comparison";
import { quote, shortSelector } from "./quote";

type TextStyle = Extract<Difference, { kind: "text-style" }>;

/** As few lines of one element that are off alike are said in one sentence. */
const MIN_GROUP = 3;
/** How many of a group's texts are named. */
const NAMED_IN_GROUP = 3;

/** What is said of one difference, or of several that are alike. */
export interface Statement {
  readonly words: string;
  /** Share of the page's visual mass, 0–1. */
  readonly weight: number;
  /** Where it is, CSS px; undefined: it is about the whole page. */
  readonly box?: Rect;
  /** The render's element it is about, where one is known and it is only one. */
  readonly selector?: string;
}

/** The words of {@link stateDifferences}. */
export function describeDifferences(
  comparison: Pick<Comparison, "differences">,
  limit: number,
): string[] {
  return stateDifferences(comparison, limit).map(({ words }) => words);
}

/**
 * The measured differences in short sentences with numbers, heaviest first, at most `limit`. Lengths are CSS px. Text of
 * the mockup and the page is quoted as JSON, for it is data.
 */
export function stateDifferences(
  { differences }: Pick<Comparison, "differences">,
  limit: number,
): Statement[] {
  const styles = differences.filter((difference) => difference.kind === "text-style");
  const others = differences.filter((difference) => difference.kind !== "text-style");
  return [...describeStyles(styles), ...others.map(describeOne)]
    .sort((a, b) => b.weight - a.weight)
    .slice(0, limit);
}

/** Lines with the same fault are one statement; measured shifts may differ by a px, for ink is measured in whole px. */
function describeStyles(styles: readonly TextStyle[]): Statement[] {
  const groups: TextStyle[][] = [];
  for (const style of styles) {
    const group = groups.find(([first]) => first && isSameFault(first, style));
    if (group) group.push(style);
    else groups.push([style]);
  }
  return groups.flatMap((group) =>
    group.length < MIN_GROUP
      ? group.map((style) => ({
          words: `text ${quote(style.text)}${inElement(style.selector)}: ${styleFault(style)}`,
          weight: style.weight,
          ...placeOf(style),
        }))
      : [describeGroup(group)],
  );
}

function isSameFault(a: TextStyle, b: TextStyle): boolean {
  const unmoved = { dx: 0, dy: 0 };
  return (
    Math.abs(a.dx - b.dx) <= 1 &&
    Math.abs(a.dy - b.dy) <= 1 &&
    styleFault({ ...a, ...unmoved }) === styleFault({ ...b, ...unmoved })
  );
}

function describeGroup(group: readonly TextStyle[]): Statement {
  const names = group.slice(0, NAMED_IN_GROUP).map((style) => quote(style.text, 40));
  if (group.length > NAMED_IN_GROUP) names.push("…");
  const element = commonElement(group.map((style) => style.selector));
  const place = element === undefined ? "" : ` in ${shortSelector(element)}`;
  const [first] = group as [TextStyle];
  const typical = {
    ...first,
    dx: median(group.map((style) => style.dx)),
    dy: median(group.map((style) => style.dy)),
  };
  return {
    words: `the ${group.length} lines${place} (${names.join(", ")}) are all ${styleFault(typical) || styleFault(first)}`,
    weight: group.reduce((sum, style) => sum + style.weight, 0),
    box: boundingRect(group.map(({ box }) => box)),
    ...(element !== undefined && { selector: element }),
  };
}

/** "12 px too low, 2 px too large, #374151 instead of #1f2937": what the render has, and what it should have. */
function styleFault(style: TextStyle): string {
  const { expectedColor, actualColor, fontWeight, fontFamily } = style;
  return [
    tooFar(style.dy, "too low", "too high"),
    tooFar(style.dx, "too far right", "too far left"),
    tooFar(style.sizePx, "too large (font-size)", "too small (font-size)"),
    tooFar(style.widthPx ?? 0, "too wide", "too narrow"),
    fontFamily && `in ${quote(fontFamily.actual, 40)} instead of ${quote(fontFamily.expected, 40)}`,
    fontWeight && `font-weight ${fontWeight.actual} instead of ${fontWeight.expected}`,
    expectedColor && actualColor && `${toHex(actualColor)} instead of ${toHex(expectedColor)}`,
  ]
    .filter((fault) => fault)
    .join(", ");
}

function tooFar(value: number, more: string, less: string): string | undefined {
  return value === 0 ? undefined : `${px(Math.abs(value))} px ${value > 0 ? more : less}`;
}

function describeOne(difference: Exclude<Difference, TextStyle>): Statement {
  const { weight } = difference;
  return { words: wordsFor(difference), weight, ...placeOf(difference) };
}

function placeOf(difference: Difference): Pick<Statement, "box" | "selector"> {
  const box = "box" in difference ? difference.box : undefined;
  const selector = "selector" in difference ? difference.selector : undefined;
  return { ...(box && { box }), ...(selector && { selector }) };
}

function wordsFor(difference: Exclude<Difference, TextStyle>): string {
  switch (difference.kind) {
    case "size":
      return `the page is ${describeSize(difference.render)} instead of ${describeSize(difference.mockup)}: make it fit`;
    case "text-missing":
      return `text ${quote(difference.text)} is missing; its ink belongs at ${describeBox(difference.box)}`;
    case "text-extra":
      return `text ${quote(difference.text)}${inElement(difference.selector)} at ${describeBox(difference.box)} is not in the mockup`;
    case "text-changed":
      return `text ${quote(difference.actual)}${inElement(difference.selector)} should read ${quote(difference.expected)}`;
    case "region":
      return describeRegion(difference);
  }
}

function describeRegion(region: Extract<Difference, { kind: "region" }>): string {
  const { box, selector, expectedColor, actualColor, mismatchRatio } = region;
  const [expected, actual] = [toHex(expectedColor), toHex(actualColor)];
  const share = `${Math.max(1, Math.round(mismatchRatio * 100))} % of the pixels`;
  const fault =
    expected === actual
      ? `${share} differ`
      : `${share} differ, mostly ${actual} instead of ${expected}`;
  return `area ${describeBox(box)}${selector === undefined ? "" : inElement(selector)}: ${fault}`;
}

/** "x 10, y 20, 300×40": CSS px, rounded. */
export function describeBox({ x, y, width, height }: Rect): string {
  return `x ${Math.round(x)}, y ${Math.round(y)}, ${describeSize({ width, height })}`;
}

function describeSize({ width, height }: Size): string {
  return `${Math.round(width)}×${Math.round(height)}`;
}

function inElement(selector: string): string {
  return selector === "" ? "" : ` (${shortSelector(selector)})`;
}

/** The element all selectors ("a > b > c") lie in; undefined when they share none. */
function commonElement(selectors: readonly string[]): string | undefined {
  const [first = [], ...others] = selectors.map((selector) => selector.split(" > "));
  let depth = 0;
  while (depth < first.length && others.every((parts) => parts[depth] === first[depth])) depth++;
  return depth === 0 ? undefined : first.slice(0, depth).join(" > ");
}

/** Whole px, halves kept. */
function px(value: number): string {
  return String(Math.round(value * 2) / 2);
}
