/** Says whether `value` is a `T`; used on everything that crosses a process or a frame. */
export type Check<T> = (value: unknown) => value is T;

/** Every field of `T` needs its check: one that is forgotten does not compile. */
type Checks<T> = { readonly [K in keyof T]-?: Check<T[K]> };

export const isString: Check<string> = (value) => typeof value === "string";
export const isNumber: Check<number> = (value): value is number =>
  typeof value === "number" && !Number.isNaN(value);
export const isBoolean: Check<boolean> = (value) => typeof value === "boolean";

/** An object with at least these fields; others are let through. */
export function isShape<T extends object>(checks: Checks<T>): Check<T> {
  const entries = Object.entries<Check<unknown>>(checks);
  return (value): value is T =>
    typeof value === "object" &&
    value !== null &&
    entries.every(([key, check]) => check((value as Readonly<Record<string, unknown>>)[key]));
}

export function isArrayOf<T>(check: Check<T>): Check<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(check);
}

/** An object whose every value passes `check`, whatever its keys. */
export function isRecordOf<T>(check: Check<T>): Check<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(check);
}

/** Accepts what `check` accepts, and null. */
export function isNullable<T>(check: Check<T>): Check<T | null> {
  return (value): value is T | null => value === null || check(value);
}

/** Accepts what `check` accepts, and a field that is missing. */
export function isOptional<T>(check: Check<T>): Check<T | undefined> {
  return (value): value is T | undefined => value === undefined || check(value);
}

export function isOneOf<const T extends string>(...values: readonly T[]): Check<T> {
  return (value): value is T => (values as readonly unknown[]).includes(value);
}

/** One message of a union, told apart by its `type`. Every member needs its check. */
export function parseTagged<M extends { readonly type: string }>(
  value: unknown,
  checks: { readonly [K in M["type"]]: Check<Extract<M, { type: K }>> },
): M | undefined {
  if (typeof value !== "object" || value === null || !("type" in value)) return undefined;
  const { type } = value;
  if (typeof type !== "string" || !Object.hasOwn(checks, type)) return undefined;
  const check = checks[type as M["type"]] as Check<M>;
  return check(value) ? value : undefined;
}
