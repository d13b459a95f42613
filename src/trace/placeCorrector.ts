import type { Design, DesignNode } from "../design/design";
import type { Draft, TextBlock } from "../design/draft/draft";
import { inkRect } from "../design/draft/draft";
import type { Shift } from "../design/shiftDesign";
import { shiftDesign } from "../design/shiftDesign";
import { toRect } from "../base/bounds";
import type { Rect } from "../base/geometry";
import type { Bitmap } from "../image/bitmap";
import { crop } from "../image/bitmap";
import type { DrawnPage } from "../model/model";
import { compareInk } from "./compareInk";
import { squaredError, toPixels } from "./localError";
import { CORRECTION, PLACING } from "./tuning";

type Shifts = ReadonlyMap<string, Shift>;
/** Elements' border boxes by their path. */
type Boxes = ReadonlyMap<string, Rect>;

/**
 * Moves the parts of a page in flow to where the mockup has them: sees in a render how far its boxes and the ink of its texts are off,
 * and has the gaps and paddings between them make up for it. Moves are kept only while the page as a whole comes nearer to the mockup.
 */
export class PlaceCorrector {
  private accepted: Shifts = new Map();
  private pending: Shifts = new Map();
  private error = Infinity;
  private tries = 0;
  /** The page with everything where it was best; undefined before the first render. */
  shown: Bitmap | undefined;
  /** Where the elements were in the render of what was accepted, and what was still off in it. */
  private boxes: Boxes = new Map();
  private missing: Shifts = new Map();
  /** What made the page worse when it was moved. */
  private readonly frozen = new Set<string>();
  private readonly blocks: ReadonlyMap<string, TextBlock>;

  constructor(
    private readonly mockup: Bitmap,
    private readonly draft: Draft,
    private readonly design: Design,
  ) {
    this.blocks = new Map(draft.blocks.map((block) => [block.id, block]));
  }

  /** `design` with its parts where the next render is to show them. */
  place(design: Design): Design {
    return shiftDesign(design, this.pending);
  }

  /** Judges the render of what was placed last; true when another one may be better still, else all is where it was best. */
  learn(page: DrawnPage): boolean {
    const error = this.errorOf(page.bitmap);
    const isBetter = error < this.error * (1 - PLACING.minGain);
    if (isBetter) {
      this.error = error;
      this.accepted = this.pending;
      this.shown = page.bitmap;
      this.boxes = boxesOf(page);
      this.missing = this.lookAt(page.bitmap, this.boxes);
    }
    const mayGoOn = this.tries++ < PLACING.most && (isBetter || this.freeze(boxesOf(page)));
    this.pending = mayGoOn ? add(this.accepted, this.missing, this.frozen) : this.accepted;
    return this.pending !== this.accepted;
  }

  private errorOf(render: Bitmap): number {
    const { width, height } = this.mockup;
    const area = { x0: 0, y0: 0, x1: width, y1: height };
    const excess = 3 * 255 * 255 * width * Math.max(0, render.height - height);
    return squaredError(this.mockup, render, area) + excess;
  }

  /**
   * Moves no more what did not go where it was to go, seen from what stands before it: what comes after it was only pushed. False when
   * there is none.
   */
  private freeze(boxes: Boxes): boolean {
    const before = this.frozen.size;
    const strayOf = (id: string, path: string): number | undefined => {
      const [from, to] = [this.boxes.get(path), boxes.get(path)];
      const asked = this.missing.get(id);
      return from && to && asked && to.y - from.y - (this.frozen.has(id) ? 0 : asked.dy);
    };
    const walk = (node: DesignNode, path: string, stray: number): void => {
      let last = stray;
      for (const [i, child] of node.children.entries()) {
        const at = path === "" ? `${i + 1}` : `${path}/${i + 1}`;
        const own = strayOf(child.id, at);
        if (own !== undefined && Math.abs(own - last) > PLACING.maxStrayPx)
          for (const id of node.children.flatMap(idsIn)) this.frozen.add(id);
        last = own ?? last;
        walk(child, at, last);
      }
    };
    walk(this.design.root, "", 0);
    return this.frozen.size > before;
  }

  /** How far each part of the page is off. */
  private lookAt(bitmap: Bitmap, boxes: Boxes): Shifts {
    const missing = new Map<string, Shift>();
    for (const [i, child] of this.design.root.children.entries())
      this.look(child, `${i + 1}`, bitmap, boxes, missing);
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
      /^t[rdh]$/.test(node.meaning.tag);
    if (drawn && isOwn)
      missing.set(node.id, { dx: node.rect.x - drawn.x, dy: node.rect.y - drawn.y });
    if (block) {
      const ink = this.inkShift(block, render);
      const far = drawn && !isOwn ? node.rect.y - drawn.y : 0;
      if (Math.abs(far) > PLACING.maxInkShiftPx) missing.set(block.id, { dx: 0, dy: far });
      else if (ink) missing.set(block.id, ink);
    }
    for (const [i, child] of node.children.entries())
      this.look(child, `${path}/${i + 1}`, render, boxes, missing);
  }

  /** How far the ink of a text is off (CSS px); undefined where it is not found. */
  private inkShift(block: TextBlock, render: Bitmap): Shift | undefined {
    const scale = this.draft.deviceScaleFactor;
    const area = toRect(toPixels(inkRect(block), CORRECTION.textMarginPx, scale, this.mockup));
    const colors = { ink: block.style.color, background: block.background };
    const ink = compareInk(crop(this.mockup, area), crop(render, area), colors);
    return ink && { dx: ink.dx / scale, dy: ink.dy / scale };
  }
}

function boxesOf({ elements }: DrawnPage): Boxes {
  return new Map(elements.map(({ path, box }) => [path, box]));
}

/** All that is moved on its own in a part of the page. */
function idsIn(node: DesignNode): string[] {
  return [node.id, ...(node.text ? [node.text.id] : []), ...node.children.flatMap(idsIn)];
}

/** `accepted` itself where nothing is missing that would show. */
function add(accepted: Shifts, missing: Shifts, frozen: ReadonlySet<string>): Shifts {
  const moves = [...missing].filter(([id]) => !frozen.has(id));
  if (!moves.some(([, { dx, dy }]) => Math.max(Math.abs(dx), Math.abs(dy)) >= PLACING.minShiftPx))
    return accepted;
  const sum = new Map(accepted);
  for (const [id, { dx, dy }] of moves) {
    const before = accepted.get(id) ?? { dx: 0, dy: 0 };
    sum.set(id, { dx: before.dx + dx, dy: before.dy + dy });
  }
  return sum;
}
