/** How parts one after the other are kept apart, in whole pixels. */
export interface Spread {
  readonly gapPx: number;
  /** Room before each part beyond the gap; the first one's is always 0. */
  readonly before: readonly number[];
}

/** Places may be off by this where one gap for all is simpler (CSS px): paint snaps to whole pixels. */
const DRIFT_PX = 0.5;

/** A whole pixel is near enough when it is off by no more; else a half one is written (CSS px). */
const WHOLE_ENOUGH_PX = 0.3;

/** A length as a person writes it: whole pixels, half ones where a whole one would show. */
export function roundLength(lengthPx: number): number {
  const whole = Math.round(lengthPx);
  return Math.abs(lengthPx - whole) <= WHOLE_ENOUGH_PX ? whole : Math.round(lengthPx * 2) / 2;
}

/** Parts that overlap by no more than this only touch (CSS px). */
const MAX_TOUCH_PX = 1;

/** An extent along the direction parts follow each other in. */
export interface Extent {
  /** Where it starts in the mockup. */
  readonly start: number;
  /** How long it will be drawn. */
  readonly length: number;
}

/**
 * The gaps that put each part where it was measured, to the nearest pixel: rounding never adds up, since each gap is
 * taken from where the part before it really ends. One gap for all when that moves nothing by more than a pixel; else
 * the gap that most have, and what others need beyond it.
 */
export function spread(parts: readonly Extent[]): Spread {
  const [first] = parts;
  if (!first || parts.length < 2) return { gapPx: 0, before: parts.map(() => 0) };
  const uniform = uniformGap(parts);
  if (uniform !== undefined) return { gapPx: uniform, before: parts.map(() => 0) };
  const gaps: number[] = [];
  let end = first.start + first.length;
  for (const part of parts.slice(1)) {
    // Edges that overlap by a pixel or two touch; what was lost is made up for at the next gap.
    const wish = roundLength(part.start - end);
    const gap = wish < 0 && wish >= -MAX_TOUCH_PX ? 0 : wish;
    gaps.push(gap);
    end += gap + part.length;
  }
  const gapPx = commonGap(gaps);
  return {
    gapPx,
    before: [0, ...gaps.map((gap) => gap - gapPx)],
  };
}

function uniformGap(parts: readonly Extent[]): number | undefined {
  const first = parts[0] as Extent;
  const last = parts[parts.length - 1] as Extent;
  const filled = parts.slice(0, -1).reduce((sum, { length }) => sum + length, 0);
  const mean = (last.start - first.start - filled) / (parts.length - 1);
  return [Math.round(mean), Math.round(mean * 2) / 2].find(
    (gap) => gap >= 0 && drift(parts, gap) <= DRIFT_PX,
  );
}

/** How far the part that is off most would stand from its place. */
function drift(parts: readonly Extent[], gap: number): number {
  let start = (parts[0] as Extent).start;
  let most = 0;
  for (const part of parts) {
    most = Math.max(most, Math.abs(part.start - start));
    start += part.length + gap;
  }
  return most;
}

/** The smallest gap if several have it, else none: the rest is then written at each part. */
function commonGap(gaps: readonly number[]): number {
  const least = Math.min(...gaps);
  const count = gaps.filter((gap) => gap === least).length;
  return least > 0 && (count >= 2 || gaps.length === 2) ? least : 0;
}
