import type { Classes, Value, ViewElement, ViewNode, ViewRepeat } from "../components/view";

/** What is known where markup is written. */
export interface Scope {
  /** The variable that holds the item; undefined: its fields are variables themselves. */
  readonly item: string | undefined;
  /** The name of each picture's import. */
  readonly assets: ReadonlyMap<string, string>;
}

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
const NUMBERS = new Set(["width", "height", "colspan", "rowspan", "tabindex", "rows", "cols"]);

/** A node as JSX; `extra` is said on its outermost element. */
export function printJsx(node: ViewNode, scope: Scope, extra = ""): string {
  switch (node.kind) {
    case "use":
      return `<${node.component}${extra}${node.hasItem && scope.item ? ` {...${scope.item}}` : ""} />`;
    case "repeat":
      return printRepeat(node, scope);
    case "element":
      return printElement(node, scope, extra);
  }
}

function printRepeat({ list, isField, item, key, body }: ViewRepeat, scope: Scope): string {
  const source = isField ? reference(list, scope) : list;
  const inside = { ...scope, item };
  const told = key === undefined ? "index" : reference(key, inside);
  const parameters = key === undefined ? `${item}, index` : item;
  return `{${source}.map((${parameters}) => (${printJsx(body, inside, ` key={${told}}`)}))}`;
}

function printElement(element: ViewElement, scope: Scope, extra: string): string {
  const { tag, classes, attributes, lines, children } = element;
  const said = attributes.map(([name, value]) => ` ${attribute(tag, name, value, scope)}`).join("");
  const own = className(classes, scope);
  const open = `<${tag}${extra}${own === "" ? "" : ` className=${own}`}${said}`;
  const text = textarea(element)
    ? []
    : lines.map((line) => line.map((part) => printPart(part, scope)).join(""));
  const first = textarea(element) ? ` defaultValue=${attributeValue(lines[0]?.[0], scope)}` : "";
  if (children.length > 0)
    return `${open}>\n${children.map((child) => printJsx(child, scope)).join("\n")}\n</${tag}>`;
  const words = text.join("<br />");
  return words === "" ? `${open}${first} />` : `${open}>${words}</${tag}>`;
}

/** Whether it is a field whose content is what it holds at first. */
function textarea({ tag, lines }: ViewElement): boolean {
  return tag === "textarea" && lines.flat().length > 0;
}

function printPart(part: Value | ViewElement, scope: Scope): string {
  if (part.kind === "element") return printElement(part, scope, "");
  return part.kind === "text" ? escapeText(part.text) : `{${expression(part, scope)}}`;
}

function attribute(tag: string, name: string, value: Value, scope: Scope): string {
  const first = FIELDS.has(tag) ? FIRST_VALUES[name] : undefined;
  const said = first ?? NAMES[name] ?? name;
  if (value.kind === "text") {
    if (value.text === "" && BOOLEAN.has(name)) return said;
    if (NUMBERS.has(name) && /^-?\d+$/.test(value.text)) return `${said}={${value.text}}`;
  }
  return `${said}=${attributeValue(value, scope)}`;
}

/** Attributes that are there or not and have no value. */
const BOOLEAN = new Set(["checked", "open", "disabled", "required", "readonly", "multiple"]);

function attributeValue(value: Value | ViewElement | undefined, scope: Scope): string {
  if (!value || value.kind === "element") return '""';
  if (value.kind !== "text") return `{${expression(value, scope)}}`;
  return /["&\\\n]/.test(value.text) ? `{${JSON.stringify(value.text)}}` : `"${value.text}"`;
}

function expression(value: Value, scope: Scope): string {
  switch (value.kind) {
    case "text":
      return JSON.stringify(value.text);
    case "asset":
      return scope.assets.get(value.path) ?? JSON.stringify(value.path);
    case "field":
      return reference(value.field, scope);
    case "when": {
      const field = reference(value.field, scope);
      return value.text === "" ? field : `${field} ? ${JSON.stringify(value.text)} : undefined`;
    }
  }
}

function reference(field: string, { item }: Scope): string {
  if (item === undefined) return field;
  return field === "" ? item : `${item}.${field}`;
}

function className({ fixed, variant }: Classes, scope: Scope): string {
  if (!variant) return fixed === "" ? "" : `"${fixed}"`;
  const field = reference(variant.field, scope);
  const before = fixed === "" ? "" : `${fixed} `;
  const whole =
    before + variant.prefix === "" ? field : `\`${before}${variant.prefix}\${${field}}\``;
  if (!variant.isOptional || whole === field) return `{${whole}}`;
  return `{${field} ? ${whole} : ${fixed === "" ? "undefined" : JSON.stringify(fixed)}}`;
}

/** Text as it stands between tags: what JSX or its readers could take for something else is written as an entity. */
function escapeText(text: string): string {
  const escaped = text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("{", "&#123;")
    .replaceAll("}", "&#125;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
  // A blank at the end of a line of source is no blank of the page.
  return escaped.replace(/^ +| +$/g, (blanks) => `{${JSON.stringify(blanks)}}`);
}
