import { parse } from "parse5";
import { attributeOf, listElements } from "../pageStyles";
import type { TidySource } from "./tidySource";

const CLASS = /\.(-?[_a-z][\w-]*)/gi;

/** The page's text without the classes that no rule speaks of. Nothing changes in a page with scripts: they may ask for them. */
export function withoutLooseClasses({ html, sheets, hasScripts }: TidySource): string {
  if (hasScripts) return html;
  const known = new Set<string>();
  for (const { root } of sheets)
    root.walkRules(({ selector }) => {
      for (const [, name = ""] of selector.matchAll(CLASS)) known.add(name);
    });
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
