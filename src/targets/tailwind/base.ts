import {
  formatRule,
  formatTagRules,
  px,
  type Declaration,
  type TagRule,
} from "../page/declaration";
import type { Ground } from "../page/pageTree";
import type { Theme } from "./theme";
import { INITIAL_TYPE, isType, typeIn } from "./typeClasses";

export const CONTROLS: readonly string[] = ["button", "input", "select", "textarea"];
const HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"];

/** What Tailwind's own base takes back, by the tags: the page does not say it again. */
const PREFLIGHT: readonly (readonly [declaration: string, selectors: readonly string[]])[] = [
  ...["box-sizing: border-box", "margin: 0", "padding: 0"].map(
    (one) => [one, ["*", "*::before", "*::after"]] as const,
  ),
  ["font: inherit", [...HEADINGS, ...CONTROLS]],
  ["color: inherit", [...CONTROLS, "a"]],
  ["border: 0", [...CONTROLS, "fieldset"]],
  ["background: none", CONTROLS],
  ["text-decoration: none", ["a"]],
  ["list-style: none", ["ul", "ol"]],
  ["resize: vertical", ["textarea"]],
  ["display: block", ["img"]],
  ["max-width: 100%", ["img"]],
  ["height: auto", ["img"]],
  ["opacity: 1", ["::placeholder"]],
];

/**
 * What the page says of tags and of `body`, as far as Tailwind's own base does not, in its layer; "" when that is nothing. `used` are
 * the tags on the page.
 */
export function baseLayer(
  { tags, body, narrowPx, narrowBody }: Ground,
  theme: Theme,
  used: ReadonlySet<string>,
): string {
  const rules = [...tags.flatMap(withoutPreflight), ...takenBack(tags, used)];
  const own = bodyStyle(body, theme);
  const all = [
    formatTagRules(
      rules.map((rule) => ({ ...rule, declarations: themed(rule.declarations, theme) })),
    ),
    own.length > 0 ? formatRule("body", own) : "",
    narrowBody.length > 0
      ? `@media (width <= ${px(narrowPx)}) {\n${formatRule("body", narrowBody)}\n}`
      : "",
  ].filter((one) => one !== "");
  return all.length > 0 ? `@layer base {\n${all.join("\n\n")}\n}` : "";
}

/** The rule for each of its tags without what that tag has anyway; tags that are left with the same stay one rule. */
function withoutPreflight({ selectors, declarations }: TagRule): TagRule[] {
  const rows = new Map<string, TagRule>();
  for (const selector of selectors) {
    const left = declarations.filter(
      (one) => !PREFLIGHT.some(([said, of]) => said === one.join(": ") && of.includes(selector)),
    );
    if (left.length === 0) continue;
    const key = left.join(";");
    rows.set(key, {
      selectors: [...(rows.get(key)?.selectors ?? []), selector],
      declarations: left,
    });
  }
  return [...rows.values()];
}

/** What Tailwind's own base does to tags and the page does not want. */
function takenBack(tags: readonly TagRule[], used: ReadonlySet<string>): TagRule[] {
  const says = (selector: string, property: string): boolean =>
    tags.some(
      ({ selectors, declarations }) =>
        selectors.includes(selector) && declarations.some(([name]) => name === property),
    );
  return [
    ...(says("table", "border-spacing") ? [rule("table", ["border-collapse", "separate"])] : []),
    // A picture that may shrink counts for nothing in the width of a table's column.
    ...(used.has("img") && !says("img", "max-width") ? [rule("img", ["max-width", "none"])] : []),
    // All links are underlined, as browsers do.
    ...(says("a", "text-decoration") ? [] : [rule("a", ["text-decoration", "underline"])]),
  ];
}

function rule(selector: string, declaration: Declaration): TagRule {
  return { selectors: [selector], declarations: [declaration] };
}

function bodyStyle(style: readonly Declaration[], theme: Theme): Declaration[] {
  const type = typeIn(style);
  const { family, size, leading, weight, slant, spacing } = type;
  const name = family === undefined ? "sans" : theme.font(family);
  const said: (Declaration | undefined)[] = [
    name === "sans" ? undefined : ["font-family", `var(--font-${name})`],
    differs("font-size", size, INITIAL_TYPE.size),
    differs("line-height", leading, INITIAL_TYPE.leading),
    differs("font-weight", weight, INITIAL_TYPE.weight),
    differs("font-style", slant, INITIAL_TYPE.slant),
    differs("letter-spacing", spacing, INITIAL_TYPE.spacing),
  ];
  const others = style.filter((one) => !isType(one));
  return themed([...others, ...said.filter((one) => one !== undefined)], theme);
}

function differs(
  property: string,
  value: string | undefined,
  from: string,
): Declaration | undefined {
  return value === undefined || value === from ? undefined : [property, value];
}

function themed(declarations: readonly Declaration[], theme: Theme): Declaration[] {
  return declarations.map(([property, value]) => [property, theme.value(value)]);
}
