import type { PageTree, TreeElement } from "../page/pageTree";
import { isAssetPath } from "./assetPath";
import { findFolds, type Fold } from "./findFolds";
import { nameOf, sizeOf } from "./shapeOf";
import { itemsOf, keyOf } from "./unify";
import type { Component, List, Value, View, ViewElement, ViewNode } from "./view";
import { camelCase, pascalCase, pluralOf, takeName } from "./words";

/** A part of the page with so many elements is a component of its own, if the page has so many. */
const MIN_PART = 7;
const MIN_PAGE = 24;
/** What repeats and has fewer elements is written where it stands. */
const MIN_COMPONENT = 3;

const PARTS = new Set(["header", "nav", "main", "section", "aside", "footer", "form", "article"]);

/** What the page itself is called, and what names may not be taken from the languages around it. */
const TAKEN = ["App", "Array", "Date", "Error", "Map", "Object", "Set", "String", "Symbol"];

/** What a component is called where the framework has a wish; `isOnce`: it is a part of the page, there is one of it. */
export type NameComponent = (name: string, isOnce: boolean) => string;

/** The page as components: one for each large part, one for each thing that repeats, and the page that holds them. */
export function createView(
  { title, elements }: PageTree,
  nameComponent: NameComponent = (name) => name,
): View {
  return new Writer(elements, nameComponent).write(title);
}

class Writer {
  private readonly names: Set<string>;
  private readonly components: Component[] = [];
  /** The component of each kind of what repeats. */
  private readonly ofKind = new Map<string, Component>();
  private readonly folds: ReadonlyMap<TreeElement, Fold>;
  private readonly isLarge: boolean;

  constructor(
    private readonly elements: readonly TreeElement[],
    private readonly nameComponent: NameComponent,
  ) {
    this.names = new Set([...TAKEN, ...elements.flatMap(componentsIn)]);
    this.folds = findFolds(elements);
    this.isLarge = elements.reduce((sum, one) => sum + sizeOf(one), 0) >= MIN_PAGE;
  }

  write(title: string): View {
    const file = new File(this.names);
    const root = this.nodes(this.elements, file, true);
    const page = { name: "App", fields: [], lists: file.lists, root };
    return { title, page, components: this.components };
  }

  private nodes(elements: readonly TreeElement[], file: File, isTop: boolean): ViewNode[] {
    const nodes: ViewNode[] = [];
    for (let at = 0; at < elements.length;) {
      const element = elements[at];
      if (!element) break;
      const fold = this.folds.get(element);
      nodes.push(fold ? this.repeat(fold, file) : this.part(element, file, isTop));
      at += fold?.run.length ?? 1;
    }
    return nodes;
  }

  private part(element: TreeElement, file: File, isTop: boolean): ViewNode {
    const isMain = element.tag === "main";
    const isPart = isTop && this.isLarge && !isMain && PARTS.has(element.tag);
    if (!isPart || sizeOf(element) < MIN_PART) return this.element(element, file, isTop && isMain);
    const wishes = partNames(element).map((name) => this.nameComponent(name, true));
    const name = takeName(wishes, this.names);
    const own = new File(this.names);
    const place = this.components.length;
    const root = [this.element(element, own, false)];
    this.components.splice(place, 0, { name, fields: [], lists: own.lists, root });
    return { kind: "use", component: name, hasItem: false };
  }

  private element(element: TreeElement, file: File, isTop: boolean): ViewElement {
    const { tag, component, classes, attributes, text, children } = element;
    return {
      kind: "element",
      tag,
      ...(component && { component }),
      classes: { fixed: classes, variant: undefined },
      attributes: Object.entries(attributes).map(([name, value]) => [name, valueOf(name, value)]),
      lines: text.map((line) =>
        line.map((part) =>
          typeof part === "string" ? { kind: "text", text: part } : this.element(part, file, false),
        ),
      ),
      children: this.nodes(children, file, isTop),
    };
  }

  private repeat({ run, unified, from, kind }: Fold, file: File): ViewNode {
    const [first] = run;
    const name = first ? nameOf(first) : "item";
    const records = unified.records.slice(from, from + run.length);
    if (first && sizeOf(first) >= MIN_COMPONENT && unified.fields.length > 0) {
      const component = this.componentOf(kind, name, unified);
      const type = { kind: "record", name: `${component}Props`, fields: unified.fields } as const;
      const item = camelCase(component);
      const list = file.add({ name: item, type, component, items: records as List["items"] });
      const key = keyOf(records as List["items"], type);
      const body = { kind: "use", component, hasItem: true } as const;
      return { kind: "repeat", list, isField: false, item, key, body };
    }
    const { items, type, template } = itemsOf({ ...unified, records }, pascalCase(name));
    const item = camelCase(name);
    const list = file.add({ name: item, type, component: undefined, items });
    const key = keyOf(items, type);
    return { kind: "repeat", list, isField: false, item, key, body: template };
  }

  private componentOf(kind: string, name: string, { fields, template }: Fold["unified"]): string {
    const known = this.ofKind.get(kind);
    if (known) return known.name;
    const wish = pascalCase(name);
    const wishes = [wish, `${wish}Item`].map((one) => this.nameComponent(one, false));
    const own = takeName(wishes, this.names);
    const component = { name: own, fields, lists: [], root: [template] };
    this.ofKind.set(kind, component);
    this.components.push(component);
    return own;
  }
}

/** The constants of one file. */
class File {
  readonly lists: List[] = [];
  private readonly taken = new Set<string>();
  private readonly types: Set<string>;
  /** The names of the types that the file declares, by what is in them. */
  private readonly declared = new Map<string, string>();

  /** @param components What types are not called. */
  constructor(components: ReadonlySet<string>) {
    this.types = new Set(components);
  }

  /** @param list Its name is that of an item. @returns What the list is called. */
  add(list: List): string {
    const name = takeName([pluralOf(list.name)], this.taken);
    this.lists.push({ ...list, name, type: this.typeOf(list) });
    return name;
  }

  /** Lists of equal records have one type, others of the same name another. */
  private typeOf({ type, component }: List): List["type"] {
    if (type.kind !== "record" || component !== undefined) return type;
    const key = JSON.stringify(type);
    const name = this.declared.get(key) ?? takeName([type.name, `${type.name}Item`], this.types);
    this.declared.set(key, name);
    return { ...type, name };
  }
}

/** The names of the person's own components in an element. */
function componentsIn({ component, text, children }: TreeElement): string[] {
  const parts = text.flat().filter((part) => typeof part !== "string");
  return [...(component ? [component.name] : []), ...[...parts, ...children].flatMap(componentsIn)];
}

function valueOf(name: string, value: string): Value {
  return name === "src" && isAssetPath(value)
    ? { kind: "asset", path: value }
    : { kind: "text", text: value };
}

/** What a part of the page may be called: as its class says, or as its heading says. */
function partNames(element: TreeElement): string[] {
  const name = pascalCase(nameOf(element));
  const heading = headingOf(element);
  const said = heading === undefined ? [] : [pascalCase(`${heading} ${element.tag}`)];
  return /^(Section|Article|Form)$/.test(name) ? [...said, name] : [name, ...said];
}

function headingOf(element: TreeElement): string | undefined {
  if (/^h[1-6]$/.test(element.tag)) {
    const words = element.text.flat().filter((part) => typeof part === "string");
    const plain = words
      .join(" ")
      .normalize("NFKD")
      .split(/[^A-Za-z]+/)
      .filter((one) => one.length > 1);
    return plain.length > 0 ? plain.slice(0, 2).join(" ") : undefined;
  }
  for (const child of element.children) {
    const found = headingOf(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
