import type { Declaration } from "../page/declaration";
import type { InheritedProperty, PageElement } from "./pageElement";
import { INHERITED } from "./pageElement";

/** What a browser's root has; `body` declares what differs. */
export type InheritedValues = Readonly<Record<InheritedProperty, string>>;

/**
 * Declares each inherited property where it takes the fewest declarations: on the nearest ancestor that most of the
 * text below agrees with (Sankoff's parsimony on trees, 1975). Elements that will share a class count as one.
 *
 * @returns The same tree with the declarations in `style`, and `type` as it was.
 */
export function inheritType(root: PageElement, initial: InheritedValues): PageElement {
  const weights = countAlike(root);
  let tree = root;
  for (const property of INHERITED) tree = place(tree, property, initial[property], weights);
  return tree;
}

const ON_PAGE: ReadonlySet<InheritedProperty> = new Set([
  "font-family",
  "font-size",
  "line-height",
  "color",
]);

type Weights = ReadonlyMap<string, number>;

/** What elements of one class declare is written once. */
function countAlike(root: PageElement): Weights {
  const counts = new Map<string, number>();
  const walk = (element: PageElement): void => {
    const key = classKey(element);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    element.children.forEach(walk);
  };
  walk(root);
  return counts;
}

function classKey({ tag, name, type }: PageElement): string {
  return `${tag} ${name} ${INHERITED.map((property) => type[property] ?? "").join(";")}`;
}

function place(
  root: PageElement,
  property: InheritedProperty,
  inherited: string,
  weights: Weights,
): PageElement {
  const costs = new Map<PageElement, ReadonlyMap<string, number>>();
  const values = new Set<string>([inherited]);
  const collect = (element: PageElement): void => {
    const wanted = element.type[property];
    if (wanted !== undefined) values.add(wanted);
    element.children.forEach(collect);
  };
  collect(root);
  const weightOf = (element: PageElement): number => 1 / (weights.get(classKey(element)) ?? 1);
  /** For each value an element may have, what its descendants cost with it. */
  const measure = (element: PageElement): ReadonlyMap<string, number> => {
    element.children.forEach(measure);
    const own = new Map<string, number>();
    for (const value of values) {
      const wanted = element.type[property];
      if (wanted !== undefined && wanted !== value) continue;
      own.set(
        value,
        element.children.reduce((sum, child) => sum + cheapest(child, value).cost, 0),
      );
    }
    costs.set(element, own);
    return own;
  };
  /** Of values that cost the same, the inherited one: but the page itself says what its text is set in. */
  const cheapest = (element: PageElement, from: string): { value: string; cost: number } => {
    const saysItself = element === root && ON_PAGE.has(property);
    let best = { value: from, cost: Infinity };
    for (const [value, below] of costs.get(element) ?? []) {
      const cost = below + (value === from ? 0 : weightOf(element));
      const isWelcome = saysItself ? best.value === from : value === from;
      if (cost < best.cost - 1e-9 || (isWelcome && cost <= best.cost + 1e-9))
        best = { value, cost };
    }
    return best;
  };
  measure(root);
  const write = (element: PageElement, from: string): PageElement => {
    const { value } = cheapest(element, from);
    const own: Declaration[] = value === from ? [] : [[property, value]];
    return {
      ...element,
      style: [...element.style, ...own],
      children: element.children.map((child) => write(child, value)),
    };
  };
  return write(root, inherited);
}
