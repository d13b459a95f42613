import type { Declaration } from "../page/declaration";

/** The declarations of one rule, room above and before an element in one. Nothing here keeps room after or below itself. */
export function shortMargins(declarations: readonly Declaration[]): readonly Declaration[] {
  const [top, before] = ["margin-top", "margin-left"].map((side) =>
    declarations.findLast(([property]) => property === side),
  );
  if (!top || !before) return declarations;
  const margin: Declaration = ["margin", `${top[1]} 0 0 ${before[1]}`];
  const [first] = declarations.filter((one) => one === top || one === before);
  return declarations.flatMap((one) => {
    if (one === first) return [margin];
    return one === top || one === before ? [] : [one];
  });
}
