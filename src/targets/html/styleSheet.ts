import { nameRules, type NamedRule } from "./nameRules";
import { bodyOf, formatRule, type Declaration } from "../page/declaration";
import type { PageElement } from "./pageElement";
import { shortMargins } from "./shortMargins";
import { findFamilies, shareAlike, unitsOf, variantUnits, type Unit } from "./shareRules";

/** Elements that are the same thing and declare the same. */
interface Group {
  readonly name: string;
  readonly declarations: readonly Declaration[];
  readonly narrow: readonly Declaration[];
  readonly elements: NamedRule["elements"][number][];
}

/** A rule of one class: a part of the page, what several of its kind have in common, or what one of them has of its own. */
interface ClassRule extends NamedRule {
  readonly units: readonly Unit[];
  readonly narrow: readonly Declaration[];
}

/**
 * The classes of a page. Elements that declare the same are one class; those of one kind that differ a little share a class and have
 * one more each; a class is named for what its elements are and where they stand. What two classes declare alike is written once,
 * for both.
 */
export class StyleSheet {
  private readonly classes = new Map<PageElement, string[]>();
  private readonly rules: readonly ClassRule[];
  private readonly names: readonly string[];

  /** @param root Every element that will be asked for. */
  constructor(root: PageElement) {
    this.rules = writeRules(collectGroups(root));
    this.names = nameRules(this.rules);
    this.rules.forEach(({ elements }, index) => {
      for (const { element } of elements)
        this.classes.set(element, [...(this.classes.get(element) ?? []), this.nameOf(index)]);
    });
  }

  /** The classes of an element; "" when it declares nothing. */
  classesOf(element: PageElement): string {
    return (this.classes.get(element) ?? []).join(" ");
  }

  /** Every rule in order of first use, one declaration a line; a variant after what it is one of. */
  toString(): string {
    const { shared, own } = shareAlike(
      // What a variant says must come after its kind's rule.
      this.rules.map(({ units, variantOf }) => (variantOf === undefined ? units : [])),
    );
    const lists = shared.map(({ members, base }) => ({ first: members[0] ?? 0, members, base }));
    const written = this.rules.flatMap(({ units, variantOf }, index) => [
      ...lists
        .filter(({ first }) => first === index)
        .map(({ members, base }) => this.format(members, base)),
      this.format([index], variantOf === undefined ? (own[index] ?? []) : units),
    ]);
    return written.filter((rule) => rule !== "").join("\n\n");
  }

  /** What changes on narrow windows: selectors that declare the same together. */
  narrowRules(): string {
    const rules = new Map<string, { members: number[]; narrow: readonly Declaration[] }>();
    this.rules.forEach(({ narrow }, index) => {
      if (narrow.length === 0) return;
      const rule = rules.get(bodyOf(narrow)) ?? { members: [], narrow };
      rule.members.push(index);
      rules.set(bodyOf(narrow), rule);
    });
    return [...rules.values()]
      .map(({ members, narrow }) => formatRule(this.selectorOf(members), narrow))
      .join("\n\n");
  }

  private format(members: readonly number[], units: readonly Unit[]): string {
    const declarations = shortMargins(units.flatMap((unit) => unit.declarations));
    return declarations.length === 0 ? "" : formatRule(this.selectorOf(members), declarations);
  }

  private selectorOf(members: readonly number[]): string {
    return members.map((index) => this.selectorOfRule(index)).join(",\n");
  }

  /** What a component scopes to itself counts for more than a class of the page: said twice, that wins. */
  private selectorOfRule(index: number): string {
    const selector = `.${this.nameOf(index)}`;
    const isForScoped = this.rules[index]?.elements.some(({ element }) => isScoped(element));
    return isForScoped ? `${selector}${selector}` : selector;
  }

  private nameOf(index: number): string {
    return this.names[index] ?? "";
  }
}

/** Whether it is one of the person's own components in a file that keeps the styles to itself. */
const isScoped = ({ component }: PageElement): boolean =>
  component !== undefined && /\.(vue|svelte)$/.test(component.file);

/** The rules of the groups in order of first use: of each family first what its members share. */
function writeRules(groups: readonly Group[]): ClassRule[] {
  const units = groups.map(({ declarations }) => unitsOf(declarations));
  const families = new Map<number, { members: readonly number[]; base: readonly Unit[] }>();
  for (const name of new Set(groups.map((group) => group.name))) {
    const alike = [...groups.keys()].filter((index) => groups[index]?.name === name);
    for (const { members, base } of findFamilies(alike.map((index) => units[index] ?? []))) {
      const family = { members: members.map((member) => alike[member] ?? 0), base };
      for (const member of family.members) families.set(member, family);
    }
  }
  const rules: ClassRule[] = [];
  const places = new Map<object, number>();
  groups.forEach((group, index) => {
    const { name, narrow, elements } = group;
    const own = units[index] ?? [];
    const family = families.get(index);
    if (!family) {
      rules.push({ name, elements, units: own, narrow, variantOf: undefined });
      return;
    }
    const members = family.members.flatMap((member) => groups[member] ?? []);
    const isNarrowAlike = members.every((one) => bodyOf(one.narrow) === bodyOf(narrow));
    let base = places.get(family);
    if (base === undefined) {
      base = rules.length;
      places.set(family, base);
      rules.push({
        name,
        elements: members.flatMap((one) => one.elements),
        units: family.base,
        narrow: isNarrowAlike ? narrow : [],
        variantOf: undefined,
      });
    }
    const rest = variantUnits(own, family.base);
    const ownNarrow = isNarrowAlike ? [] : narrow;
    if (rest.length + ownNarrow.length > 0)
      rules.push({ name, elements, units: rest, narrow: ownNarrow, variantOf: base });
  });
  return rules;
}

/** Elements that are the same thing and declare the same, in order of first use. */
function collectGroups(root: PageElement): Group[] {
  const groups = new Map<string, Group>();
  const walk = (element: PageElement, ancestors: readonly PageElement[]): void => {
    if (element.style.length + element.narrow.length > 0 && element.tag !== "body") {
      const key = `${element.name}|${bodyOf(element.style)}|${bodyOf(element.narrow)}`;
      const group = groups.get(key);
      if (group) group.elements.push({ element, ancestors });
      else
        groups.set(key, {
          name: element.name,
          declarations: element.style,
          narrow: element.narrow,
          elements: [{ element, ancestors }],
        });
    }
    const inside = [...ancestors, element];
    for (const part of element.text.flat()) if (typeof part !== "string") walk(part, inside);
    element.children.forEach((child) => walk(child, inside));
  };
  walk(root, []);
  return [...groups.values()];
}
