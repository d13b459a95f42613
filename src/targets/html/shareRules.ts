import type { Declaration } from "../page/declaration";

/** What takes its place in the cascade as one: the sides of a border go with the border. */
export interface Unit {
  readonly key: string;
  readonly value: string;
  readonly declarations: readonly Declaration[];
}

/** Rules of one kind with what they share. */
export interface Family {
  /** Indices of the rules. */
  readonly members: readonly number[];
  /** What a member has unless it says otherwise; every member declares each of these properties. */
  readonly base: readonly Unit[];
}

/** The declarations as units, in order of their first. */
export function unitsOf(declarations: readonly Declaration[]): Unit[] {
  const byKey = new Map<string, Declaration[]>();
  for (const declaration of declarations) {
    const key = /^border-(top|right|bottom|left|block|inline|color)$/.test(declaration[0])
      ? "border"
      : declaration[0];
    byKey.set(key, [...(byKey.get(key) ?? []), declaration]);
  }
  return [...byKey].map(([key, all]) => ({
    key,
    value: all.map((one) => one.join(":")).join(";"),
    declarations: all,
  }));
}

/**
 * Of rules of one kind, families with a common base and variants that declare only what differs: the largest saving first, as long
 * as one saves two declarations or more. A variant cannot take a property back, so all members have all properties of the base.
 */
export function findFamilies(rules: readonly (readonly Unit[])[]): Family[] {
  const families: Family[] = [];
  let left = rules.map((_, index) => index);
  for (;;) {
    const best = bestFamily(rules, left);
    if (!best) return families;
    families.push(best);
    left = left.filter((index) => !best.members.includes(index));
  }
}

function bestFamily(rules: readonly (readonly Unit[])[], left: readonly number[]) {
  let best: Family | undefined;
  let most = 1;
  for (const [at, first] of left.entries())
    for (const second of left.slice(at + 1)) {
      const family = familyOf(rules, left, commonKeys(rules[first], rules[second]));
      const saved = savedBy(rules, family);
      if (saved <= most) continue;
      most = saved;
      best = family;
    }
  return best;
}

function commonKeys(a: readonly Unit[] = [], b: readonly Unit[] = []): string[] {
  return a.filter(({ key }) => b.some((other) => other.key === key)).map(({ key }) => key);
}

/** All that declare `keys`, and what most of them say of each. */
function familyOf(
  rules: readonly (readonly Unit[])[],
  left: readonly number[],
  keys: readonly string[],
): Family {
  const able = left.filter((index) =>
    keys.every((key) => rules[index]?.some((unit) => unit.key === key)),
  );
  const base = keys.flatMap((key) => mostCommon(rules, able, key));
  // Whoever agrees with less than half is something else.
  const members = able.filter((index) => agreement(rules[index] ?? [], base) * 2 >= size(base));
  return { members, base: base.filter(({ value }) => countOf(rules, members, value) > 1) };
}

function mostCommon(
  rules: readonly (readonly Unit[])[],
  members: readonly number[],
  key: string,
): Unit[] {
  let best: Unit | undefined;
  let most = 1;
  for (const index of members) {
    const unit = rules[index]?.find((one) => one.key === key);
    const count = unit ? countOf(rules, members, unit.value) : 0;
    if (count <= most) continue;
    most = count;
    best = unit;
  }
  return best ? [best] : [];
}

function countOf(
  rules: readonly (readonly Unit[])[],
  members: readonly number[],
  value: string,
): number {
  return members.filter((index) => rules[index]?.some((unit) => unit.value === value)).length;
}

function savedBy(rules: readonly (readonly Unit[])[], { members, base }: Family): number {
  const agreed = members.reduce((sum, index) => sum + agreement(rules[index] ?? [], base), 0);
  return agreed - size(base);
}

function agreement(rule: readonly Unit[], base: readonly Unit[]): number {
  return size(base.filter(({ value }) => rule.some((unit) => unit.value === value)));
}

function size(units: readonly Unit[]): number {
  return units.reduce((sum, { declarations }) => sum + declarations.length, 0);
}

/** The units of `rule` that `base` does not have. */
export function without(rule: readonly Unit[], base: readonly Unit[]): Unit[] {
  return rule.filter(({ value }) => !base.some((unit) => unit.value === value));
}

/** What a variant says over the base of its kind: its own units, and no side of a border that only the base has. */
export function variantUnits(rule: readonly Unit[], base: readonly Unit[]): Unit[] {
  const sides = base.find(({ key }) => key === "border")?.declarations ?? [];
  return without(rule, base).map((unit) => {
    if (unit.key !== "border" || unit.declarations[0]?.[0] === "border") return unit;
    const lost = sides.filter(
      ([side]) => side !== "border-color" && unit.declarations.every(([own]) => own !== side),
    );
    const takenBack = lost.map(([side]): Declaration => [side, "0"]);
    return { ...unit, declarations: [...takenBack, ...unit.declarations] };
  });
}

/**
 * What several rules of different kinds say alike, for one rule with all their selectors; what is left of each. The largest saving
 * first.
 */
export function shareAlike(rules: readonly (readonly Unit[])[]): {
  readonly shared: readonly Family[];
  readonly own: readonly (readonly Unit[])[];
} {
  const own = rules.map((rule): readonly Unit[] => rule);
  const shared: Family[] = [];
  for (;;) {
    const best = bestShare(own);
    if (!best) return { shared, own };
    shared.push(best);
    for (const index of best.members) own[index] = without(own[index] ?? [], best.base);
  }
}

function bestShare(rules: readonly (readonly Unit[])[]): Family | undefined {
  let best: Family | undefined;
  let most = 0;
  for (const [at, first] of rules.entries())
    for (const second of rules.slice(at + 1)) {
      const base = first.filter(({ value }) => second.some((unit) => unit.value === value));
      if (size(base) < 2) continue;
      const members = [...rules.keys()].filter(
        (index) => agreement(rules[index] ?? [], base) === size(base),
      );
      // Its selectors take a line each, too.
      const saved = size(base) * (members.length - 1) - members.length;
      if (saved <= most) continue;
      most = saved;
      best = { members, base };
    }
  return best;
}
