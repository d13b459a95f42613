/** The middle one by size, of an even number the upper one of two; `none` where there are no values. */
export function median(values: readonly number[], none = 0): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? none;
}

/** The value that half of everything counted does not exceed; `none` where nothing is. */
export function weightedMedian(
  items: readonly { readonly value: number; readonly count: number }[],
  none = 0,
): number {
  const sorted = [...items].sort((a, b) => a.value - b.value);
  let left = sorted.reduce((sum, { count }) => sum + count, 0) / 2;
  for (const { value, count } of sorted) {
    left -= count;
    if (left <= 0) return value;
  }
  return none;
}
