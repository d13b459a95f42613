import type { Rect } from "../../base/geometry";
import type { Design, DesignNode } from "../../design/design";
import { canPin, isPainted, pinDesign, type Pin } from "../../design/pinDesign";
import type { Bitmap } from "../../image/bitmap";
import type { DrawnPage } from "../../model/model";
import { squaredError, toPixels } from "../localError";
import { boxesOf, type Boxes } from "./placeFinder";
import { PINNING } from "../tuning";

/**
 * Finds the containers whose parts stand elsewhere than in the mockup, so that the page in flow loses there against the placed one,
 * and has the parts of these alone lie where they were measured; kept where the page becomes truer right there.
 */
export class PinCorrector {
  private accepted: ReadonlyMap<string, Pin> = new Map();
  private pending: ReadonlyMap<string, Found> = new Map();
  private before: Bitmap | undefined;

  constructor(
    private readonly mockup: Bitmap,
    private readonly design: Design,
  ) {}

  /** `design` with its parts as the next render is to show them. */
  place(design: Design): Design {
    const pending = [...this.pending].map(([id, { pin }]) => [id, pin] as const);
    return pinDesign(design, new Map([...this.accepted, ...pending]));
  }

  /** Looks for what to pin in the page in flow as it is drawn, against the placed one; true when there is something. */
  search(flowing: DrawnPage, placed: Bitmap): boolean {
    const boxes = boxesOf(flowing);
    const found = new Map<string, Found>();
    const search: Search = { flowing: flowing.bitmap, placed, boxes, found };
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
    const kept = [...this.pending].filter(([, { node }]) => {
      const was = this.errorIn(before, node.rect);
      return this.errorIn(render, node.rect) < was * (1 - PINNING.minGain);
    });
    this.accepted = new Map([...this.accepted, ...kept.map(([id, { pin }]) => [id, pin] as const)]);
    this.pending = new Map();
  }

  /** Takes back what was pinned last: the page as a whole did not become truer. */
  drop(): void {
    this.pending = new Map();
  }

  private visit(node: DesignNode, path: string, search: Search): void {
    if (node.children.length === 0 || !this.isWorse(node.rect, search)) return;
    const frame = search.boxes.get(path);
    const boxOf = (i: number): Rect | undefined => search.boxes.get(`${path}/${i + 1}`);
    const isNeeded = node.children.some(
      (child, i) => isAstray(child, boxOf(i)) && this.isWorse(child.rect, search),
    );
    if (isNeeded && frame && canPin(node)) {
      const groups = node.children.flatMap((child, i) => {
        const box = boxOf(i);
        return isGroup(child) && box ? [[child.id, box] as const] : [];
      });
      search.found.set(node.id, { node, pin: { frame, groups: new Map(groups) } });
    }
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

interface Found {
  readonly node: DesignNode;
  readonly pin: Pin;
}

interface Search {
  readonly flowing: Bitmap;
  readonly placed: Bitmap;
  readonly boxes: Boxes;
  readonly found: Map<string, Found>;
}

/** Whether a part only arranges what is in it: it is nowhere itself. */
function isGroup(node: DesignNode): boolean {
  return !isPainted(node) && !node.text && node.meaning.tag !== "table";
}

/** Whether a part is drawn elsewhere than it was measured, or of another size. Words that look wrong are. */
function isAstray(node: DesignNode, box: Rect | undefined): boolean {
  if (isGroup(node)) return false;
  if (!box || (node.text && !isPainted(node))) return true;
  const { rect } = node;
  return [box.x - rect.x, box.y - rect.y, box.width - rect.width, box.height - rect.height].some(
    (one) => Math.abs(one) > PINNING.astrayPx,
  );
}
