import type { Bounds } from "../../../base/bounds";

/**
 * Things in bands of rows, so that what stands at the top of a tall page is not compared with what stands at its bottom.
 * Whoever goes through them from left to right lets go of what it has passed, and so compares each with its neighbours only.
 */
export class Bands<T> {
  private readonly bands = new Map<number, Set<T>>();

  /** @param height That of a band, px. */
  constructor(private readonly height: number) {}

  add(item: T, bounds: Bounds): void {
    for (const band of this.numbersOf(bounds)) {
      const items = this.bands.get(band);
      if (items) items.add(item);
      else this.bands.set(band, new Set([item]));
    }
  }

  /** What shares a band with `bounds`, each once. What is not `isNear` is never looked at again. */
  near(bounds: Bounds, isNear: (item: T) => boolean): T[] {
    const found = new Set<T>();
    for (const band of this.numbersOf(bounds)) {
      const items = this.bands.get(band) ?? [];
      for (const item of items)
        if (isNear(item)) found.add(item);
        else this.bands.get(band)?.delete(item);
    }
    return [...found];
  }

  private numbersOf({ y0, y1 }: Bounds): number[] {
    const first = Math.floor(y0 / this.height);
    const last = Math.floor((y1 - 1) / this.height);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => first + k);
  }
}
