import type { Declaration } from "../page/declaration";
import type { PageElement } from "./pageElement";

/** Elements that declare the same and are the same thing. */
export interface RuleGroup {
  readonly key: string;
  /** What they are: "card". */
  readonly name: string;
  readonly declarations: readonly Declaration[];
  readonly narrow: readonly Declaration[];
  readonly elements: {
    readonly element: PageElement;
    readonly ancestors: readonly PageElement[];
  }[];
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
 * A class name for each group, all different, none ending in a number: what the elements are; if that is taken, in
 * what they stand, then the words on them.
 */
export function nameRules(groups: readonly RuleGroup[]): string[] {
  const taken = new Set<string>();
  return groups.map((group) => {
    const name =
      candidates(group).find((one) => !taken.has(one) && !/\d$/.test(one)) ??
      lastResort(group.name, taken);
    taken.add(name);
    return name;
  });
}

function candidates({ name, elements }: RuleGroup): string[] {
  const [first] = elements;
  if (!first) return [name];
  const contexts = first.ancestors
    .map((ancestor) => ancestor.name)
    .filter((one) => !GENERIC.has(one) && one !== "page" && one !== name)
    .reverse();
  const [near, far] = contexts;
  const slugs = [slugOf(first.element), ...first.ancestors.slice(1).reverse().map(slugOf)].filter(
    (slug) => slug !== "",
  );
  const prefixed = (prefix: string): string =>
    prefix.endsWith(name) ? prefix : `${prefix}-${name}`;
  const inContext = [near, far].filter((one) => one !== undefined).map(prefixed);
  const byWords = slugs.map(prefixed);
  return GENERIC.has(name) ? [...inContext, ...byWords, name] : [name, ...inContext, ...byWords];
}

function lastResort(name: string, taken: ReadonlySet<string>): string {
  for (let round = ""; ; round += "-more")
    for (const variant of VARIANTS) {
      const one = `${name}${round}--${variant}`;
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
