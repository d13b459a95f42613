import type { Rect } from "../base/geometry";
import type { Design, DesignNode } from "../design/design";
import { canPin, pinDesign } from "../design/pinDesign";
import type { Bitmap } from "../image/bitmap";
import type { DrawnPage } from "../model/model";
import { squaredError, toPixels } from "./localError";
import { boxesOf, type Boxes, type PlaceFinder, type Shifts } from "./placeFinder";
import { PINNING } from "./tuning";

/**
 * Finds the containers whose parts stand elsewhere than in the mockup, so that the page in flow loses there against the placed one,
 * and has the parts of these alone lie where they were measured; kept where the page becomes truer right there.
 */
export class PinCorrector {
  private accepted: ReadonlySet<string> = new Set();
  private pending: ReadonlyMap<string, DesignNode> = new Map();
  private before: Bitmap | undefined;

  constructor(
    private readonly mockup: Bitmap,
    private readonly finder: PlaceFinder,
    private readonly design: Design,
  ) {}

  /** `design` with its parts as the next render is to show them. */
  place(design: Design): Design {
    return pinDesign(design, new Set([...this.accepted, ...this.pending.keys()]));
  }

  /** Looks for what to pin in the page in flow as it is drawn, against the placed one; true when there is something. */
  search(flowing: DrawnPage, placed: Bitmap): boolean {
    const boxes = boxesOf(flowing);
    const missing = this.finder.find(this.design.root, flowing.bitmap, boxes);
    const found = new Map<string, DesignNode>();
    const search: Search = { flowing: flowing.bitmap, placed, boxes, missing, found };
    for (const [i, child] of this.design.root.children.entries())
      this.visit(child, `${i + 1}`, search);
    this.before = flowing.bitmap;
    this.pending = found;
    return found.size > 0;
  }

  /** Judges the render of what was pinned. */
  learn(render: Bitmap): void {
    const { before } = this;
    if (!before) return;
    const kept = [...this.pending].filter(([, { rect }]) => {
      const was = this.errorIn(before, rect);
      return this.errorIn(render, rect) < was * (1 - PINNING.minGain);
    });
    this.accepted = new Set([...this.accepted, ...kept.map(([id]) => id)]);
    this.pending = new Map();
  }

  private visit(node: DesignNode, path: string, search: Search): void {
    if (node.children.length === 0 || !this.isWorse(node.rect, search)) return;
    const drawn = search.boxes.get(path);
    const astray = node.children.some((child, i) => {
      const box = search.boxes.get(`${path}/${i + 1}`);
      return (
        isAstray(child, box, { node, drawn }, search.missing) && this.isWorse(child.rect, search)
      );
    });
    if (astray && canPin(node)) search.found.set(node.id, node);
    for (const [i, child] of node.children.entries()) this.visit(child, `${path}/${i + 1}`, search);
  }

  /** Whether the page in flow is clearly less true than the placed one there. */
  private isWorse(rect: Rect, { flowing, placed }: Search): boolean {
    const [inFlow, fixed] = [this.errorIn(flowing, rect), this.errorIn(placed, rect)];
    const least = PINNING.leastLoss * this.design.deviceScaleFactor ** 2;
    return inFlow - fixed > least && inFlow > fixed * PINNING.minRatio;
  }

  private errorIn(render: Bitmap, rect: Rect): number {
    const { deviceScaleFactor } = this.design;
    const area = toPixels(rect, PINNING.marginPx, deviceScaleFactor, this.mockup);
    return squaredError(this.mockup, render, area);
  }
}

interface Search {
  readonly flowing: Bitmap;
  readonly placed: Bitmap;
  readonly boxes: Boxes;
  readonly missing: Shifts;
  readonly found: Map<string, DesignNode>;
}

/** Whether a part is drawn elsewhere in its container than it was measured, or of another size. */
function isAstray(
  child: DesignNode,
  box: Rect | undefined,
  around: { readonly node: DesignNode; readonly drawn: Rect | undefined },
  missing: Shifts,
): boolean {
  if (!box || !around.drawn) return box === undefined;
  const { rect, look, picture, text } = child;
  const isPainted = look.fill !== undefined || look.border !== undefined || picture !== undefined;
  const isOff = (one: number): boolean => Math.abs(one) > PINNING.astrayPx;
  if (isPainted)
    return (
      isOff(box.x - rect.x) ||
      isOff(box.y - rect.y) ||
      isOff(box.width - rect.width) ||
      isOff(box.height - rect.height)
    );
  if (!text)
    return isOff(box.y - rect.y) && isOff(box.y - rect.y - (around.drawn.y - around.node.rect.y));
  const shift = missing.get(text.id);
  return isOff(box.height - rect.height) || !shift || isOff(shift.dx) || isOff(shift.dy);
}
