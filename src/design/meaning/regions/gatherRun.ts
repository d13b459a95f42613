import { boundingRect } from "../../../base/geometry";
import type { DesignNode } from "../../design";
import { designNode, PLAIN_LAYOUT, PLAIN_PLACE } from "../../flow/parts";

export const isRule = ({ meaning }: DesignNode): boolean =>
  meaning.tag === "hr" || meaning.name === "divider";
export const isGroup = ({ meaning, children, layout }: DesignNode): boolean =>
  children.length >= 2 &&
  layout?.kind !== "layers" &&
  /^(div|ul|section|nav|aside|span)$/.test(meaning.tag);

/** The longest run of at least `least` children that are alike, put into a group of their own among the others. */
export function gatherRun(
  node: DesignNode,
  isMember: (child: DesignNode) => boolean,
  least: number,
  finish: (group: DesignNode) => DesignNode,
): DesignNode {
  if (node.layout?.kind !== "row" && node.layout?.kind !== "column") return node;
  const { children } = node;
  // Parts that share a row's room evenly would share it otherwise as a group.
  if (node.layout.justify === "between" && children.length > 2) return node;
  let best: readonly [from: number, to: number] = [0, 0];
  for (let from = 0; from < children.length; from++) {
    let to = from;
    // What is pushed to the end of a row stands apart from what is before it.
    const goesOn = (child: DesignNode): boolean =>
      isMember(child) && (to === from || child.place.before !== "auto");
    while (to < children.length && goesOn(children[to] as DesignNode)) to++;
    if (to - from > best[1] - best[0]) best = [from, to];
    from = Math.max(from, to);
  }
  const [start, to] = best;
  const from = start + children.slice(start, to).findIndex((child) => !isRule(child));
  const count = children.slice(from, to).filter((child) => !isRule(child)).length;
  if (from < start || count < least || (to - from === children.length && isGroup(node)))
    return node;
  const run = children.slice(from, to);
  const first = run[0] as DesignNode;
  const across = Math.min(...run.map(({ place }) => place.across));
  const lower = (child: DesignNode, before: DesignNode["place"]["before"]): DesignNode => ({
    ...child,
    place: { ...child.place, before, across: child.place.across - across },
  });
  const group = designNode({
    id: `n${first.id}`,
    meaning: { tag: "div", name: "group" },
    rect: boundingRect(run.map(({ rect }) => rect)),
    width: node.layout.kind === "row" ? { kind: "hug" } : { kind: "fill" },
    layout: {
      ...PLAIN_LAYOUT,
      kind: node.layout.kind,
      gapPx: node.layout.gapPx,
      align: node.layout.align,
    },
    place: { ...PLAIN_PLACE, before: first.place.before, across },
    children: [lower(first, 0), ...run.slice(1).map((child) => lower(child, child.place.before))],
  });
  return { ...node, children: [...children.slice(0, from), finish(group), ...children.slice(to)] };
}
