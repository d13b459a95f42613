/** Rounds of voting; choices settle in two or three. */
const ROUNDS = 4;
/** What a choice without any support counts as, in weight units. */
const LEAST_SUPPORT = 0.5;

/**
 * Assigns each item one of its options so that few options explain all items: expectation–maximisation of a mixture
 * whose components are the options. An option's support is the weight of the items that lean to it; an item leans to
 * what its own evidence and that support speak for. (Dempster, Laird & Rubin 1977.)
 *
 * @param optionsOf At least one option for each item.
 * @param evidenceOf Log-likelihood of the option for the item, prior included.
 * @param weightOf How much an item's lean counts.
 * @param valueOf What makes options of different items the same one.
 */
export function voteByEvidence<Item, Option>(
  items: readonly Item[],
  optionsOf: (item: Item) => readonly Option[],
  evidenceOf: (item: Item, option: Option) => number,
  weightOf: (item: Item) => number,
  valueOf: (option: Option) => number,
): Map<Item, number> {
  const ballots = items.map((item) => ({
    item,
    weight: weightOf(item),
    options: optionsOf(item).map((option) => ({
      value: valueOf(option),
      evidence: evidenceOf(item, option),
    })),
  }));
  let support = new Map<number, number>();
  const strength = (option: { value: number; evidence: number }): number =>
    option.evidence + Math.log(LEAST_SUPPORT + (support.get(option.value) ?? 0));
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Map<number, number>();
    for (const { weight, options } of ballots) {
      const strongest = Math.max(...options.map(strength));
      const leans = options.map((option) => Math.exp(strength(option) - strongest));
      const total = leans.reduce((sum, lean) => sum + lean, 0);
      options.forEach(({ value }, i) =>
        next.set(value, (next.get(value) ?? 0) + (weight * (leans[i] ?? 0)) / total),
      );
    }
    support = next;
  }
  return new Map(
    ballots.flatMap(({ item, options }) => {
      const [first, ...rest] = options;
      if (!first) return [];
      const best = rest.reduce((a, b) => (strength(b) > strength(a) ? b : a), first);
      return [[item, best.value] as const];
    }),
  );
}
