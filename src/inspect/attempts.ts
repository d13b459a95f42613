import { isAbort } from "../base/async";
import { describeError, MockloopError } from "../base/errors";
import { encloses, type Bounds } from "../base/bounds";

/** The steps of an inspection that can fail by themselves. */
export type InspectStage =
  | "noise"
  | "palette"
  | "surfaces"
  | "boxes"
  | "shadows"
  | "dividers"
  | "lines"
  | "pictures"
  | "reading"
  | "checking"
  | "fonts";

/** What a step could not do, and where: device px. */
export interface Miss {
  readonly stage: InspectStage;
  readonly region: Bounds;
  /** What was thrown, or what was too much, for people. */
  readonly message: string;
}

/** More misses than anybody reads; further ones are only counted. */
const MAX_MISSES = 50;

/**
 * Keeps one odd region from ending an inspection: each step works on its region through `attempt`, and what it throws is
 * written down here. What a step leaves out is not explained, and so becomes part of a picture.
 */
export class Attempts {
  private readonly found: Miss[] = [];
  private left = 0;

  /** In the order they happened, the first {@link MAX_MISSES}. */
  get misses(): readonly Miss[] {
    return this.found;
  }

  /** How many more there were. */
  get more(): number {
    return this.left;
  }

  /** What `work` gives, or undefined when it throws. @throws what {@link miss} throws on. */
  attempt<T>(stage: InspectStage, region: Bounds, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.miss(stage, region, error);
      return undefined;
    }
  }

  /** {@link attempt} for what takes its time. @throws what {@link miss} throws on. */
  async attemptLater<T>(
    stage: InspectStage,
    region: Bounds,
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.miss(stage, region, error);
      return undefined;
    }
  }

  /** Gives a region up. An abort, or a browser that is not there, is no miss: it is thrown on. */
  miss(stage: InspectStage, { x0, y0, x1, y1 }: Bounds, reason: unknown): void {
    if (isAbort(reason) || isWithoutBrowser(reason)) throw reason;
    const miss = { stage, region: { x0, y0, x1, y1 }, message: describeError(reason) };
    if (this.found.some((other) => isSame(other, miss))) return;
    if (this.found.length >= MAX_MISSES) this.left++;
    else this.found.push(miss);
  }
}

/** No page can be drawn later either: better said now, with what to do about it. */
function isWithoutBrowser(error: unknown): boolean {
  return error instanceof MockloopError && error.code === "BROWSER_NOT_FOUND";
}

/** A step that is taken twice fails twice in the same way. */
function isSame(a: Miss, b: Miss): boolean {
  return (
    a.stage === b.stage &&
    a.message === b.message &&
    encloses(a.region, b.region) &&
    encloses(b.region, a.region)
  );
}
