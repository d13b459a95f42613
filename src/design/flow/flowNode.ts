import type { FlowContext, Flowed, Arranged, Wish } from "./flowed";
import type { Rect } from "../../base/geometry";
import type { BoxNode, FlowNode, LayoutNode, PictureNode, TextNode } from "../layout/layoutNode";
import type { Meaning } from "../meaning/meaning";
import { boxRole, flowRole, pictureRole, textRole } from "../meaning/roles";
import { flowColumn } from "./flowColumn";
import { flowLayers } from "./flowLayers";
import { flowRow } from "./flowRow";
import { designNode, idOf, innerRect, lookOfBox } from "./parts";

export function flowNode(node: LayoutNode, wish: Wish, context: FlowContext): Flowed {
  switch (node.kind) {
    case "text":
      return flowText(node, wish, context);
    case "box":
      return flowBox(node, wish, context);
    case "picture":
      return flowPicture(node, wish, context);
    case "divider": {
      const heightPx = Math.max(1, Math.round(node.rect.height));
      const isRule = node.divider.orientation === "horizontal";
      const meaning: Meaning = isRule
        ? { tag: "hr", name: "rule" }
        : { tag: "div", name: "divider" };
      const look = { fill: { kind: "solid", color: node.divider.color } as const };
      const leaf = designNode({ id: idOf(node), meaning, rect: node.rect, width: wish.width });
      return {
        heightPx,
        node: {
          ...leaf,
          height: { kind: "fixed", px: heightPx },
          look: { ...leaf.look, ...look },
        },
      };
    }
    case "layers":
      return flowLayers(node, wish, context);
    case "row":
    case "column": {
      const frame = { ...wish.frame, y: node.rect.y, height: node.rect.height };
      const arranged = arrange(node, frame, wish, context);
      return {
        heightPx: arranged.heightPx,
        node: designNode({
          id: idOf(node),
          meaning: groupMeaning(node, context),
          rect: node.rect,
          width: wish.width,
          layout: arranged.layout,
          children: arranged.children,
        }),
      };
    }
  }
}

/** Lists and tables need more than their outer element: what they are is read by `meaning`. */
function groupMeaning(node: FlowNode, { page }: FlowContext): Meaning {
  const role = flowRole(node, page);
  return role.tag === "nav" ? role : { ...role, tag: "div" };
}

/** Whatever lies in a container whose padding box is `frame`. */
export function arrange(
  content: LayoutNode,
  frame: Rect,
  wish: Wish,
  context: FlowContext,
): Arranged {
  if (content.kind === "row") return flowRow(content.children, frame, wish, context);
  if (content.kind === "column") return flowColumn(content.children, frame, wish, context);
  return flowColumn([content], frame, wish, context);
}

function flowText({ block, rect }: TextNode, wish: Wish, { page, inControl }: FlowContext): Flowed {
  const align = wish.align ?? (block.lines.length > 1 ? block.align : "left");
  const meaning = textRole(block, page, inControl);
  return {
    heightPx: rect.height,
    node: designNode({
      id: block.id,
      meaning,
      rect,
      width: wish.width,
      text: { ...block, align },
    }),
  };
}

function flowBox(node: BoxNode, wish: Wish, context: FlowContext): Flowed {
  const { box, rect, content } = node;
  const meaning = boxRole(node, context.page);
  const inControl = context.inControl || /^(button|badge|field)$/.test(meaning.name);
  const frame: Rect = { ...wish.frame, y: rect.y, height: rect.height };
  const inner = innerRect(frame, box.border);
  const shared = { id: box.id, meaning, rect, look: lookOfBox(box), width: wish.width };
  if (!content)
    return {
      heightPx: rect.height,
      node: designNode({ ...shared, height: { kind: "fixed", px: Math.round(rect.height) } }),
    };
  const arranged = arrange(content, inner, wish, { ...context, inControl });
  const heightPx = arranged.heightPx + rect.height - inner.height;
  const [only] = arranged.children;
  const merged = content.kind === "text" && only?.text && arranged.children.length === 1;
  return {
    heightPx,
    node: merged
      ? designNode({
          ...shared,
          layout: arranged.layout,
          text: only.text,
        })
      : designNode({ ...shared, layout: arranged.layout, children: arranged.children }),
  };
}

function flowPicture(node: PictureNode, wish: Wish, context: FlowContext): Flowed {
  const { rect, content, picture } = node;
  const meaning = pictureRole(node);
  const leaf = { id: picture.id, meaning, rect, picture, width: wish.width };
  if (!content) return { heightPx: Math.round(rect.height), node: designNode(leaf) };
  const frame: Rect = { ...wish.frame, y: rect.y, height: rect.height };
  const arranged = arrange(content, frame, wish, context);
  return {
    heightPx: arranged.heightPx,
    node: designNode({ ...leaf, layout: arranged.layout, children: arranged.children }),
  };
}
