import type { MarkupLanguage, VariantClass } from "./language";
import type { Classes, Value, ViewElement, ViewNode, ViewRepeat } from "../view";

/** What is known where markup is written. */
export interface Scope {
  readonly language: MarkupLanguage;
  /** The variable that holds the item; undefined: its fields are variables themselves. */
  readonly item: string | undefined;
  /** The name of each picture's import. */
  readonly assets: ReadonlyMap<string, string>;
  /** How the run's folder is reached from the file. */
  readonly up: string;
}

/** Attributes that are there or not and have no value. */
const BOOLEAN = new Set([
  ...["checked", "open", "disabled", "required", "readonly", "multiple", "selected"],
]);
const NUMBERS = new Set(["width", "height", "colspan", "rowspan", "tabindex", "rows", "cols"]);
const VOID_TAGS = new Set(["img", "hr", "input", "br"]);

/** A node in the language of its file, not yet formatted; `extra` are attributes of its outermost element. */
export function printMarkup(node: ViewNode, scope: Scope, extra: readonly string[] = []): string {
  switch (node.kind) {
    case "use": {
      const fields = node.hasItem && scope.item ? [scope.language.spread(scope.item)] : [];
      return `<${[node.component, ...scope.language.arrange([...extra, ...fields])].join(" ")} />`;
    }
    case "repeat":
      return printRepeat(node, scope);
    case "element":
      return printElement(node, scope, extra);
  }
}

function printRepeat({ list, isField, item, key, body }: ViewRepeat, scope: Scope): string {
  const inside = { ...scope, item };
  const loop = {
    source: isField ? reference(list, scope) : list,
    item,
    key: key === undefined ? undefined : reference(key, inside),
  };
  return scope.language.loop(loop, (extra) => printMarkup(body, inside, extra));
}

function printElement(element: ViewElement, scope: Scope, extra: readonly string[]): string {
  const { tag, component, classes, attributes, lines, children } = element;
  const { language } = scope;
  // What a text area holds at first is its value, as with other fields.
  const first = tag === "textarea" ? lines[0]?.[0] : undefined;
  const value = first && first.kind !== "element" ? ([["value", first]] as const) : [];
  const said = [...attributes, ...value].map(([name, one]) =>
    component ? prop(name, one, scope) : attribute(tag, name, one, scope),
  );
  const own = language.classes(classes.fixed, variantIn(classes, scope));
  const open = `<${[tag, ...language.arrange([...extra, ...own, ...said])].join(" ")}`;
  if (children.length > 0)
    return `${open}>\n${children.map((child) => printMarkup(child, scope)).join("\n")}\n</${tag}>`;
  const text = value.length > 0 ? [] : lines.map((line) => printLine(line, scope));
  const words = text.join(language.breakTag);
  const isClosed =
    words === "" && (language.closesEmpty || VOID_TAGS.has(tag) || component !== undefined);
  return isClosed ? `${open} />` : `${open}>${words}</${tag}>`;
}

function printLine(line: readonly (Value | ViewElement)[], scope: Scope): string {
  const { language } = scope;
  const parts = joinTexts(line).map((part) => {
    if (part.kind === "element") return printElement(part, scope, []);
    return part.kind === "text"
      ? language.text(part.text)
      : language.expression(expression(part, scope));
  });
  return parts.join("");
}

/** The line with texts that follow each other as one: a blank between words is nothing of its own. */
function joinTexts(line: readonly (Value | ViewElement)[]): readonly (Value | ViewElement)[] {
  const joined: (Value | ViewElement)[] = [];
  for (const part of line) {
    const last = joined.at(-1);
    if (part.kind === "text" && last?.kind === "text")
      joined[joined.length - 1] = { ...last, text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}

function attribute(tag: string, name: string, value: Value, scope: Scope): string {
  const { language, assets, up } = scope;
  const said = language.attributeName(tag, name);
  if (value.kind === "asset") {
    const { path } = value;
    return language.asset(said, assets.get(path) ?? "", `${up}${path}`);
  }
  if (value.kind !== "text") return language.boundAttribute(said, expression(value, scope));
  if (value.text === "" && BOOLEAN.has(name)) return language.attribute(said, undefined);
  if (NUMBERS.has(name) && /^-?\d+$/.test(value.text))
    return language.numberAttribute(said, value.text);
  return language.attribute(said, value.text);
}

/** A prop of the person's own component; "" says that a flag is on. */
function prop(name: string, value: Value, scope: Scope): string {
  const { language, assets, up } = scope;
  if (value.kind === "asset")
    return language.asset(name, assets.get(value.path) ?? "", `${up}${value.path}`);
  if (value.kind !== "text") return language.boundAttribute(name, expression(value, scope));
  return language.attribute(name, value.text === "" ? undefined : value.text);
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

function variantIn({ variant }: Classes, scope: Scope): VariantClass | undefined {
  return variant && { ...variant, field: reference(variant.field, scope) };
}

/** Text as HTML has it between tags. */
export function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Text as HTML has it in an attribute's double quotes. */
export function escapeAttribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
}
