/**
 * The largest part of `all` that passes together, as far as halving finds it: all at once if that passes, else each half with
 * what was kept before. `isOver` ends the search; what passed stays.
 */
export async function settle<T>(
  all: readonly T[],
  passes: (some: readonly T[]) => Promise<boolean>,
  isOver: () => boolean,
): Promise<readonly T[]> {
  let kept: readonly T[] = [];
  const add = async (some: readonly T[]): Promise<void> => {
    if (some.length === 0 || isOver()) return;
    if (await passes([...kept, ...some])) {
      kept = [...kept, ...some];
      return;
    }
    if (some.length === 1) return;
    const half = some.length >> 1;
    await add(some.slice(0, half));
    await add(some.slice(half));
  };
  await add(all);
  return kept;
}
