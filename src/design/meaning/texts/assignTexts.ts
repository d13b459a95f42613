import type { DesignNode } from "../../design";
import { designNode, PLAIN_LAYOUT } from "../../flow/parts";
import type { PageMeanings } from "../readMeanings";
import { isPainted, mapTree, partsIn, withMeaning, wordsOf } from "../tree";

/** Elements whose text is theirs already. */
const TAKEN = new Set(["input", "select", "textarea", "label", "a", "button"]);

/** Elements in which only phrasing may stand. */
const PHRASING_ONLY = new Set([
  "button",
  "label",
  "summary",
  "p",
  "span",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
]);

/** Headings (all of them h2 for now), paragraphs, links and buttons that are mere text. */
export function assignTexts(root: DesignNode, { kinds }: PageMeanings): DesignNode {
  return mapTree(root, (node, parents) => {
    const { text, meaning } = node;
    if (!text || TAKEN.has(meaning.tag)) return node;
    const inside = parents.some(({ meaning: outer }) => TAKEN.has(outer.tag));
    if (inside) return withMeaning(node, { tag: "span", name: "text" });
    const kind = kinds.get(text.id) ?? "plain";
    if (meaning.tag === "td" || meaning.tag === "th") {
      if (kind !== "link" && kind !== "button") return node;
      return moveTextInside(node, kind);
    }
    switch (kind) {
      case "heading":
        return withMeaning(node, { tag: "h2", name: "heading" });
      case "link":
        return withMeaning(node, { tag: "a", name: "link", attributes: { href: "#" } });
      case "button":
        return withMeaning(node, {
          tag: "button",
          name: "text-button",
          attributes: { type: "button" },
        });
      case "item":
        return withMeaning(node, { tag: "p", name: "item" });
      case "paragraph":
        return withMeaning(node, { tag: "p", name: "text" });
      case "label":
        return withMeaning(node, { tag: "label", name: "label" });
      case "cell":
      case "field":
      case "plain":
        return withMeaning(node, { tag: "p", name: isPainted(node) ? "badge" : plainName(node) });
    }
  });
}

function plainName(node: DesignNode): string {
  const words = wordsOf(node);
  if (/^[\p{Sc}]?\s?[\d.,]+\s?[\p{Sc}%kKmM]?$/u.test(words)) return "figure-value";
  return words.length > 40 ? "text" : "caption";
}

/** A cell whose text is a link or a button holds that. */
function moveTextInside(cell: DesignNode, kind: "link" | "button"): DesignNode {
  const { text } = cell;
  if (!text) return cell;
  const inner = designNode({
    id: `i${cell.id}`,
    meaning:
      kind === "link"
        ? { tag: "a", name: "table-link", attributes: { href: "#" } }
        : { tag: "button", name: "table-button", attributes: { type: "button" } },
    rect: cell.rect,
    width: { kind: "hug" },
    text,
  });
  return {
    ...cell,
    text: undefined,
    layout: { ...(cell.layout ?? PLAIN_LAYOUT), kind: "row" },
    children: [inner],
  };
}

/** Within buttons, labels and headings every part is phrasing, and within links no other link stands. */
export function keepPhrasing(root: DesignNode): DesignNode {
  return mapTree(root, (node, parents) => {
    const { tag } = node.meaning;
    const inPhrasing = parents.some(({ meaning }) => PHRASING_ONLY.has(meaning.tag));
    const inLink = parents.some(({ meaning }) => /^(a|button)$/.test(meaning.tag));
    if (inLink && /^(a|button|input|select|textarea|label)$/.test(tag))
      return { ...node, meaning: { tag: "span", name: node.meaning.name } };
    const phrasing = /^(span|img|input|a|select|textarea|button|svg|label)$/.test(tag);
    const heading =
      /^h[1-6]$/.test(tag) && parents.some(({ meaning }) => meaning.tag === "summary");
    if (inPhrasing && !phrasing && !heading)
      return { ...node, meaning: { tag: "span", name: node.meaning.name } };
    return node;
  });
}

const isControl = ({ meaning }: DesignNode): boolean =>
  /^(input|select|textarea)$/.test(meaning.tag);

/** Labels of what is no control, or of nothing, are mere words; controls that no label is left for say their own name. */
export function settleLabels(root: DesignNode): DesignNode {
  const parts = partsIn(root);
  const valuesOf = (tags: RegExp, attribute: string): ReadonlySet<string | undefined> =>
    new Set(
      parts
        .filter(({ meaning }) => tags.test(meaning.tag))
        .map(({ meaning }) => meaning.attributes?.[attribute]),
    );
  const controls = valuesOf(/^(input|select|textarea)$/, "id");
  const labelled = valuesOf(/^label$/, "for");
  return mapTree(root, (node) => {
    const { tag, attributes = {} } = node.meaning;
    const target = attributes["for"];
    const hasControl = target === undefined ? partsIn(node).some(isControl) : controls.has(target);
    if (tag === "label" && !hasControl) return { ...node, meaning: { tag: "p", name: "caption" } };
    const isNamed = "aria-label" in attributes || labelled.has(attributes["id"]);
    if (!controls.has(attributes["id"]) || !/^(input|select|textarea)$/.test(tag) || isNamed)
      return node;
    const name = attributes["placeholder"] ?? attributes["value"] ?? "Text";
    return withMeaning(node, { attributes: { "aria-label": name } });
  });
}
