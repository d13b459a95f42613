import * as Type from "typebox";
import type { Static, TSchema } from "typebox";
import { Check, Errors } from "typebox/schema";
import { cutText } from "./text/cutText";

/** What has the shape of a schema, to read and never to change: it came from elsewhere, or is on its way there. */
export type Shape<S extends TSchema> = Frozen<Static<S>>;
type Frozen<T> = T extends Uint8Array ? T : { readonly [K in keyof T]: Frozen<T[K]> };

/** A field that may be missing, or there and undefined: what stays within a process, or is cloned, keeps such fields. */
export const unknownOr = <S extends TSchema>(schema: S) =>
  Type.Optional(Type.Union([schema, Type.Undefined()]));

/**
 * Whether a value has the shape of `schema`: the one check of everything that comes from outside this process (messages, lines of a
 * journal, what a model asks for). The type follows from the schema, so that the two cannot drift apart. Interprets the schema, since
 * the panel's page may not compile code.
 */
export function matches<S extends TSchema>(schema: S, value: unknown): value is Static<S> {
  return Check(schema, value);
}

/** Where a value departs from `schema`, in words that say what to change, at most three places; "" when it does not. */
export function describeMismatch(schema: TSchema, value: unknown): string {
  const [, errors] = Errors(schema, value);
  // Of a union, each of its kinds has something to say.
  const words = new Set(errors.flatMap(describeError));
  return [...words].slice(0, 3).join("; ");
}

/** Of the name of a field, which may be a stranger's. */
const MAX_NAME = 80;

type SchemaError = ReturnType<typeof Errors>[1][number];

function describeError(error: SchemaError): string[] {
  const at = cutText(error.instancePath.slice(1).replaceAll("/", "."), MAX_NAME);
  const nameOf = (field: string): string => cutText(at === "" ? field : `${at}.${field}`, MAX_NAME);
  switch (error.keyword) {
    case "required":
      return error.params.requiredProperties.map((field) => `${nameOf(field)} is missing`);
    case "additionalProperties":
      return error.params.additionalProperties.map((field) => `there is no ${nameOf(field)}`);
    case "enum":
      return [`${at} must be one of ${error.params.allowedValues.join(", ")}`.trimStart()];
    case "boolean":
      return [`there is no ${at}`]; // a field that should not be there; where there are many, nothing else tells of them
    default:
      return [`${at === "" ? "the value" : at} ${error.message}`];
  }
}
