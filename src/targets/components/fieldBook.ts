import { isAssetPath } from "./assetPath";
import type { Classes, Datum, Field, FieldType, Item, ItemType, Value } from "./view";
import { camelCase, takeName } from "./words";

/** A variant with the fixed classes that are said besides it. */
export type Variant = NonNullable<Classes["variant"]> & { readonly swallowed: string };

/** Words that say nothing about what a text is for. */
const GENERIC = /^(text|label|inline|row|stack|div|block|panel|span|item)$/;

/** The fields in which several things of one shape differ, and what each of the things has in them. */
export class FieldBook {
  readonly fields: Field[] = [];
  readonly records: Record<string, Datum>[];
  classFields = 0;
  private readonly taken = new Set<string>();
  private readonly known = new Map<string, string>();

  /** @param things How many there are. @param thing What one of them is called, in kebab case. */
  constructor(
    private readonly things: number,
    private readonly thing: string,
  ) {
    this.records = Array.from({ length: things }, () => ({}));
  }

  /** A text of each thing: itself where all are equal, else a field. */
  text(wishes: readonly string[], values: readonly string[]): Value {
    const [first = ""] = values;
    if (values.every((value) => value === first)) return { kind: "text", text: first };
    return { kind: "field", field: this.add(wishes, values, { kind: "string" }) };
  }

  /** An attribute of each thing; undefined: it has none. */
  attribute(
    name: string,
    wishes: readonly string[],
    values: readonly (string | undefined)[],
  ): Value {
    const [first] = values;
    const isPath = name === "src" && isAssetPath(first);
    if (values.every((value) => value === first))
      return isPath ? { kind: "asset", path: first } : { kind: "text", text: first ?? "" };
    const said = new Set(values.filter((value) => value !== undefined));
    const [only] = said;
    if (said.size === 1 && only !== undefined && values.includes(undefined)) {
      const flags = values.map((value) => value !== undefined || undefined);
      const flag = FLAGS[name] ?? wishes[0] ?? "isOn";
      const field = this.add([flag], flags, { kind: "boolean" });
      return { kind: "when", field, text: only };
    }
    if (!isPath) return { kind: "field", field: this.add(wishes, values, { kind: "string" }) };
    const assets = values.map((path) => path && ({ path, isAsset: true } as const));
    return { kind: "field", field: this.add(wishes, assets, { kind: "asset" }) };
  }

  /** A prop that takes one of several words, of each thing; undefined: it is not said. */
  choice(wishes: readonly string[], values: readonly (string | undefined)[]): Value {
    const [first] = values;
    if (first !== undefined && values.every((value) => value === first))
      return { kind: "text", text: first };
    const words = [...new Set(values.filter((value) => value !== undefined))];
    return { kind: "field", field: this.add(wishes, values, { kind: "choice", values: words }) };
  }

  /**
   * The classes that not all things have: what follows the name of a class that all have ("card-danger": "danger"), or else the classes.
   *
   * @param part Which part of a thing has them; "" is the thing itself.
   */
  variant(part: string, values: readonly string[], fixed: readonly string[]): Variant | undefined {
    const [first = ""] = values;
    if (values.every((value) => value === first)) return undefined;
    const prefix = fixed
      .map((one) => `${one}-`)
      .find((one) =>
        values.every((value) => value === "" || (value.startsWith(one) && !value.includes(" "))),
      );
    const choices = values.map((value) =>
      value === "" ? undefined : value.slice(prefix?.length ?? 0),
    );
    const said = [...new Set(choices.filter((choice) => choice !== undefined))];
    const before = this.fields.length;
    const wish = prefix === undefined ? "class-name" : "variant";
    const field = this.add([camelCase(`${part}-${wish}`)], choices, {
      kind: "choice",
      values: said,
    });
    if (this.fields.length > before) this.classFields++;
    const isOptional = choices.includes(undefined);
    return { field, prefix: prefix ?? "", isOptional, swallowed: fixed.join(" ") };
  }

  /** Lists of each thing; the name of their field. */
  list(wishes: readonly string[], lists: readonly (readonly Item[])[], item: ItemType): string {
    return this.add(wishes, lists, { kind: "list", item });
  }

  /** A field of its own, or the one that holds just the same. */
  private add(
    wishes: readonly string[],
    values: readonly (Datum | undefined)[],
    type: FieldType,
  ): string {
    if (values.length !== this.things) throw new Error("A field needs a value for each thing.");
    const key = JSON.stringify([type.kind, values.map((value) => value ?? null)]);
    const same = this.known.get(key);
    if (same !== undefined) return same;
    const name = takeName(this.namesFrom(wishes), this.taken);
    this.known.set(key, name);
    this.fields.push({ name, isOptional: values.includes(undefined), type });
    values.forEach((value, at) => {
      const record = this.records[at];
      if (record && value !== undefined) record[name] = value;
    });
    return name;
  }

  /** The wishes without what the thing is called anyway: of a plan card "planCardPrice" is its "price". */
  private namesFrom(wishes: readonly string[]): string[] {
    const own = camelCase(this.thing);
    const short = wishes.map((wish) => {
      const rest = wish.startsWith(own) ? wish.slice(own.length) : wish;
      const name = rest.charAt(0).toLowerCase() + rest.slice(1);
      return /^[a-z]/.test(name) ? camelCase(name) : wish;
    });
    // Nothing is called as the thing is that has it.
    const others = short.filter((name) => name !== own);
    const telling = others.filter((name) => !GENERIC.test(name));
    return [...new Set([...telling, ...others, "label"])];
  }
}

/** What it is called that an attribute is there. */
const FLAGS: Readonly<Record<string, string>> = {
  "aria-current": "isCurrent",
  checked: "isChecked",
  disabled: "isDisabled",
  selected: "isSelected",
};
