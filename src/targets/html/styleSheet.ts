import { nameRules, type RuleGroup } from "./nameRules";
import { bodyOf, formatRule, type Declaration } from "../page/declaration";
import type { PageElement } from "./pageElement";

/** One rule: what elements of its classes declare. */
interface Rule {
  readonly selectors: string[];
  readonly declarations: readonly Declaration[];
}

/**
 * The classes of a page. Elements that declare the same are one class; a class is named for what its elements are and
 * where they stand. What two classes declare alike is written once, for both.
 */
export class StyleSheet {
  private readonly classes = new Map<string, string>();
  private readonly groups: readonly RuleGroup[];

  /** @param root Every element that will be asked for. */
  constructor(root: PageElement) {
    this.groups = collectGroups(root);
    const names = nameRules(this.groups);
    this.groups.forEach((group, index) => this.classes.set(group.key, names[index] as string));
  }

  /** The class of an element; "" when it declares nothing. */
  classesOf(element: PageElement): string {
    return this.classes.get(keyOf(element)) ?? "";
  }

  /** Every rule in order of first use, one declaration a line. */
  toString(): string {
    const rules = new Map<string, Rule>();
    for (const { key, declarations } of this.groups) {
      if (declarations.length === 0) continue;
      const selector = `.${this.classes.get(key) ?? ""}`;
      const same = rules.get(bodyOf(declarations));
      if (same) same.selectors.push(selector);
      else rules.set(bodyOf(declarations), { selectors: [selector], declarations });
    }
    return [...rules.values()]
      .map(({ selectors, declarations }) => formatRule(selectors.join(",\n"), declarations))
      .join("\n\n");
  }

  /** What changes on narrow windows: selectors that declare the same together. */
  narrowRules(): string {
    const rules = new Map<string, Rule>();
    for (const { key, narrow } of this.groups) {
      if (narrow.length === 0) continue;
      const rule = rules.get(bodyOf(narrow)) ?? { selectors: [], declarations: narrow };
      rule.selectors.push(`.${this.classes.get(key) ?? ""}`);
      rules.set(bodyOf(narrow), rule);
    }
    return [...rules.values()]
      .map(({ selectors, declarations }) => formatRule(selectors.join(",\n"), declarations))
      .join("\n\n");
  }
}

/** Elements that share a class, in order of first use. */
function collectGroups(root: PageElement): RuleGroup[] {
  const groups = new Map<string, RuleGroup>();
  const walk = (element: PageElement, ancestors: readonly PageElement[]): void => {
    if (element.style.length + element.narrow.length > 0 && element.tag !== "body") {
      const key = keyOf(element);
      const group = groups.get(key);
      if (group) group.elements.push({ element, ancestors });
      else
        groups.set(key, {
          key,
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

/** Equal for elements that share a class. */
function keyOf({ name, style, narrow }: PageElement): string {
  return `${name}|${bodyOf(style)}|${bodyOf(narrow)}`;
}
