import type { DesignNode } from "../../design";
import { mapTree, partsIn, withMeaning, wordsOf } from "../tree";

/** Alternative texts: what a picture shows is taken from the words it stands with; signs beside words say nothing. */
export function assignPictures(root: DesignNode): DesignNode {
  return mapTree(root, (node, parents) => {
    const { picture, meaning, children } = node;
    if (!picture || meaning.tag !== "img" || children.length > 0) return node;
    const control = parents.find((parent) => /^(a|button)$/.test(parent.meaning.tag));
    const alone = control && wordsOf(control) === "";
    if (picture.kind === "icon" && !alone) return withMeaning(node, { attributes: { alt: "" } });
    return withMeaning(node, { attributes: { alt: describePicture(node, parents) } });
  });
}

function describePicture(node: DesignNode, parents: readonly DesignNode[]): string {
  const { rect, picture } = node;
  if (picture?.labels) return `Chart: ${picture.labels.join(", ")}`;
  const inHeader = parents.some(({ meaning }) => meaning.tag === "header");
  const around = parents.findLast(
    (parent) => wordsOf(parent) !== "" && parent.rect.height < 3 * rect.height + 200,
  );
  const heading = around && partsIn(around).find(({ meaning }) => /^h[1-6]$/.test(meaning.tag));
  const words = heading
    ? wordsOf(heading)
    : ((around ? wordsOf(around).split(/(?<=[.!?])\s/)[0] : "") ?? "");
  const topic = words.length > 80 ? `${words.slice(0, 77).trimEnd()}…` : words;
  if (inHeader && rect.height < 90) return topic && topic.length < 40 ? `Logo of ${topic}` : "Logo";
  if (/\b(chart|graph|overview|revenue|traffic|statistics)\b/i.test(words))
    return `Chart: ${topic}`;
  return topic ? `Illustration: ${topic}` : "Illustration";
}
