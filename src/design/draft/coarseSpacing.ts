/**
 * The coarsest letter spacing (em) near `wanted` that nobody sees: a multiple of the first of `stepsEm`, coarsest first, by which `isSeen` says
 * no, else of the last.
 */
export function coarseSpacing(
  wanted: number,
  stepsEm: readonly number[],
  isSeen: (em: number) => boolean,
): number {
  const rounded = stepsEm.map((step) => Math.round(Math.round(wanted / step) * step * 1000) / 1000);
  return rounded.find((em) => !isSeen(em)) ?? rounded.at(-1) ?? wanted;
}
