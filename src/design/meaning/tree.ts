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

export function withMeaning(node: DesignNode, meaning: Partial<Meaning>): DesignNode {
  const attributes = { ...node.meaning.attributes, ...meaning.attributes };
  const merged: Meaning = { ...node.meaning, ...meaning };
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
