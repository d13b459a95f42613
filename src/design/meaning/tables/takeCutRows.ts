import { bottom, right, type Size } from "../../../base/geometry";
import type { DesignNode } from "../../design";
import { designNode, NO_SIDES, PLAIN_LAYOUT } from "../../flow/parts";
import { centerX } from "../scene";
import { mapTree, textIds } from "../tree";

/** A row that follows a table begins this near to its end (CSS px). */
const TOUCH_PX = 4;

/** A row that the page's end cuts reaches it within this (CSS px). */
const END_PX = 2;

/** The page with every row that is cut by the page's end, its words unreadable, as the last row of the table above it. */
export function takeCutRows(root: DesignNode, page: Size): DesignNode {
  return mapTree(root, (node) => {
    const { children } = node;
    const at = children.findIndex(({ meaning }) => meaning.tag === "table");
    const [table, row] = [children[at], children[at + 1]];
    const longer = table && row && at + 2 === children.length && withCutRow(table, row, page);
    return longer ? { ...node, children: [...children.slice(0, at), longer] } : node;
  });
}

function withCutRow(table: DesignNode, row: DesignNode, page: Size): DesignNode | undefined {
  const isCut =
    bottom(row.rect) >= page.height - END_PX &&
    Math.abs(row.rect.y - bottom(table.rect)) <= TOUCH_PX &&
    textIds(row).length === 0;
  const body = table.children[table.children.length - 1];
  const above = body?.children[body.children.length - 1];
  if (!isCut || !body || !above) return undefined;
  const parts = above.children.map((cell) => partsIn(cell, row));
  const placed = parts.flat().length;
  const isOneEach = parts.every((part) => part.length <= 1) && placed === row.children.length;
  if (!isOneEach || placed < 0.5 * above.children.length) return undefined;
  const heightPx = Math.max(1, Math.round(bottom(row.rect) - bottom(body.rect)));
  const rect = { ...above.rect, y: bottom(body.rect), height: heightPx };
  const last = designNode({
    id: `r${row.id}`,
    meaning: above.meaning,
    rect,
    height: { kind: "fixed", px: heightPx },
    layout: above.layout,
    look: above.look,
    children: above.children.map((cell, i) =>
      cellLike(cell, parts[i]?.[0], `${row.id}-${i}`, rect),
    ),
  });
  const grown = { ...body.rect, height: body.rect.height + heightPx };
  return {
    ...table,
    rect: { ...table.rect, height: bottom(grown) - table.rect.y },
    children: [
      ...table.children.slice(0, -1),
      { ...body, rect: grown, children: [...body.children, last] },
    ],
  };
}

function partsIn({ rect }: DesignNode, row: DesignNode): readonly DesignNode[] {
  return row.children.filter(
    (part) => centerX(part.rect) > rect.x && centerX(part.rect) <= right(rect),
  );
}

/** A cell as the one above it, with what the row has there. */
function cellLike(
  above: DesignNode,
  part: DesignNode | undefined,
  id: string,
  { y, height }: { readonly y: number; readonly height: number },
): DesignNode {
  const cell = designNode({
    id: `c${id}`,
    meaning: above.meaning,
    rect: { ...above.rect, y, height },
    look: above.look,
  });
  if (!part) return { ...cell, layout: PLAIN_LAYOUT };
  const content = part.layout ? part.children : [part];
  const inner = designNode({
    id: `g${part.id}`,
    meaning: { tag: "div", name: "cell-parts" },
    rect: part.rect,
    layout: { ...(part.layout ?? PLAIN_LAYOUT), align: "start", padding: NO_SIDES },
    children: content,
  });
  const first = content[0]?.rect ?? part.rect;
  const padding = {
    ...NO_SIDES,
    top: Math.max(0, Math.round(first.y - y)),
    left: Math.max(0, Math.round(first.x - above.rect.x)),
  };
  return { ...cell, layout: { ...PLAIN_LAYOUT, padding }, children: [inner] };
}
