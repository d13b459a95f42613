import type { TreeElement } from "../page/pageTree";
import { FieldBook } from "./fieldBook";
import { isListed, nameOf, runsOf, sizeOf } from "./shapeOf";
import { camelCase, pascalCase, pluralOf } from "./words";
import type { Classes, Field, Item, ItemType, Value, ViewElement, ViewNode } from "./view";

/** What several elements of one shape have in common, and the data of each for the rest. */
export interface Unified {
  readonly template: ViewElement;
  readonly fields: readonly Field[];
  /** One for each element, in order. */
  readonly records: readonly Readonly<Record<string, Item | boolean | readonly Item[]>>[];
}

/** What is different in more places of one thing than this is no variant of it. */
const MAX_CLASS_FIELDS = 3;
/** A component with more props than this is no help to anybody. */
const MAX_FIELDS = 10;

/**
 * Elements of equal shape as one template with fields. Undefined where they differ in so much that data for it would be harder to read
 * than the markup.
 *
 * @param columns What the columns of a table are called, for the fields of its rows.
 */
export function unify(
  elements: readonly TreeElement[],
  columns: readonly string[] = [],
): Unified | undefined {
  const [first] = elements;
  if (!first) return undefined;
  const book = new FieldBook(elements.length, nameOf(first));
  const template = new Unifier(book, columns).element(elements, true);
  const { fields, classFields } = book;
  const most = Math.min(MAX_FIELDS, sizeOf(first) + 1);
  const isWorth = fields.length <= most && classFields <= Math.min(MAX_CLASS_FIELDS, sizeOf(first));
  return isWorth && template ? { template, fields, records: book.records } : undefined;
}

class Unifier {
  constructor(
    private readonly book: FieldBook,
    private readonly columns: readonly string[],
  ) {}

  /** @param all The same part of each thing. Undefined when lists in it cannot be unified. */
  element(all: readonly TreeElement[], isRoot: boolean, column?: string): ViewElement | undefined {
    const [first] = all;
    if (!first) return undefined;
    const classes = this.classes(all, isRoot);
    const attributes = this.attributes(all);
    const lines = first.text.map((line, row) =>
      line.map((part, at) => {
        const same = all.map(({ text }) => text[row]?.[at] ?? "");
        if (typeof part === "string") return this.words(first, same.map(String), column);
        return this.element(
          same.filter((one) => typeof one !== "string"),
          false,
          column,
        );
      }),
    );
    const children = this.children(all, column);
    if (!children || lines.flat().includes(undefined)) return undefined;
    const { tag, component } = first;
    return {
      ...{ kind: "element", tag, classes, attributes, children, ...(component && { component }) },
      lines: lines.map((line) => line.filter((part) => part !== undefined)),
    };
  }

  private children(all: readonly TreeElement[], column?: string): ViewNode[] | undefined {
    const runs = all.map(({ children }) => runsOf(children));
    const nodes = (runs[0] ?? []).map(([, run], at) => {
      const same = runs.map((one) => one[at]?.[1] ?? []);
      if (isListed(run[0]) && same.some((one) => one.length !== 1)) return this.list(same);
      const inColumn = column ?? this.columns[at];
      return this.element(
        same.flatMap((one) => one.slice(0, 1)),
        false,
        inColumn,
      );
    });
    return nodes.includes(undefined) ? undefined : nodes.filter((node) => node !== undefined);
  }

  /** Lists of equal shape and any length: a field that holds the items. */
  private list(runs: readonly (readonly TreeElement[])[]): ViewNode | undefined {
    const all = runs.flat();
    const [first] = all;
    const unified = unify(all);
    if (!first || !unified) return undefined;
    const name = camelCase(nameOf(first));
    const { items, type, template } = itemsOf(unified, pascalCase(nameOf(first)));
    let from = 0;
    const lists = runs.map((run) => items.slice(from, (from += run.length)));
    const list = this.book.list([pluralOf(name)], lists, type);
    const key = keyOf(items, type, lists);
    return { kind: "repeat", list, isField: true, item: name, key, body: template };
  }

  private words(inside: TreeElement, values: readonly string[], column?: string): Value {
    return this.book.text(column ? [column] : textNames(inside), values);
  }

  private attributes(all: readonly TreeElement[]): (readonly [string, Value])[] {
    const names = new Set(all.flatMap(({ attributes }) => Object.keys(attributes)));
    return [...names].map((name) => {
      const values = all.map(({ attributes }) => attributes[name]);
      const own = camelCase(all[0] ? nameOf(all[0]) : "");
      const wishes =
        name === "src" ? [own, "image"] : [camelCase(name), `${own}${pascalCase(name)}`];
      const isChoice = all[0]?.component?.props.some(
        (prop) => prop.name === name && typeof prop.type === "object",
      );
      const value = isChoice
        ? this.book.choice(wishes, values)
        : this.book.attribute(name, wishes, values);
      return [name, value] as const;
    });
  }

  private classes(all: readonly TreeElement[], isRoot: boolean): Classes {
    const lists = all.map(({ classes }) => classes.split(" ").filter((one) => one !== ""));
    const fixed = (lists[0] ?? []).filter((one) => lists.every((list) => list.includes(one)));
    const rest = lists.map((list) => list.filter((one) => !fixed.includes(one)).join(" "));
    const own = all[0] ? camelCase(nameOf(all[0])) : "";
    const variant = this.book.variant(isRoot ? "" : own, rest, fixed);
    return { fixed: variant?.swallowed ?? fixed.join(" "), variant };
  }
}

/** The items of a list as its data: mere texts where they have one field that is a text. */
export function itemsOf(
  { fields, records, template }: Unified,
  typeName: string,
): { readonly items: readonly Item[]; readonly type: ItemType; readonly template: ViewElement } {
  const [only] = fields;
  const isPlain =
    fields.length === 1 && only && /^(string|asset)$/.test(only.type.kind) && !only.isOptional;
  if (!isPlain)
    return {
      items: records as readonly Item[],
      type: { kind: "record", name: typeName, fields },
      template,
    };
  const kind = only.type.kind === "asset" ? "asset" : "string";
  return {
    items: records.map((record) => record[only.name] as Item),
    type: { kind },
    template: renameField(template, only.name),
  };
}

/** The field that tells the items of each list apart; "" is the item itself. */
export function keyOf(
  items: readonly Item[],
  type: ItemType,
  lists: readonly (readonly Item[])[] = [items],
): string | undefined {
  const isUnique = (valueOf: (item: Item) => unknown): boolean =>
    lists.every((list) => new Set(list.map(valueOf)).size === list.length);
  if (type.kind === "string") return isUnique((item) => item) ? "" : undefined;
  if (type.kind !== "record") return undefined;
  // What it says before what variant it is.
  const told = ["string", "choice"].flatMap((kind) =>
    type.fields.filter((one) => one.type.kind === kind),
  );
  return told.find(({ name }) => isUnique((item) => (item as Record<string, unknown>)[name]))?.name;
}

/** The template with the item itself in the place of its one field. */
function renameField(element: ViewElement, field: string): ViewElement {
  const value = (one: Value): Value =>
    one.kind === "field" && one.field === field ? { ...one, field: "" } : one;
  return {
    ...element,
    attributes: element.attributes.map(([name, one]) => [name, value(one)] as const),
    lines: element.lines.map((line) =>
      line.map((part) => (part.kind === "element" ? renameField(part, field) : value(part))),
    ),
    children: element.children.map((child) =>
      child.kind === "element" ? renameField(child, field) : child,
    ),
  };
}

/** What words in an element may be called. */
function textNames(element: TreeElement): string[] {
  const own = camelCase(nameOf(element));
  if (/^h[1-6]$/.test(element.tag)) return ["title", own];
  return [camelCase(element.name), own];
}
