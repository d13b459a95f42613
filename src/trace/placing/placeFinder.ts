import { toRect } from "../../base/bounds";
import type { Rect } from "../../base/geometry";
import type { DesignNode } from "../../design/design";
import type { Draft, TextBlock } from "../../design/draft/draft";
import { inkRect } from "../../design/draft/draft";
import type { Shift } from "../../design/shiftDesign";
import type { Bitmap } from "../../image/bitmap";
import { crop } from "../../image/bitmap";
import type { DrawnPage } from "../../model/model";
import { compareInk, type InkDifference } from "../compareInk";
import { toPixels } from "../localError";
import { CORRECTION, PLACING, VARIANTS } from "../tuning";

/** How far parts are off, by id; of a text for its words. */
export type Shifts = ReadonlyMap<string, Shift>;

/** Elements' border boxes by their path. */
export type Boxes = ReadonlyMap<string, Rect>;

/** Sees in a render how far its boxes and the ink of its texts are from where the mockup has them. */
export class PlaceFinder {
  private readonly blocks: ReadonlyMap<string, TextBlock>;

  constructor(
    private readonly mockup: Bitmap,
    private readonly draft: Draft,
  ) {
    this.blocks = new Map(draft.blocks.map((block) => [block.id, block]));
  }

  /** How far each part in `root` is off. */
  find(root: DesignNode, render: Bitmap, boxes: Boxes): Shifts {
    const missing = new Map<string, Shift>();
    for (const [i, child] of root.children.entries())
      this.look(child, `${i + 1}`, render, boxes, missing);
    return missing;
  }

  /** Collects how far `node`, the element at `path`, and what is in it are off. */
  private look(
    node: DesignNode,
    path: string,
    render: Bitmap,
    boxes: Boxes,
    missing: Map<string, Shift>,
  ): void {
    const drawn = boxes.get(path);
    const block = node.text && this.blocks.get(node.text.id);
    const isOwn =
      node.look.fill !== undefined ||
      node.look.border !== undefined ||
      node.picture !== undefined ||
      /^(table|t[rdh])$/.test(node.meaning.tag);
    if (drawn && isOwn)
      missing.set(node.id, {
        dx: node.rect.x - drawn.x,
        dy: node.rect.y - drawn.y,
        dh: node.rect.height - drawn.height,
      });
    if (block) {
      const ink = this.inkShift(block, node.text?.align ?? "left", render);
      const far = drawn ? node.rect.y - drawn.y : 0;
      if (Math.abs(far) > PLACING.maxInkShiftPx) missing.set(block.id, { dx: 0, dy: far });
      else if (ink) missing.set(block.id, ink);
    }
    for (const [i, child] of node.children.entries())
      this.look(child, `${path}/${i + 1}`, render, boxes, missing);
  }

  /** How far the ink of a text is off (CSS px), at the end that it is held at; undefined where it is not found. */
  private inkShift(block: TextBlock, align: TextBlock["align"], render: Bitmap): Shift | undefined {
    const scale = this.draft.deviceScaleFactor;
    const area = toRect(toPixels(inkRect(block), CORRECTION.textMarginPx, scale, this.mockup));
    const colors = { ink: block.style.color, background: block.background };
    const ink = compareInk(crop(this.mockup, area), crop(render, area), colors);
    return ink && { dx: heldDx(ink, align) / scale, dy: ink.dy / scale };
  }
}

/** What is too wide or too narrow yet is in its place where the end that it is held at is (device px). */
function heldDx({ dx, leftDx, rightDx }: InkDifference, align: TextBlock["align"]): number {
  if (Math.abs(rightDx - leftDx) < VARIANTS.minStretch) return dx;
  return { left: leftDx, center: (leftDx + rightDx) / 2, right: rightDx }[align];
}

export function boxesOf({ elements }: DrawnPage): Boxes {
  return new Map(elements.map(({ path, box }) => [path, box]));
}
