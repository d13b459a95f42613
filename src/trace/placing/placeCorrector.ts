import type { Design, DesignNode } from "../../design/design";
import type { Shift } from "../../design/shiftDesign";
import { shiftDesign } from "../../design/shiftDesign";
import type { Bitmap } from "../../image/bitmap";
import type { DrawnPage } from "../../model/model";
import { squaredError } from "../localError";
import { boxesOf, type Boxes, type PlaceFinder, type Shifts } from "./placeFinder";
import { PLACING } from "../tuning";

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
  shown: DrawnPage | undefined;
  /** Where the elements were in the render of what was accepted, and what was still off in it. */
  private boxes: Boxes = new Map();
  private missing: Shifts = new Map();
  /** What made the page worse when it was moved. */
  private readonly frozen = new Set<string>();

  constructor(
    private readonly mockup: Bitmap,
    private readonly finder: PlaceFinder,
    private readonly design: Design,
  ) {}

  /** `design` with its parts where the next render is to show them. */
  place(design: Design): Design {
    return shiftDesign(design, this.pending);
  }

  /** Starts anew from where everything was best: what is drawn has changed otherwise since. */
  startAgain(): void {
    this.pending = this.accepted;
    this.error = Infinity;
    this.tries = 0;
  }

  /** Judges the render of what was placed last, and leaves all where it was best. */
  conclude(page: DrawnPage): void {
    this.tries = PLACING.most;
    this.learn(page);
    this.pending = this.accepted;
  }

  /** Judges the render of what was placed last; true when another one may be better still, else all is where it was best. */
  learn(page: DrawnPage): boolean {
    const error = this.errorOf(page.bitmap);
    const isBetter = error < this.error * (1 - PLACING.minGain);
    if (isBetter) {
      this.error = error;
      this.accepted = this.pending;
      this.shown = page;
      this.boxes = boxesOf(page);
      this.missing = this.finder.find(this.design.root, page.bitmap, this.boxes);
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
}

/** All that is moved on its own in a part of the page. */
function idsIn(node: DesignNode): string[] {
  return [node.id, ...(node.text ? [node.text.id] : []), ...node.children.flatMap(idsIn)];
}

/** `accepted` itself where nothing is missing that would show. */
function add(accepted: Shifts, missing: Shifts, frozen: ReadonlySet<string>): Shifts {
  const moves = [...missing].filter(([id]) => !frozen.has(id));
  const isSeen = ([, { dx, dy, dh = 0 }]: readonly [string, Shift]): boolean =>
    Math.max(Math.abs(dx), Math.abs(dy), Math.abs(dh)) >= PLACING.minShiftPx;
  if (!moves.some(isSeen)) return accepted;
  const sum = new Map(accepted);
  for (const [id, { dx, dy, dh = 0 }] of moves) {
    const before = accepted.get(id) ?? { dx: 0, dy: 0 };
    sum.set(id, { dx: before.dx + dx, dy: before.dy + dy, dh: (before.dh ?? 0) + dh });
  }
  return sum;
}
