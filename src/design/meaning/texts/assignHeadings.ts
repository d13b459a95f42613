import type { DesignNode } from "../../design";
import { mapTree, partsIn, withMeaning } from "../tree";

/** Deepest level used. */
const MAX_LEVEL = 5;

/** One h1, the largest; the others by their size, none more than one level below the one before it. */
export function assignHeadings(root: DesignNode): DesignNode {
  const headings = partsIn(root).filter(({ meaning }) => /^h[1-6]$/.test(meaning.tag));
  const size = (node: DesignNode): number => Math.round(node.text?.style.sizePx ?? 0);
  const title = headings.reduce<DesignNode | undefined>(
    (best, node) => (!best || size(node) > size(best) ? node : best),
    undefined,
  );
  const sizes = [...new Set(headings.filter((node) => node !== title).map(size))].sort(
    (a, b) => b - a,
  );
  const levels = new Map<string, number>();
  let previous = 1;
  for (const node of headings) {
    const wanted = node === title ? 1 : Math.min(MAX_LEVEL, 2 + sizes.indexOf(size(node)));
    const level = Math.min(wanted, previous + 1);
    levels.set(node.id, level);
    previous = level;
  }
  return mapTree(root, (node) => {
    const level = /^h[1-6]$/.test(node.meaning.tag) ? levels.get(node.id) : undefined;
    if (level === undefined) return node;
    const name = level === 1 ? "page-title" : level === 2 ? "section-title" : "subtitle";
    return withMeaning(node, { tag: `h${level}`, name });
  });
}
