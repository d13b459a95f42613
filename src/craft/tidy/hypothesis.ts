import postcss, { type AtRule, type Declaration, type Rule } from "postcss";
import type { RuleEdit, Trial } from "../../render/trials/trialPage";

/** What kind of change a hypothesis is, for people. */
export type HypothesisKind =
  "unused" | "drop" | "loosen" | "round" | "merge" | "shorthand" | "unwrap";

/** A change that may leave the page as it is at its own size. */
export interface Hypothesis {
  readonly kind: HypothesisKind;
  readonly trial: Trial;
  /** Whether the description gets shorter; if not, another width must get better. */
  readonly shortens: boolean;
}

/** A rule's own declarations, in the order that edits count them in. */
export function ownDeclarations(rule: Rule): Declaration[] {
  return rule.nodes.filter((node): node is Declaration => node.type === "decl");
}

export function textOf({ prop, value, important }: Declaration): string {
  return `${prop}: ${value}${important ? " !important" : ""}`;
}

/** Makes the changes in `rules`; rules that are left without anything go, and so do groups that are left without rules. */
export function applyTrials(rules: readonly Rule[], trials: readonly Trial[]): void {
  const declarations = new Map<number, Declaration[]>();
  const touched = new Set<number>();
  const edits = trials.flat().filter((edit): edit is RuleEdit => "rule" in edit);
  for (const { rule } of edits) {
    touched.add(rule);
    if (!declarations.has(rule)) declarations.set(rule, ownDeclarations(ruleAt(rules, rule)));
  }
  for (const edit of edits) {
    if ("selector" in edit) {
      ruleAt(rules, edit.rule).selector = edit.selector;
      continue;
    }
    const declaration = declarations.get(edit.rule)?.[edit.at];
    if (!declaration) continue;
    if (edit.text === undefined) declaration.remove();
    else {
      const { before = " " } = declaration.raws;
      const written = postcss.parse(edit.text).nodes;
      for (const node of written) node.raws.before = before;
      declaration.replaceWith(written);
    }
  }
  for (const number of touched) removeWhenEmpty(ruleAt(rules, number));
}

function ruleAt(rules: readonly Rule[], number: number): Rule {
  const rule = rules[number];
  if (!rule) throw new RangeError(`There is no rule ${number}.`);
  return rule;
}

function removeWhenEmpty(node: Rule | AtRule): void {
  const rest = node.nodes?.filter(({ type }) => type !== "comment") ?? [];
  const parent = node.parent;
  if (rest.length > 0 || !parent) return;
  node.remove();
  if (parent.type === "atrule") removeWhenEmpty(parent);
}
