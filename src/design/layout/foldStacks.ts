import { channelDistance } from "../../base/color";
import { bottom, boundingRect } from "../../base/geometry";
import type { Box } from "../../inspect/inspection";
import type { BoxNode, LayoutNode } from "./layoutNode";
import { flowNode, mapContent } from "./layoutNode";

/** Edges of boxes that are one surface agree within this (CSS px). */
const TOUCH_PX = 1.5;

/** Colours nearer than this are one (channel steps). */
const SAME_COLOR = 6;

/**
 * Boxes of one colour on top of each other are one surface that something lies across: a sidebar with its current
 * entry, a card with a tinted header. They become one box with all of their content.
 */
export function foldStacks(node: LayoutNode): LayoutNode {
  const mapped = mapContent(node, foldStacks);
  if (mapped.kind !== "column") return mapped;
  const children = joinRuns(mapped.children);
  const [only] = children;
  return only && children.length === 1 ? only : flowNode("column", children);
}

function joinRuns(nodes: readonly LayoutNode[]): LayoutNode[] {
  const joined: LayoutNode[] = [];
  let run: BoxNode[] = [];
  const flush = (): void => {
    joined.push(...joinRun(run));
    run = [];
  };
  for (const node of nodes) {
    const last = run[run.length - 1];
    if (node.kind !== "box" || (last && !follows(last, node))) flush();
    if (node.kind === "box") run.push(node);
    else joined.push(node);
  }
  flush();
  return joined;
}

function follows(above: BoxNode, below: BoxNode): boolean {
  return (
    Math.abs(below.rect.x - above.rect.x) <= TOUCH_PX &&
    Math.abs(below.rect.width - above.rect.width) <= TOUCH_PX &&
    Math.abs(below.rect.y - bottom(above.rect)) <= TOUCH_PX
  );
}

/** One surface out of a run of boxes that touch, if most of it has one colour that comes again. */
function joinRun(run: readonly BoxNode[]): LayoutNode[] {
  const area = ({ rect }: BoxNode): number => rect.width * rect.height;
  const ground = [...run].sort((a, b) => area(b) - area(a))[0];
  if (!ground || run.length < 2) return [...run];
  const alike = run.filter((one) => isGround(one, ground));
  const whole = boundingRect(run.map(({ rect }) => rect));
  const share = alike.reduce((sum, one) => sum + area(one), 0) / (whole.width * whole.height);
  if (alike.length < 2 || share < 0.5) return [...run];
  const children = run.flatMap((one): LayoutNode[] => {
    if (!alike.includes(one)) return [one];
    if (!one.content) return [];
    return one.content.kind === "column" ? [...one.content.children] : [one.content];
  });
  const box: Box = { ...ground.box, box: whole };
  const [only] = children;
  const content = only && (children.length === 1 ? only : flowNode("column", children));
  return [{ kind: "box", rect: whole, box, content }];
}

function isGround({ box }: BoxNode, { box: ground }: BoxNode): boolean {
  const isPlain = !box.border && !box.shadow;
  const sameFill =
    box.fill.kind === "solid" &&
    ground.fill.kind === "solid" &&
    channelDistance(box.fill.color, ground.fill.color) <= SAME_COLOR;
  return isPlain && sameFill;
}
