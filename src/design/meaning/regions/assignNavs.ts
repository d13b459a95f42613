import type { DesignNode } from "../../design";
import { gatherRun } from "./gatherRun";
import type { PageMeanings } from "../readMeanings";
import { isPainted, mapTree, partsIn, textIds, withMeaning, wordsOf } from "../tree";

/** Groups of three and more links, as the navigation they are where they stand at the page's edges or in a row. */
export function assignNavs(root: DesignNode, { kinds }: PageMeanings): DesignNode {
  const visit = (node: DesignNode): DesignNode => {
    const ids = textIds(node);
    const links = ids.filter((id) => kinds.get(id) === "link").length;
    if (links < 3) return node;
    const others = ids.filter((id) => !/^(link|plain)$/.test(kinds.get(id) ?? "plain")).length;
    const fields = partsIn(node).some(({ meaning }) =>
      /^(input|select|textarea|table|form|ul)$/.test(meaning.tag),
    );
    const canBe = /^(div|section|ul)$/.test(node.meaning.tag) && node.layout?.kind !== "layers";
    const short = ids.length > 0 && wordsOf(node).length / ids.length < 26;
    if (canBe && !fields && others === 0 && links >= 0.7 * ids.length && short)
      return markCurrent(withMeaning(node, { tag: "nav", name: "nav" }));
    const inside = { ...node, children: node.children.map(visit) };
    const isLink = ({ meaning }: DesignNode): boolean => meaning.tag === "a";
    return gatherRun(inside, isLink, 3, (group) =>
      markCurrent(withMeaning(group, { tag: "nav", name: "nav" })),
    );
  };
  return visit(root);
}

/** Names for several navigations of one page: where they stand, else the first words in them. */
export function nameNavs(root: DesignNode): DesignNode {
  const navs = partsIn(root).filter(({ meaning }) => meaning.tag === "nav");
  if (navs.length < 2) return root;
  const taken = new Set<string>();
  return mapTree(root, (node, parents) => {
    if (node.meaning.tag !== "nav") return node;
    const around = parents.findLast(({ meaning }) => /^(header|aside|footer)$/.test(meaning.tag));
    const places = { header: "Main", aside: "Sidebar", footer: "Footer" } as const;
    const place = around && places[around.meaning.tag as keyof typeof places];
    const words = wordsOf(node).split(/\s+/).slice(0, 3).join(" ");
    const name = [place, words, `${place ?? "More"}: ${words}`, `Links from ${node.id}`].find(
      (one) => one !== undefined && one !== "" && !taken.has(one),
    );
    taken.add(name ?? "");
    return withMeaning(node, { attributes: { "aria-label": name ?? "Links" } });
  });
}
/** The one entry that is painted, or set bolder, where the others are not, is where the visitor is. */
function markCurrent(nav: DesignNode): DesignNode {
  const links = partsIn(nav).filter(({ meaning }) => meaning.tag === "a");
  const painted = links.filter(isPainted);
  const weights = links.map(
    (link) => partsIn(link).find(({ text }) => text)?.text?.style.weight ?? 400,
  );
  const bold = links.filter((_, i) => (weights[i] ?? 400) >= Math.min(...weights) + 150);
  const [current] = painted.length === 1 ? painted : bold.length === 1 ? bold : [];
  if (!current) return nav;
  return mapTree(nav, (node) =>
    node.id === current.id && node.meaning.tag === "a"
      ? withMeaning(node, { attributes: { "aria-current": "page" } })
      : node,
  );
}
