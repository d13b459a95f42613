import type { Bounds } from "../base/bounds";
import { boundingRect, type Rect } from "../base/geometry";
import { median } from "../base/median";
import type { Design, DesignNode } from "../design/design";
import { nudgeDesign } from "../design/nudgeDesign";
import type { Shift } from "../design/shiftDesign";
import type { Bitmap } from "../image/bitmap";
import type { DrawnPage } from "../model/model";
import { squaredError, toPixels } from "./localError";
import { boxesOf, type Boxes, type PlaceFinder } from "./placeFinder";
import { NUDGING } from "./tuning";

interface Nudge {
  readonly shift: Shift;
  /** Where it shows, before and after. Device px. */
  readonly area: Bounds;
}

/**
 * Moves single parts of the page to where the mockup has them, where no gap or padding could: each by an offset of its own that moves
 * nothing else, and that is kept only if it makes the page truer right there.
 */
export class NudgeCorrector {
  private accepted: ReadonlyMap<string, Shift> = new Map();
  private pending: ReadonlyMap<string, Nudge> = new Map();
  private readonly refused = new Set<string>();
  private shown: Bitmap | undefined;
  private tries = 0;

  constructor(
    private readonly mockup: Bitmap,
    private readonly finder: PlaceFinder,
    private readonly design: Design,
  ) {}

  /** `design` with its parts where the next render is to show them. */
  place(design: Design): Design {
    const shifts = new Map(this.accepted);
    for (const [id, { shift }] of this.pending) shifts.set(id, sum(this.accepted.get(id), shift));
    return nudgeDesign(design, shifts);
  }

  /** Judges the nudges that `page` shows, if any, and looks for others; true when there are some to draw. */
  learn(page: DrawnPage): boolean {
    const before = this.shown;
    if (before) this.judge(before, page.bitmap);
    this.shown = page.bitmap;
    const mayGoOn = this.tries++ < NUDGING.most;
    this.pending = mayGoOn ? this.search(page) : new Map();
    return this.pending.size > 0;
  }

  private judge(before: Bitmap, after: Bitmap): void {
    const accepted = new Map(this.accepted);
    for (const [id, { shift, area }] of this.pending) {
      const was = squaredError(this.mockup, before, area);
      const is = squaredError(this.mockup, after, area);
      if (is < was * (1 - NUDGING.minGain)) accepted.set(id, sum(this.accepted.get(id), shift));
      else this.refused.add(id);
    }
    this.accepted = accepted;
  }

  private search(page: DrawnPage): ReadonlyMap<string, Nudge> {
    const boxes = boxesOf(page);
    const missing = this.finder.find(this.design.root, page.bitmap, boxes);
    const found = new Map<string, Nudge>();
    const still: Shift = { dx: 0, dy: 0 };
    for (const [i, child] of this.design.root.children.entries())
      this.visit(child, `${i + 1}`, still, { boxes, missing, found });
    return found;
  }

  /** @param moved How far what is around `node` is moved. */
  private visit(node: DesignNode, path: string, moved: Shift, search: Search): void {
    const wish = this.wishOf(node, search.missing);
    const step = wish && rounded({ dx: wish.dx - moved.dx, dy: wish.dy - moved.dy });
    const drawn = search.boxes.get(path);
    const mayMove =
      step !== undefined && drawn !== undefined && isWorth(step) && !this.refused.has(node.id);
    if (mayMove) search.found.set(node.id, { shift: step, area: this.areaOf(node, drawn) });
    const at = mayMove ? sum(moved, step) : moved;
    for (const [i, child] of node.children.entries())
      this.visit(child, `${path}/${i + 1}`, at, search);
  }

  /** How far a part is off: as it was seen, or for a group as far as all that is in it; undefined where that differs. */
  private wishOf(node: DesignNode, missing: ReadonlyMap<string, Shift>): Shift | undefined {
    if (/^(thead|tbody|tr|th|td|option)$/.test(node.meaning.tag)) return undefined;
    const own = missing.get(node.id);
    if (own) return own;
    if (node.children.length < 2) return undefined;
    const inside = node.children.flatMap((child) => seenIn(child, missing));
    if (inside.length < 2) return undefined;
    const most = { dx: median(inside.map(({ dx }) => dx)), dy: median(inside.map(({ dy }) => dy)) };
    const isOne = inside.every(
      ({ dx, dy }) => Math.max(Math.abs(dx - most.dx), Math.abs(dy - most.dy)) <= NUDGING.alikePx,
    );
    return isOne ? most : undefined;
  }

  private areaOf({ rect }: DesignNode, drawn: Rect): Bounds {
    const { deviceScaleFactor } = this.design;
    return toPixels(boundingRect([rect, drawn]), NUDGING.marginPx, deviceScaleFactor, this.mockup);
  }
}

interface Search {
  readonly boxes: Boxes;
  readonly missing: ReadonlyMap<string, Shift>;
  readonly found: Map<string, Nudge>;
}

/** How far the outermost parts that were seen in a part of the page are off. */
function seenIn(node: DesignNode, missing: ReadonlyMap<string, Shift>): readonly Shift[] {
  const own = missing.get(node.id);
  return own ? [own] : node.children.flatMap((child) => seenIn(child, missing));
}

function isWorth({ dx, dy }: Shift): boolean {
  const most = Math.max(Math.abs(dx), Math.abs(dy));
  return most > 0 && most <= NUDGING.farthestPx;
}

/** Whole pixels. */
function rounded({ dx, dy }: Shift): Shift {
  const whole = (length: number): number =>
    Math.abs(length) < NUDGING.leastPx ? 0 : Math.round(length);
  return { dx: whole(dx), dy: whole(dy) };
}

function sum(a: Shift | undefined, b: Shift): Shift {
  return { dx: (a?.dx ?? 0) + b.dx, dy: (a?.dy ?? 0) + b.dy };
}
