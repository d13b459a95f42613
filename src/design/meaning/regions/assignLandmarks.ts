import type { Size } from "../../../base/geometry";
import { bottom, boundingRect, right } from "../../../base/geometry";
import type { DesignNode } from "../../design";
import { designNode, PLAIN_LAYOUT, PLAIN_PLACE } from "../../flow/parts";
import { isPainted, mapTree, partsIn, textIds, withMeaning, wordsOf } from "../tree";
import { WORDS } from "../texts/words";

/** The page's header, footer, sidebars and main content. */
export function assignLandmarks(root: DesignNode, size: Size): DesignNode {
  const plain = mapTree(root, (node) =>
    /^(header|footer|aside|main)$/.test(node.meaning.tag)
      ? withMeaning(node, { tag: "div", name: "panel" })
      : node,
  );
  const bands = unwrapMain(root, plain).map((band) => asBand(band, size));
  const first = bands.findIndex(({ meaning }) => meaning.tag !== "header");
  const last = bands.findLastIndex(({ meaning }) => meaning.tag !== "footer");
  const inside = bands.slice(first, last + 1);
  if (
    first < 0 ||
    inside.some(({ meaning }) => meaning.tag === "main") ||
    inside.some((band) => partsIn(band).some(({ meaning }) => meaning.tag === "main"))
  )
    return { ...root, children: bands };
  const [only] = inside;
  const main =
    inside.length === 1 && only && /^(div|section)$/.test(only.meaning.tag)
      ? withMeaning(only, { tag: "main", name: "main" })
      : wrapMain(root, inside);
  return { ...root, children: [...bands.slice(0, first), main, ...bands.slice(last + 1)] };
}

/** The bands of a page, also where all of them already stand in a column of their own that does nothing else. */
function unwrapMain(root: DesignNode, plain: DesignNode): readonly DesignNode[] {
  return plain.children.flatMap((band, i) => {
    const isMain = root.children[i]?.meaning.tag === "main";
    const isMere = !isPainted(band) && band.layout === PLAIN_LAYOUT && band.children.length > 1;
    if (!isMain || !isMere) return [band];
    return band.children.map((child, k) => (k === 0 ? { ...child, place: band.place } : child));
  });
}

function asBand(band: DesignNode, size: Size): DesignNode {
  if (isHeader(band, size)) return withMeaning(band, { tag: "header", name: "site-header" });
  if (isFooter(band, size)) return withMeaning(band, { tag: "footer", name: "site-footer" });
  if (band.layout && /^(row|columns)$/.test(band.layout.kind)) return splitSidebar(band, size);
  return /^(header|footer|aside|section|nav)$/.test(band.meaning.tag)
    ? withMeaning(band, { tag: "section", name: "section" })
    : band;
}

function isHeader({ rect, ...band }: DesignNode, size: Size): boolean {
  const node = { rect, ...band };
  if (rect.y > 12 || rect.height > 170 || size.height < 400 || rect.width < 0.9 * size.width)
    return false;
  const links = partsIn(node).filter(({ meaning }) =>
    /^(a|nav|button|input)$/.test(meaning.tag),
  ).length;
  return textIds(node).length > 0 && (links > 0 || rect.height < 90);
}

function isFooter(node: DesignNode, size: Size): boolean {
  const { rect } = node;
  if (size.height < 500 || rect.y < 0.6 * size.height || rect.height > 0.4 * size.height)
    return false;
  const legal = WORDS.legal.test(wordsOf(node).toLowerCase());
  const links = partsIn(node).filter(({ meaning }) => meaning.tag === "a").length;
  const atEnd = bottom(rect) >= size.height - 60;
  return (
    (legal && rect.height < 260) || (atEnd && links > 0 && links >= 0.6 * textIds(node).length)
  );
}

/** A row of a narrow part at the page's edge and the rest. */
function splitSidebar(band: DesignNode, size: Size): DesignNode {
  const children = band.children.map((child) => {
    const { rect } = child;
    const atEdge = rect.x <= 4 || right(rect) >= size.width - 4;
    const narrow = rect.width < 0.34 * size.width && rect.height > 0.5 * size.height;
    return atEdge &&
      narrow &&
      textIds(child).length > 0 &&
      /^(div|section|nav|aside)$/.test(child.meaning.tag)
      ? withMeaning(child, { tag: child.meaning.tag === "nav" ? "nav" : "aside", name: "sidebar" })
      : child;
  });
  const rest = children.filter(({ meaning }) => meaning.name !== "sidebar");
  if (rest.length === children.length) return band;
  const [main] = rest.sort((a, b) => b.rect.width * b.rect.height - a.rect.width * a.rect.height);
  return {
    ...withMeaning(band, { tag: "div", name: "page-layout" }),
    children: children.map((child) =>
      child === main && /^(div|section)$/.test(child.meaning.tag)
        ? withMeaning(child, { tag: "main", name: "main" })
        : child,
    ),
  };
}

/** A column of its own around the bands between header and footer. */
function wrapMain(root: DesignNode, inside: readonly DesignNode[]): DesignNode {
  const first = inside[0];
  return designNode({
    id: "main",
    meaning: { tag: "main", name: "main" },
    rect: boundingRect(inside.map(({ rect }) => rect)),
    layout: {
      ...PLAIN_LAYOUT,
      gapPx: root.layout?.gapPx ?? 0,
      align: root.layout?.align ?? "stretch",
    },
    place: first?.place ?? PLAIN_PLACE,
    children: inside.map((band, i) => (i === 0 ? { ...band, place: PLAIN_PLACE } : band)),
  });
}
