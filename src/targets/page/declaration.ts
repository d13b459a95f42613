/** One CSS declaration. */
export type Declaration = readonly [property: string, value: string];

/** "12px", "0", at most three decimals. */
export function px(lengthPx: number): string {
  const rounded = number(lengthPx);
  return rounded === "0" ? "0" : `${rounded}px`;
}

/** At most three decimals. */
export function number(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

/** A share of 0–1 as CSS writes opacity: "4.8%". */
export function percent(share: number): string {
  return `${number(share * 100)}%`;
}

/** A rule as CSS text. */
export function formatRule(selector: string, declarations: readonly Declaration[]): string {
  const lines = declarations.map(([property, value]) => `  ${property}: ${value};`);
  return `${selector} {\n${lines.join("\n")}\n}`;
}

/** The declarations of a rule in one line: equal for rules that declare the same. */
export function bodyOf(declarations: readonly Declaration[]): string {
  return declarations.map(([property, value]) => `${property}:${value}`).join(";");
}

/** A rule for tags, whatever their classes. */
export interface TagRule {
  readonly selectors: readonly string[];
  readonly declarations: readonly Declaration[];
}

/** Rules for tags as CSS text, a blank line between them. */
export function formatTagRules(rules: readonly TagRule[]): string {
  return rules
    .map(({ selectors, declarations }) => formatRule(selectors.join(",\n"), declarations))
    .join("\n\n");
}
