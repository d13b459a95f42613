import type { Components } from "../pixels/labelComponents";

/** A straight stretch of one component, one pixel thick: columns `start` to `end` of row `line`, or rows of a column. */
export interface Segment {
  readonly line: number;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** The stretches of one component in its rows and in its columns, line by line. */
export interface Segments {
  readonly flat: Segment[];
  readonly upright: Segment[];
}

/**
 * The stretches of at least `shortest` px of every component that `isWanted` (1, by label), in two passes over the page:
 * frames that lie in each other cost no more than one of them.
 */
export function findSegments(
  { labels, width, height }: Components,
  isWanted: Uint8Array,
  shortest: number,
): ReadonlyMap<number, Segments> {
  const found = new Map<number, Segments>();
  const of = (label: number): Segments => {
    const segments = found.get(label) ?? { flat: [], upright: [] };
    found.set(label, segments);
    return segments;
  };
  scanLines(
    { lines: height, length: width, step: 1, lineStep: width },
    labels,
    isWanted,
    shortest,
    (label, segment) => of(label).flat.push(segment),
  );
  scanLines(
    { lines: width, length: height, step: width, lineStep: 1 },
    labels,
    isWanted,
    shortest,
    (label, segment) => of(label).upright.push(segment),
  );
  return found;
}

/** How to walk through an array: `lines` lines of `length`, from one pixel to the next and from one line to the next. */
interface Walk {
  readonly lines: number;
  readonly length: number;
  readonly step: number;
  readonly lineStep: number;
}

function scanLines(
  { lines, length, step, lineStep }: Walk,
  labels: Int32Array,
  isWanted: Uint8Array,
  shortest: number,
  add: (label: number, segment: Segment) => void,
): void {
  for (let line = 0; line < lines; line++) {
    let start = 0;
    let label = labels[line * lineStep] as number;
    for (let k = 1; k <= length; k++) {
      const next = k < length ? (labels[line * lineStep + k * step] as number) : -1;
      if (next === label) continue;
      if (k - start >= shortest && isWanted[label] === 1) add(label, { line, start, end: k });
      [start, label] = [k, next];
    }
  }
}

/** Stretches of following lines that start and end alike, as one: a stroke. */
export interface Stack {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  /** Exclusive. */
  to: number;
}

/** Joins the segments of following lines that start and end alike. `segments` come line by line. */
export function stackSegments(segments: readonly Segment[]): Stack[] {
  const stacks: Stack[] = [];
  let open: Stack[] = [];
  let next: Stack[] = [];
  let current = -1;
  for (const { line, start, end } of segments) {
    if (line !== current) {
      open = line === current + 1 ? next : [];
      next = [];
      current = line;
    }
    const like = open.find(
      (stack) => Math.abs(stack.start - start) <= 1 && Math.abs(stack.end - end) <= 1,
    );
    if (like) like.to = line + 1;
    const stack = like ?? { start, end, from: line, to: line + 1 };
    if (!like) stacks.push(stack);
    next.push(stack);
  }
  return stacks;
}
