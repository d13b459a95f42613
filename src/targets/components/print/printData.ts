import { isAsset, type Component, type Datum, type Field, type Item, type ItemType } from "../view";

/** The type of a field in TypeScript. */
function typeOf({ type }: Field): string {
  switch (type.kind) {
    case "string":
    case "asset":
      return "string";
    case "boolean":
      return "boolean";
    case "choice":
      return type.values.map((value) => JSON.stringify(value)).join(" | ");
    case "list":
      return `${itemTypeName(type.item)}[]`;
  }
}

function itemTypeName(type: ItemType): string {
  return type.kind === "record" ? type.name : "string";
}

/** An interface with these fields, and before it those of the records that its lists hold. */
export function printInterface(
  name: string,
  fields: readonly Field[],
  isExported: boolean,
): string {
  const members = fields.map(
    (field) => `  ${field.name}${field.isOptional ? "?" : ""}: ${typeOf(field)};\n`,
  );
  const inner = fields.flatMap(({ type }) =>
    type.kind === "list" && type.item.kind === "record"
      ? [printInterface(type.item.name, type.item.fields, isExported)]
      : [],
  );
  return [
    ...inner,
    `${isExported ? "export " : ""}interface ${name} {\n${members.join("")}}\n`,
  ].join("\n");
}

/** The data of a component's file as typed constants, with the types that are declared nowhere else. */
export function printLists({ lists }: Component, assets: ReadonlyMap<string, string>): string[] {
  const known = new Set<string>();
  return lists.map(({ name, type, component, items }) => {
    const isNew = type.kind === "record" && component === undefined && !known.has(type.name);
    const declared = isNew ? `${printInterface(type.name, type.fields, false)}\n` : "";
    if (type.kind === "record") known.add(type.name);
    const annotation = type.kind === "record" ? `: ${type.name}[]` : "";
    return `${declared}const ${name}${annotation} = ${printItems(items, assets)};\n`;
  });
}

function printItems(items: readonly Item[], assets: ReadonlyMap<string, string>): string {
  return `[\n${items.map((item) => `${printDatum(item, assets)},\n`).join("")}]`;
}

function printDatum(datum: Datum | Item, assets: ReadonlyMap<string, string>): string {
  if (typeof datum !== "object") return JSON.stringify(datum);
  if (isAsset(datum)) return assets.get(datum.path) ?? JSON.stringify(datum.path);
  if (Array.isArray(datum)) return printItems(datum as readonly Item[], assets);
  const entries = Object.entries(datum as Readonly<Record<string, Datum>>);
  return `{ ${entries.map(([name, value]) => `${name}: ${printDatum(value, assets)}`).join(", ")} }`;
}
