import { bodyOf, formatRule, type Declaration } from "../page/declaration";
import type { PageElement } from "./pageElement";

/** A class and what it declares. */
interface Rule {
  readonly className: string;
  readonly declarations: readonly Declaration[];
}

/**
 * Gives class names to elements: what several elements declare alike is one shared class, named after the first of
 * them; names are numbered when they come again.
 */
export class StyleSheet {
  private readonly rules = new Map<string, Rule>();
  private readonly counts = new Map<string, number>();
  /** How many elements ask for each look, and for each look and place together, known before names are given. */
  private readonly uses = new Map<string, number>();

  /** @param root Every element that will be asked for, to see which looks are shared. */
  constructor(root: PageElement) {
    this.countLooks(root);
  }

  /** The classes of an element, the shared one first; "" when it declares nothing. */
  classesOf({ name, look, place }: PageElement): string {
    const lookUses = this.uses.get(bodyOf(look)) ?? 0;
    const shared = look.length > 0 && lookUses > (this.uses.get(bodyOf([...look, ...place])) ?? 0);
    const classes = shared
      ? [this.add(name, look), place.length > 0 ? this.add(`${name}-place`, place) : ""]
      : [look.length + place.length > 0 ? this.add(name, [...look, ...place]) : ""];
    return classes.filter((className) => className !== "").join(" ");
  }

  /** Every rule in order of first use, one declaration a line. */
  toString(): string {
    return [...this.rules.values()]
      .map(({ className, declarations }) => formatRule(`.${className}`, declarations))
      .join("\n\n");
  }

  private add(name: string, declarations: readonly Declaration[]): string {
    const key = bodyOf(declarations);
    const known = this.rules.get(key);
    if (known) return known.className;
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    const className = count === 1 ? name : `${name}-${count}`;
    this.rules.set(key, { className, declarations });
    return className;
  }

  private countLooks(element: PageElement): void {
    const { look, place, children, text } = element;
    // A set: look and place together are the look itself when there is no place.
    for (const key of new Set([bodyOf(look), bodyOf([...look, ...place])]))
      this.uses.set(key, (this.uses.get(key) ?? 0) + 1);
    children.forEach((child) => this.countLooks(child));
    for (const part of text.flat()) if (typeof part !== "string") this.countLooks(part);
  }
}
