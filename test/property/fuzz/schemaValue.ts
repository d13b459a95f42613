import fc from "fast-check";

/** What of a JSON schema is looked at; the rest of it is let be. */
interface Schema {
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
}

/** Values that a schema allows, short ones. */
function schemaValue(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(schemaValue));
  switch (schema.type) {
    case "object": {
      const fields = Object.entries(schema.properties ?? {});
      return fc.record(Object.fromEntries(fields.map(([name, one]) => [name, schemaValue(one)])), {
        requiredKeys: [...(schema.required ?? [])],
      });
    }
    case "array":
      return fc.array(schemaValue(schema.items ?? {}), { maxLength: 3 });
    case "string":
      return fc.string({ unit: "binary", minLength: schema.minLength ?? 0, maxLength: 12 });
    case "integer":
      return fc.integer({ min: schema.minimum ?? -9, max: schema.maximum ?? 99 });
    case "number":
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 99, noNaN: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return fc.constant(undefined);
  }
}

/** Values of a schema of which up to three parts were replaced or taken out. */
export function nearlySchemaValue(schema: object): fc.Arbitrary<unknown> {
  const change = fc.record({ at: fc.nat(), to: fc.option(fc.oneof(odd, fc.jsonValue())) });
  return fc
    .tuple(schemaValue(schema as Schema), fc.array(change, { maxLength: 3 }))
    .map(([value, changes]) => changes.reduce<unknown>(changePart, value));
}

const odd = fc.constantFrom<unknown>(
  ...[-1, 0, 1e308, "", "x".repeat(100_000), [], {}, true, "__proto__", "\u0000", "**/*"],
  Array.from({ length: 2_000 }, () => ({})),
  JSON.parse('{"__proto__":1,"constructor":null,"toString":0}'),
  JSON.parse(`${"[".repeat(2_000)}${"]".repeat(2_000)}`),
);

/** `value` with one of its parts replaced; null takes it out. */
function changePart(
  value: unknown,
  { at, to }: { readonly at: number; readonly to: unknown },
): unknown {
  if (typeof value !== "object" || value === null) return to;
  const keys = Object.keys(value);
  const key = keys[at % Math.max(1, keys.length)];
  if (key === undefined) return to;
  const inner = (value as Readonly<Record<string, unknown>>)[key];
  const isInside = at % 3 > 0 && typeof inner === "object" && inner !== null;
  const changed = isInside ? changePart(inner, { at: Math.floor(at / 3), to }) : to;
  if (Array.isArray(value))
    return value.map((one: unknown, i) => (String(i) === key ? changed : one));
  const rest = Object.entries(value).filter(([name]) => name !== key);
  return Object.fromEntries(changed === null ? rest : [...rest, [key, changed]]);
}
