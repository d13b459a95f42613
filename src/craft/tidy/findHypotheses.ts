import type { AtRule, Declaration, Rule } from "postcss";
import { listLengths } from "../measureStyles";
import { ownDeclarations, textOf, type Hypothesis } from "./hypothesis";

/** What a person does with the page, or what other contents need: no picture of these contents shows it. */
const KEEP =
  /^(--.*|content|cursor|transition.*|animation.*|pointer-events|user-select|touch-action|will-change|scroll-.*|scrollbar-.*|overscroll-.*|accent-color|caret-color|color-scheme|resize|appearance|-webkit-.*|-moz-.*|-ms-.*|outline.*|overflow-wrap|word-break|word-wrap|hyphens|text-overflow|line-clamp|quotes|print-color-adjust|page-break-.*|break-.*|orphans|widows|forced-color-adjust|text-rendering|text-size-adjust|font-display|counter-.*|unicode-bidi|direction|writing-mode)$/;
/** Rules for what somebody does stay; nobody does it in a picture. */
const STATE =
  /:(hover|focus|focus-visible|focus-within|active|visited|target|checked|indeterminate|disabled|enabled|invalid|valid|user-invalid|user-valid|required|optional|placeholder-shown|open|popover-open|autofill|fullscreen|modal|lang|dir|root\b.*\[|host)\b|\[(open|aria-|data-|hidden|disabled)|::(?!before|after)/i;
const FIXED = /^(height|min-height|max-height|width|min-width|max-width|flex-basis|white-space)$/;

/** Of every declaration that may go, that it goes: fixed sizes first, rules for all elements last. */
export function findDrops(rules: readonly Rule[]): Hypothesis[] {
  const found = eachDeclaration(rules, (rule, number, declaration, at) => ({
    order: (FIXED.test(declaration.prop) ? 0 : 1) + (isGeneral(rule) ? 2 : 0),
    hypothesis: {
      kind: "drop" as const,
      trial: [{ rule: number, at, text: undefined }],
      shortens: true,
    },
  }));
  return found.sort((a, b) => a.order - b.order).map(({ hypothesis }) => hypothesis);
}

/** Of every fixed width and height, that it is a limit; of every length nobody would write, that it is a whole number of px. */
export function findReplacements(rules: readonly Rule[]): Hypothesis[] {
  return eachDeclaration(rules, (_, rule, declaration, at) => {
    const { prop, value } = declaration;
    const change = (kind: Hypothesis["kind"], text: string, shortens: boolean): Hypothesis => ({
      kind,
      trial: [{ rule, at, text }],
      shortens,
    });
    const important = declaration.important ? " !important" : "";
    const found: Hypothesis[] = [];
    if (/^(max-)?width$/.test(prop) && /^[\d.]+(px|rem|em)$/.test(value)) {
      const limit = `max-width: ${value}${important}`;
      found.push(
        change("loosen", prop === "width" ? limit : `${limit}; margin-inline: auto`, false),
      );
    }
    if (prop === "height" && /^[\d.]+(px|rem|em)$/.test(value))
      found.push(change("loosen", `min-height: ${value}${important}`, false));
    const rounded = /^(margin|padding)$/.test(prop)
      ? withoutRepeats(roundLengths(value))
      : roundLengths(value);
    if (rounded !== value) found.push(change("round", `${prop}: ${rounded}${important}`, true));
    return found;
  }).flat();
}

/** Of rules that say the same, that they are one; of a rule whose selector comes again, that the later one holds both. */
export function findMerges(rules: readonly Rule[]): Hypothesis[] {
  const byBlock = new Map<string, number>();
  const found: Hypothesis[] = [];
  rules.forEach((rule, number) => {
    if (rule.nodes.some(({ type }) => type !== "decl" && type !== "comment")) return;
    const declarations = ownDeclarations(rule);
    if (declarations.length === 0) return;
    const key = `${contextOf(rule)}{${declarations.map(textOf).join(";")}`;
    const first = byBlock.get(key);
    const firstRule = first === undefined ? undefined : rules[first];
    if (first === undefined || !firstRule) {
      byBlock.set(key, number);
      return;
    }
    // Each merge is a change of its own: what the earlier ones made of the selector is not known yet.
    const selector = `${firstRule.selector},\n${rule.selector}`;
    const drops = declarations.map((_, at) => ({ rule: number, at, text: undefined }));
    found.push({ kind: "merge", trial: [{ rule: first, selector }, ...drops], shortens: true });
    byBlock.delete(key);
  });
  return found;
}

/** Of four sides that are written one by one, that they are written as one. */
export function findShorthands(rules: readonly Rule[]): Hypothesis[] {
  return rules.flatMap((rule, number) => {
    if (!isTriable(rule)) return [];
    const declarations = ownDeclarations(rule);
    return ["margin", "padding"].flatMap((prop): Hypothesis[] => {
      const of = (name: string): number =>
        declarations.findIndex((one) => one.prop === name && !one.important);
      const sides = ["top", "right", "bottom", "left"].map((side) => of(`${prop}-${side}`));
      const others = declarations.filter((one) => one.prop.startsWith(prop)).length;
      if (sides.includes(-1) || others !== 4) return [];
      const [top = "", right = "", bottom = "", left = ""] = sides.map(
        (at) => declarations[at]?.value ?? "",
      );
      if ([top, right, bottom, left].some((value) => /\s|var\(/.test(value))) return [];
      const [first = 0, ...rest] = [...sides].sort((a, b) => a - b);
      const text = `${prop}: ${shortest(top, right, bottom, left)}`;
      const drops = rest.map((at) => ({ rule: number, at, text: undefined }));
      const trial = [{ rule: number, at: first, text }, ...drops];
      return [{ kind: "shorthand", trial, shortens: true }];
    });
  });
}

function shortest(top: string, right: string, bottom: string, left: string): string {
  if (left !== right) return `${top} ${right} ${bottom} ${left}`;
  if (top !== bottom) return `${top} ${right} ${bottom}`;
  return top === right ? top : `${top} ${right}`;
}

/** "20px 20px 20px" → "20px": sides that follow from others. */
function withoutRepeats(value: string): string {
  if (/[(,]/.test(value)) return value;
  const [top = "", right = top, bottom = top, left = right] = value.split(/\s+/);
  return shortest(top, right, bottom, left);
}

function eachDeclaration<T>(
  rules: readonly Rule[],
  make: (rule: Rule, number: number, declaration: Declaration, at: number) => T,
): T[] {
  return rules.flatMap((rule, number) => {
    if (!isTriable(rule)) return [];
    const declarations = ownDeclarations(rule);
    return declarations.flatMap((declaration, at) => {
      // One of several of a name is a fallback for browsers that are not here.
      const isAlone = declarations.filter(({ prop }) => prop === declaration.prop).length === 1;
      return isAlone && !KEEP.test(declaration.prop) ? [make(rule, number, declaration, at)] : [];
    });
  });
}

/** Whether the page shows, at some width, what the rule is good for. */
function isTriable(rule: Rule): boolean {
  if (STATE.test(rule.selector)) return false;
  for (let at = rule.parent; at && at.type !== "root"; at = at.parent as typeof at) {
    if (at.type !== "atrule") return false;
    const { name, params } = at as AtRule;
    const isWidth = /^media$/i.test(name) && /^[^,]*\bwidth\b[^,]*$/i.test(params);
    const isScreen = /^media$/i.test(name) && /^\s*(only\s+)?screen\s*$/i.test(params);
    const isOther = /prefers|print|orientation|pointer|hover|contrast|height/i.test(params);
    if (!/^(layer|supports)$/i.test(name) && !isWidth && !isScreen) return false;
    if (isOther) return false;
  }
  return true;
}

/** Whether it is for elements by their kind, not for some part of the page. */
function isGeneral(rule: Rule): boolean {
  return !/[.#[]/.test(rule.selector);
}

function contextOf(rule: Rule): string {
  const parents: string[] = [];
  for (let at = rule.parent; at && at.type !== "root"; at = at.parent as typeof at)
    if (at.type === "atrule") parents.push(`${(at as AtRule).name} ${(at as AtRule).params}`);
  return `${rule.root().source?.input.id ?? ""}/${parents.join("/")}`;
}

/** Lengths that are no whole number of px, rounded to it; others as they are. */
function roundLengths(value: string): string {
  return listLengths(value)
    .filter(({ unit, value: size }) => unit === "px" && !Number.isInteger(size) && size > 1.5)
    .reduce((text, { text: length }) => {
      const rounded = `${Math.round(Number.parseFloat(length))}px`;
      return text.replace(new RegExp(`(?<![\\w.#-])${escape(length)}\\b`), rounded);
    }, value);
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
