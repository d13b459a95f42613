import { parse } from "parse5";
import { attributeOf, listElements } from "../pageStyles";
import type { TidySource } from "./tidySource";

const CLASS = /\.(-?[_a-z][\w-]*)/gi;

/** Selectors that ask for classes in another way than by a plain name. */
const OTHER_WAYS = /\[\s*class|\\|[^\x20-\x7e\s]/i;

/**
 * The page's text without the classes that no rule speaks of. Nothing changes in a page with scripts, which may ask for them, or with
 * selectors that ask for classes by their letters or with escapes.
 */
export function withoutLooseClasses({ html, sheets, hasScripts }: TidySource): string {
  if (hasScripts) return html;
  const known = new Set<string>();
  let asksOtherwise = false;
  for (const { root } of sheets)
    root.walkRules(({ selector }) => {
      asksOtherwise ||= OTHER_WAYS.test(selector);
      for (const [, name = ""] of selector.matchAll(CLASS)) known.add(name);
    });
  if (asksOtherwise) return html;
  let text = html;
  // From the end, so that the places before stay what they are.
  for (const element of listElements(parse(html, { sourceCodeLocationInfo: true })).reverse()) {
    const place = element.sourceCodeLocation?.attrs?.["class"];
    const names = (attributeOf(element, "class") ?? "").split(/\s+/).filter((name) => name !== "");
    const kept = names.filter((name) => known.has(name));
    if (!place || kept.length === names.length) continue;
    const attribute = kept.length > 0 ? ` class="${kept.join(" ")}"` : "";
    text = text.slice(0, place.startOffset).trimEnd() + attribute + text.slice(place.endOffset);
  }
  return text;
}
