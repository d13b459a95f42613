import type { MarkupLanguage } from "../components/print/language";
import { escapeMarkup } from "../components/print/printMarkup";

/** The attributes that React calls otherwise. */
const NAMES: Readonly<Record<string, string>> = {
  for: "htmlFor",
  autocomplete: "autoComplete",
  autofocus: "autoFocus",
  colspan: "colSpan",
  rowspan: "rowSpan",
  datetime: "dateTime",
  inputmode: "inputMode",
  maxlength: "maxLength",
  minlength: "minLength",
  readonly: "readOnly",
  srcset: "srcSet",
  tabindex: "tabIndex",
};

/** What fields hold at first: what is typed into them afterwards is theirs. */
const FIRST_VALUES: Readonly<Record<string, string>> = {
  value: "defaultValue",
  checked: "defaultChecked",
};

const FIELDS = new Set(["input", "select", "textarea"]);

const bound = (name: string, expression: string): string => `${name}={${expression}}`;

/** What React calls an attribute; a component that takes those of a field is one. */
export function jsxName(tag: string, name: string): string {
  const isField = FIELDS.has(tag) || /^[A-Z]/.test(tag);
  return (isField ? FIRST_VALUES[name] : undefined) ?? NAMES[name] ?? name;
}

export const JSX: MarkupLanguage = {
  attributeName: jsxName,
  attribute: (name, text) => {
    if (text === undefined) return name;
    return /["&\\\n]/.test(text) ? bound(name, JSON.stringify(text)) : `${name}="${text}"`;
  },
  boundAttribute: bound,
  numberAttribute: bound,
  asset: (attribute, name) => bound(attribute, name),
  importsAssets: true,
  classes: (fixed, variant) => {
    if (!variant) return fixed === "" ? [] : [`className="${fixed}"`];
    const { field, prefix, isOptional } = variant;
    const before = (fixed === "" ? "" : `${fixed} `) + prefix;
    const whole = before === "" ? field : `\`${before}\${${field}}\``;
    if (!isOptional || whole === field) return [bound("className", whole)];
    const other = fixed === "" ? "undefined" : JSON.stringify(fixed);
    return [bound("className", `${field} ? ${whole} : ${other}`)];
  },
  spread: (item) => `{...${item}}`,
  arrange: (attributes) => attributes,
  text: (text) =>
    escapeMarkup(text)
      .replaceAll("{", "&#123;")
      .replaceAll("}", "&#125;")
      .replaceAll('"', "&quot;")
      .replaceAll("'", "&apos;")
      // A blank at the end of a line of source is no blank of the page.
      .replace(/^ +| +$/g, (blanks) => `{${JSON.stringify(blanks)}}`),
  expression: (expression) => `{${expression}}`,
  breakTag: "<br />",
  closesEmpty: true,
  loop: ({ source, item, key }, body) => {
    const parameters = key === undefined ? `(${item}, index)` : `(${item})`;
    return `{${source}.map(${parameters} => (${body([bound("key", key ?? "index")])}))}`;
  },
};
