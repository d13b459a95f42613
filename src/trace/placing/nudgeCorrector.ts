import type { Bounds } from "../../base/bounds";
import { boundingRect, type Rect } from "../../base/geometry";
import { median } from "../../base/median";
import type { Design, DesignNode } from "../../design/design";
import { nudgeDesign } from "../../design/nudgeDesign";
import type { Shift } from "../../design/shiftDesign";
import type { Bitmap } from "../../image/bitmap";
import type { DrawnPage } from "../../model/model";
import { squaredError, toPixels } from "../localError";
import { boxesOf, type Boxes, type PlaceFinder, type Shifts } from "./placeFinder";
import { NUDGING } from "../tuning";

/** How far a part is drawn from where the layout puts it, and how far it may be instead. */
interface Move {
  readonly from: Shift;
  readonly to: Shift;
  /** Where it shows, before and after. Device px. */
  readonly area: Bounds;
}

/**
 * Moves single parts of the page to where the mockup has them, where no gap or padding could: each by an offset of its own that moves
 * nothing else, and that is kept only if it makes the page truer right there.
 */
export class NudgeCorrector {
  /** How far parts are drawn from where the layout puts them, as it proved right. */
  private accepted: Shifts = new Map();
  private pending: ReadonlyMap<string, Move> = new Map();
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
    const all = new Map(this.accepted);
    for (const [id, { to }] of this.pending) all.set(id, to);
    return nudgeDesign(design, all);
  }

  /** Judges the moves that `page` shows, if any, and looks for others; true when there are some to draw. */
  learn(page: DrawnPage): boolean {
    const before = this.shown;
    if (before) this.judge(before, page.bitmap);
    this.shown = page.bitmap;
    this.pending = this.tries++ < NUDGING.most ? this.search(page) : new Map();
    const mayGoOn = [...this.pending.values()].some(isMove);
    if (!mayGoOn) this.pending = new Map();
    return mayGoOn;
  }

  /** Starts anew from the offsets that proved right: other values have moved the parts since. */
  startAgain(): void {
    this.pending = new Map();
    this.refused.clear();
    this.shown = undefined;
    this.tries = 0;
  }

  /** Judges the moves that `page` shows, and leaves all where it was best. */
  conclude(page: DrawnPage): void {
    this.tries = NUDGING.most;
    this.learn(page);
  }

  private judge(before: Bitmap, after: Bitmap): void {
    const accepted = new Map(this.accepted);
    for (const [id, move] of this.pending) {
      const was = isMove(move) ? squaredError(this.mockup, before, move.area) : 0;
      const is = isMove(move) ? squaredError(this.mockup, after, move.area) : 0;
      const isBetter = is < was * (1 - NUDGING.minGain);
      if (isMove(move) && !isBetter) this.refused.add(id);
      accepted.set(id, isBetter ? move.to : move.from);
    }
    this.accepted = accepted;
  }

  private search(page: DrawnPage): ReadonlyMap<string, Move> {
    const boxes = boxesOf(page);
    const missing = this.finder.find(this.design.root, page.bitmap, boxes);
    const found = new Map<string, Move>();
    const still: Shift = { dx: 0, dy: 0 };
    for (const [i, child] of this.design.root.children.entries())
      this.visit(child, `${i + 1}`, still, { boxes, missing, found });
    return found;
  }

  /** @param around How far what `node` is in is drawn from its place. */
  private visit(node: DesignNode, path: string, around: Shift, search: Search): void {
    const { boxes, missing, found } = search;
    const from = this.accepted.get(node.id) ?? around;
    const wish = wishOf(node, missing);
    const drawn = boxes.get(path);
    if (wish && drawn) {
      const to = rounded(sum(from, wish));
      const mayMove = !this.refused.has(node.id) && isNear(to);
      found.set(node.id, { from, to: mayMove ? to : from, area: this.areaOf(node, drawn) });
    }
    for (const [i, child] of node.children.entries())
      this.visit(child, `${path}/${i + 1}`, from, search);
  }

  private areaOf({ rect }: DesignNode, drawn: Rect): Bounds {
    const { deviceScaleFactor } = this.design;
    return toPixels(boundingRect([rect, drawn]), NUDGING.marginPx, deviceScaleFactor, this.mockup);
  }
}

interface Search {
  readonly boxes: Boxes;
  readonly missing: Shifts;
  readonly found: Map<string, Move>;
}

/** How far a part is off: as it was seen, or for a group as far as all that is in it; undefined where that differs. */
function wishOf(node: DesignNode, missing: Shifts): Shift | undefined {
  if (/^(thead|tbody|tr|th|td|option)$/.test(node.meaning.tag)) return undefined;
  const own = missing.get(node.id);
  if (own) return own;
  const inside = node.children.flatMap((child) => seenIn(child, missing));
  if (inside.length < 2) return undefined;
  const most = { dx: median(inside.map(({ dx }) => dx)), dy: median(inside.map(({ dy }) => dy)) };
  const isOne = inside.every(
    ({ dx, dy }) => Math.max(Math.abs(dx - most.dx), Math.abs(dy - most.dy)) <= NUDGING.alikePx,
  );
  return isOne ? most : undefined;
}

/** How far the outermost parts that were seen in a part of the page are off. */
function seenIn(node: DesignNode, missing: Shifts): readonly Shift[] {
  const own = missing.get(node.id);
  return own ? [own] : node.children.flatMap((child) => seenIn(child, missing));
}

function isMove({ from, to }: Move): boolean {
  return from.dx !== to.dx || from.dy !== to.dy;
}

function isNear({ dx, dy }: Shift): boolean {
  return Math.max(Math.abs(dx), Math.abs(dy)) <= NUDGING.farthestPx;
}

/** Half pixels across, whole ones down: letters are drawn between pixels across alone. */
function rounded({ dx, dy }: Shift): Shift {
  const step = (length: number, stepPx: number): number =>
    Math.abs(length) < NUDGING.leastSteps * stepPx ? 0 : Math.round(length / stepPx) * stepPx;
  return { dx: step(dx, 0.5), dy: step(dy, 1) };
}

function sum(a: Shift, b: Shift): Shift {
  return { dx: a.dx + b.dx, dy: a.dy + b.dy };
}
