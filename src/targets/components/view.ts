import type { ProjectComponent } from "../../project/components/projectComponent";

/**
 * A page as components, before it is written in a framework's words. What is fixed stands in the markup, what differs between things
 * that repeat is a field of typed data.
 */

/** What an attribute or a word is. */
export type Value =
  | { readonly kind: "text"; readonly text: string }
  /** A picture's path, relative to the run's files. */
  | { readonly kind: "asset"; readonly path: string }
  /** What a field holds; without a name it is the item itself, where items are mere texts. */
  | { readonly kind: "field"; readonly field: string }
  /** `text` where the field is true, else nothing. */
  | { readonly kind: "when"; readonly field: string; readonly text: string };

/** Class names: those that are always there, and one made of a field, if the field says one. */
export interface Classes {
  readonly fixed: string;
  readonly variant:
    { readonly field: string; readonly prefix: string; readonly isOptional: boolean } | undefined;
}

export interface ViewElement {
  readonly kind: "element";
  readonly tag: string;
  /** The person's own component that it is: its attributes are that one's props, and none of it is written here. */
  readonly component?: ProjectComponent;
  readonly classes: Classes;
  readonly attributes: readonly (readonly [name: string, value: Value])[];
  /** Lines of text, a break between them; children come after. */
  readonly lines: readonly (readonly (Value | ViewElement)[])[];
  readonly children: readonly ViewNode[];
}

/** One thing for each item of a list. */
export interface ViewRepeat {
  readonly kind: "repeat";
  /** The list's name: a constant of the file, or a field of what repeats around it. */
  readonly list: string;
  readonly isField: boolean;
  /** What an item is called: "planCard". */
  readonly item: string;
  /** The field that tells items apart; "" is the item itself, undefined: only their order does. */
  readonly key: string | undefined;
  readonly body: ViewElement | ViewUse;
}

/** A component in its place; `hasItem`: its props are the item's fields. */
export interface ViewUse {
  readonly kind: "use";
  readonly component: string;
  readonly hasItem: boolean;
}

export type ViewNode = ViewElement | ViewRepeat | ViewUse;

export interface Field {
  readonly name: string;
  readonly isOptional: boolean;
  readonly type: FieldType;
}

export type FieldType =
  | { readonly kind: "string" | "boolean" | "asset" }
  | { readonly kind: "choice"; readonly values: readonly string[] }
  | { readonly kind: "list"; readonly item: ItemType };

/** What a list holds: texts, or records of a named type. */
export type ItemType =
  | { readonly kind: "string" | "asset" }
  | { readonly kind: "record"; readonly name: string; readonly fields: readonly Field[] };

export type Datum = string | boolean | Asset | readonly Item[];
export type Item = string | Asset | Readonly<Record<string, Datum>>;

/** A picture among data. */
export interface Asset {
  readonly path: string;
  readonly isAsset: true;
}

/** A constant of a file: the data of what repeats in it. */
export interface List {
  readonly name: string;
  /** A record's type is declared where it is used, unless it is a component's props. */
  readonly type: ItemType;
  readonly component: string | undefined;
  readonly items: readonly Item[];
}

export interface Component {
  /** In Pascal case: "PlanCard". */
  readonly name: string;
  /** Its props. */
  readonly fields: readonly Field[];
  readonly lists: readonly List[];
  readonly root: readonly ViewNode[];
}

export interface View {
  readonly title: string;
  /** The page itself; it has no props. */
  readonly page: Component;
  /** The others, in order of use. */
  readonly components: readonly Component[];
}

/** Whether something of a view is a picture. */
export function isAsset(datum: Datum | Item | undefined): datum is Asset {
  return typeof datum === "object" && "isAsset" in datum;
}

/** Every node in `nodes` and below, in order. */
export function listNodes(nodes: readonly ViewNode[]): ViewNode[] {
  return nodes.flatMap((node): ViewNode[] => {
    if (node.kind === "use") return [node];
    if (node.kind === "repeat") return [node, ...listNodes([node.body])];
    const parts = node.lines.flat().filter((part) => part.kind === "element");
    return [node, ...listNodes(parts), ...listNodes(node.children)];
  });
}
