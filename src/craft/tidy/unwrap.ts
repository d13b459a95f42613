import { parse, type DefaultTreeAdapterTypes } from "parse5";
import type { FilesSnapshot } from "../../project/sourceFiles";
import type { Trial } from "../../render/trials/trialPage";
import { listElements } from "../pageStyles";
import type { Hypothesis } from "./hypothesis";
import type { TidySource } from "./tidySource";

type Element = DefaultTreeAdapterTypes.Element;

/**
 * Of every wrapper, that the page can do without it. None in a page with scripts: what they make of it is not what its text says.
 */
export function findUnwraps({ html, hasScripts }: TidySource): Hypothesis[] {
  if (hasScripts) return [];
  return findWrappers(html).map((_, unwrap) => ({
    ...{ kind: "unwrap", trial: [{ unwrap }], shortens: true },
  }));
}

/** `files` with the wrappers of `trials` taken out of the text of `entry`. */
export function unwrapIn(
  files: FilesSnapshot,
  entry: string,
  trials: readonly Trial[],
): FilesSnapshot {
  const numbers = trials.flat().flatMap((edit) => ("unwrap" in edit ? edit.unwrap : []));
  if (numbers.length === 0) return files;
  const html = new TextDecoder().decode(files.get(entry));
  const wrappers = findWrappers(html);
  const ranges = numbers
    .flatMap((number) => tagsOf(wrappers[number]))
    .sort(([a], [b]) => b - a)
    .reduce((text, [from, to]) => text.slice(0, from) + text.slice(to), html);
  return new Map(files).set(entry, new TextEncoder().encode(ranges));
}

/** The wrappers of a page in document order, as a TrialPage counts them. */
function findWrappers(html: string): Element[] {
  const elements = listElements(parse(html, { sourceCodeLocationInfo: true }));
  return elements.filter(({ tagName, attrs, childNodes }) => {
    if (tagName !== "div" && tagName !== "span") return false;
    if (attrs.some(({ name }) => name !== "class")) return false;
    const children = childNodes.filter((child) => "tagName" in child);
    const hasText = childNodes.some(
      (child) => child.nodeName === "#text" && "value" in child && child.value.trim() !== "",
    );
    return children.length === 1 && !hasText;
  });
}

/** Where its tags stand in the page's text; none when the page leaves the end to the browser. */
function tagsOf(element: Element | undefined): (readonly [from: number, to: number])[] {
  const { startTag, endTag } = element?.sourceCodeLocation ?? {};
  if (!startTag || !endTag) return [];
  return [
    [startTag.startOffset, startTag.endOffset],
    [endTag.startOffset, endTag.endOffset],
  ];
}
