import type { DesignNode } from "../design";
import type { Meaning } from "./meaning";

/** The ids of all texts in a part. */
export function textIds(node: DesignNode): string[] {
  return [...(node.text ? [node.text.id] : []), ...node.children.flatMap(textIds)];
}

/** All parts in a part, itself first, in the order of the page. */
export function partsIn(node: DesignNode): DesignNode[] {
  return [node, ...node.children.flatMap(partsIn)];
}

/** The tree with each part rewritten, children before their parents. */
export function mapTree(
  node: DesignNode,
  rewrite: (node: DesignNode, parents: readonly DesignNode[]) => DesignNode,
  parents: readonly DesignNode[] = [],
): DesignNode {
  const inside = [...parents, node];
  const children = node.children.map((child) => mapTree(child, rewrite, inside));
  return rewrite(children.length > 0 ? { ...node, children } : node, parents);
}

/** A part with another meaning; attributes belong to the element that they were given to, and go with it. */
export function withMeaning(node: DesignNode, meaning: Partial<Meaning>): DesignNode {
  const { attributes: before, ...known } = node.meaning;
  const isSame = meaning.tag === undefined || meaning.tag === known.tag;
  const attributes = { ...(isSame ? before : {}), ...meaning.attributes };
  const merged: Meaning = { ...known, ...meaning };
  return {
    ...node,
    meaning: Object.keys(attributes).length > 0 ? { ...merged, attributes } : merged,
  };
}

/** The words of a part, in order. */
export function wordsOf(node: DesignNode): string {
  const own = node.text?.lines.map((line) => line.text).join(" ") ?? "";
  return [own, ...node.children.map(wordsOf)].filter((words) => words !== "").join(" ");
}

export function isPainted({ look }: DesignNode): boolean {
  return !!look.fill || !!look.border || !!look.shadow;
}
