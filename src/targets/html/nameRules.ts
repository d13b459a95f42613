import type { PageElement } from "./pageElement";

/** A rule that needs a class name. */
export interface NamedRule {
  /** What its elements are: "card". */
  readonly name: string;
  readonly elements: readonly {
    readonly element: PageElement;
    readonly ancestors: readonly PageElement[];
  }[];
  /** Which rule it is a variant of: its index, before its own; undefined for all others. */
  readonly variantOf: number | undefined;
}

/** Names that say nothing about what a thing is for: the next ancestor's is put before them. */
const GENERIC = new Set([
  "row",
  "stack",
  "div",
  "text",
  "label",
  "block",
  "panel",
  "list",
  "section",
  "inline",
]);

/** Words that name no thing. */
const STOP_WORDS = new Set(
  "the a an and or of to in on for with your you our my is are was be at by from it its this that we us".split(
    " ",
  ),
);

/** Words a name takes from a text at most. */
const MAX_WORDS = 2;

/** Said of a further variant when no words tell it from the others. */
const VARIANTS = ["alt", "other", "wide", "plain", "extra", "more", "minor", "compact"];

/**
 * A class name for each rule, all different, none ending in a number: what the elements are; if that is taken, in what they stand,
 * then the words on them. A variant has its kind's name and what tells it from the others: "link", "link-nav".
 */
export function nameRules(rules: readonly NamedRule[]): string[] {
  const taken = new Set<string>();
  const names: string[] = [];
  for (const rule of rules) {
    const kind = rule.variantOf === undefined ? undefined : names[rule.variantOf];
    const wishes = kind === undefined ? candidates(rule) : variantsOf(kind, rule);
    const name =
      wishes.find((one) => !taken.has(one) && !/\d$/.test(one)) ??
      lastResort(kind ?? rule.name, taken);
    taken.add(name);
    names.push(name);
  }
  return names;
}

function candidates(rule: NamedRule): string[] {
  const { name } = rule;
  const prefixed = (prefix: string): string =>
    prefix.endsWith(name) ? prefix : `${prefix}-${name}`;
  const inContext = contextsOf(rule).slice(0, 2).map(prefixed);
  const byWords = slugsOf(rule).map(prefixed);
  return GENERIC.has(name) ? [...inContext, ...byWords, name] : [name, ...inContext, ...byWords];
}

/** A few elements alike are told by their words, many by where they are. */
function variantsOf(kind: string, rule: NamedRule): string[] {
  const words = slugsOf(rule);
  const places = contextsOf(rule);
  const told = rule.elements.length === 1 ? [...words, ...places] : [...places, ...words];
  return told.map((one) => `${kind}-${one}`);
}

/** The names of what the rule's first element stands in, the nearest first. */
function contextsOf({ name, elements }: NamedRule): string[] {
  return (elements[0]?.ancestors ?? [])
    .map((ancestor) => ancestor.name)
    .filter((one) => !GENERIC.has(one) && one !== "page" && one !== name)
    .reverse();
}

function slugsOf({ elements }: NamedRule): string[] {
  const [first] = elements;
  if (!first) return [];
  return [slugOf(first.element), ...first.ancestors.slice(1).reverse().map(slugOf)].filter(
    (slug) => slug !== "",
  );
}

function lastResort(name: string, taken: ReadonlySet<string>): string {
  for (let round = ""; ; round += "-more")
    for (const variant of VARIANTS) {
      const one = `${name}${round}-${variant}`;
      if (!taken.has(one)) return one;
    }
}

/** The first words of an element's first heading, or of its first text: "pricing-plans". */
function slugOf(element: PageElement): string {
  const heading = findHeading(element) ?? firstText(element) ?? "";
  const words = heading
    .toLowerCase()
    .normalize("NFKD")
    .split(/[^a-z]+/)
    .filter((word) => word.length > 1 && !STOP_WORDS.has(word));
  return words.slice(0, MAX_WORDS).join("-");
}

function findHeading(element: PageElement): string | undefined {
  if (/^h[1-6]$/.test(element.tag)) return firstText(element);
  for (const child of element.children) {
    const found = findHeading(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstText(element: PageElement): string | undefined {
  const own = element.text
    .flat()
    .map((part) => (typeof part === "string" ? part : firstText(part)))
    .join("");
  if (own.trim() !== "") return own;
  for (const child of element.children) {
    const found = firstText(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
