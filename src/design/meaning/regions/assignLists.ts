import { bottom } from "../../../base/geometry";
import type { DesignNode } from "../../design";
import { designNode, PLAIN_LAYOUT, PLAIN_PLACE } from "../../flow/parts";
import { gatherRun, isGroup, isRule } from "./gatherRun";
import type { PageMeanings } from "../readMeanings";
import { isPainted, mapTree, partsIn, textIds, withMeaning, wordsOf } from "../tree";

/** Lists of texts, lists of links, names with values, and questions that unfold. */
export function assignLists(root: DesignNode, { kinds, tables }: PageMeanings): DesignNode {
  const pairRows = tables
    .filter(({ kind }) => kind === "pairs")
    .flatMap(({ rows }) => rows.map(({ cells }) => cells.flat().map(({ block }) => block.id)));
  return mapTree(root, (found) => {
    const node =
      found.meaning.tag === "ul" ||
      (found.meaning.tag === "table" &&
        !found.children.every(({ meaning }) => /^t(head|body)$/.test(meaning.tag)))
        ? withMeaning(found, { tag: "div", name: "group" })
        : found;
    if (!isGroup(node)) return node;
    const parts = node.children.filter((child) => !isRule(child));
    if (parts.length < 2) return node;
    if (
      parts.every((part) =>
        pairRows.some((row) => sameIds(row, textIds(part)) && part.children.length > 1),
      )
    )
      return describePairs(node);
    if (parts.length >= 2 && parts.every(isQuestion)) return unfold(node);
    const isItem = (part: DesignNode): boolean => {
      const ids = textIds(part);
      return ids.length === 1 && kinds.get(ids[0] ?? "") === "item";
    };
    if (parts.every(isItem)) return asList(node);
    return gatherRun(node, (part) => isRule(part) || isItem(part), 2, asList);
  });
}

const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id) => b.includes(id));

/** Children as items; a rule between them goes into the item before it. */
function asList(node: DesignNode): DesignNode {
  return {
    ...withMeaning(node, { tag: "ul", name: "list" }),
    children: foldRules(node.children).map((child) => asItem(child, "li", "item")),
  };
}

function asItem(child: DesignNode, tag: string, name: string): DesignNode {
  if (/^(div|p|span|section)$/.test(child.meaning.tag)) {
    const inner = child.children.map((part) =>
      part.meaning.tag === "p" ? withMeaning(part, { tag: "span" }) : part,
    );
    return { ...withMeaning(child, { tag, name }), children: inner };
  }
  return designNode({
    id: `l${child.id}`,
    meaning: { tag, name },
    rect: child.rect,
    width: child.width,
    layout: PLAIN_LAYOUT,
    place: child.place,
    children: [{ ...child, place: PLAIN_PLACE }],
  });
}

/** Rules between parts become the last child of the part before them, as lists and pairs hold nothing else. */
function foldRules(children: readonly DesignNode[]): DesignNode[] {
  const folded: DesignNode[] = [];
  for (const child of children) {
    const last = folded[folded.length - 1];
    if (!isRule(child) || !last) {
      folded.push(child);
      continue;
    }
    folded[folded.length - 1] = designNode({
      id: `w${last.id}`,
      meaning: { tag: "div", name: "ruled" },
      rect: { ...last.rect, height: bottom(child.rect) - last.rect.y },
      width: last.width,
      layout: PLAIN_LAYOUT,
      place: last.place,
      children: [{ ...last, place: PLAIN_PLACE }, child],
    });
  }
  return folded;
}

function describePairs(node: DesignNode): DesignNode {
  const rows = node.children.some(isRule) ? undefined : node.children;
  if (!rows) return node;
  return {
    ...withMeaning(node, { tag: "dl", name: "facts" }),
    children: rows.map((row) => ({
      ...withMeaning(row, { tag: "div", name: "fact" }),
      children: row.children.map((part, i) =>
        i === 0 ? asItem(part, "dt", "fact-name") : asItem(part, "dd", "fact-value"),
      ),
    })),
  };
}

function isQuestion(node: DesignNode): boolean {
  const texts = partsIn(node).filter(({ text }) => text);
  const [first] = texts;
  return !!first && isPainted(node) && texts.length <= 2 && /\?$/u.test(wordsOf(first).trim());
}

/** Boxes of questions as `details`: closed where only the question is seen. */
function unfold(node: DesignNode): DesignNode {
  return {
    ...withMeaning(node, { tag: "div", name: "questions" }),
    children: node.children.map((child) => {
      if (textIds(child).length === 1) {
        const summary = {
          ...withMeaning(child, { tag: "summary", name: "question" }),
          place: PLAIN_PLACE,
        };
        return designNode({
          id: `d${child.id}`,
          meaning: { tag: "details", name: "question-box" },
          rect: child.rect,
          width: child.width,
          layout: PLAIN_LAYOUT,
          place: child.place,
          children: [summary],
        });
      }
      const at = child.children.findIndex((part) => textIds(part).length === 1);
      if (at !== 0) return child;
      return {
        ...withMeaning(child, { tag: "details", name: "question-box", attributes: { open: "" } }),
        children: child.children.map((part, i) =>
          i === 0 ? withMeaning(part, { tag: "summary", name: "question" }) : part,
        ),
      };
    }),
  };
}
