import type { Declaration, Root, Rule } from "postcss";
import type { PageSheet } from "./pageStyles";
import { plainSelector } from "./plainSelector";

/** What is written in a page's style sheets, as far as it concerns the page. */
export interface StyleFacts {
  readonly declarations: number;
  readonly lengths: number;
  /** Lengths nobody would write by hand: their text, those that occur most first. */
  readonly oddLengths: readonly string[];
  /** How often odd ones occur in all. */
  readonly odd: number;
}

/** The selectors whose rules concern a page only if they match something in it, as they are to be asked for. */
export function listSelectors(sheets: readonly PageSheet[]): string[] {
  const selectors = new Set<string>();
  for (const { root } of sheets)
    for (const rule of root ? listRules(root) : [])
      for (const selector of plainSelectors(rule)) selectors.add(selector);
  return [...selectors];
}

/** Counts what the rules say that match something; `unmatched` are the selectors of {@link listSelectors} that do not. */
export function measureStyles(
  sheets: readonly PageSheet[],
  unmatched: ReadonlySet<string>,
): StyleFacts {
  const odd = new Map<string, number>();
  let [declarations, lengths] = [0, 0];
  for (const { root } of sheets)
    for (const rule of root ? listRules(root) : []) {
      if (plainSelectors(rule).every((selector) => unmatched.has(selector))) continue;
      for (const declaration of declarationsOf(rule)) {
        declarations++;
        if (declaration.prop.startsWith("--")) continue;
        for (const length of listLengths(declaration.value)) {
          lengths++;
          if (isOdd(length)) odd.set(length.text, (odd.get(length.text) ?? 0) + 1);
        }
      }
    }
  const sorted = [...odd].sort((a, b) => b[1] - a[1]);
  return {
    ...{ declarations, lengths },
    oddLengths: sorted.map(([text]) => text),
    odd: sorted.reduce((sum, [, count]) => sum + count, 0),
  };
}

/** The rules that choose elements: not those of animations, and not those inside of other rules, which choose from these. */
export function listRules(root: Root): Rule[] {
  const rules: Rule[] = [];
  root.walkRules((rule) => {
    const { parent } = rule;
    if (parent?.type === "rule") return;
    if (parent?.type === "atrule" && /keyframes$/i.test((parent as { name: string }).name)) return;
    rules.push(rule);
  });
  return rules;
}

/** Its own, and those of the rules inside. */
function declarationsOf(rule: Rule): Declaration[] {
  const declarations: Declaration[] = [];
  rule.walkDecls((declaration) => void declarations.push(declaration));
  return declarations;
}

/** Those that cannot be read choose nothing. */
export function plainSelectors(rule: Rule): string[] {
  return rule.selectors.flatMap((selector) => plainSelector(selector) ?? []);
}

export interface Length {
  readonly text: string;
  readonly value: number;
  readonly unit: string;
}

/** The lengths in a value, in px, rem and em, in their order; `value` is without the sign. */
export function listLengths(value: string): Length[] {
  return [...value.matchAll(/(?<![\w#.-])-?(\d*\.?\d+)(px|rem|em)\b/gi)].map((match) => ({
    text: match[0],
    value: Number(match[1]),
    unit: (match[2] ?? "px").toLowerCase(),
  }));
}

/** Neither whole nor half px (at 16 px an em), nor a relative length of at most two decimals. */
function isOdd({ value, unit }: Length): boolean {
  const halves = (unit === "px" ? value : value * 16) * 2;
  if (Math.abs(halves - Math.round(halves)) <= 0.02) return false;
  return unit === "px" || Math.abs(value * 100 - Math.round(value * 100)) > 1e-6;
}
