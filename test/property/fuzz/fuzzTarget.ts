import fc from "fast-check";

/** A reader of what comes from outside, and what must hold of it whatever it is given. */
export interface FuzzTarget {
  readonly name: string;
  /** Rejects, made as small as it can be, with the input for which it does not hold. */
  readonly examine: (options: { readonly numRuns: number; readonly seed: number }) => Promise<void>;
}

export function fuzzTarget<T>(
  name: string,
  inputs: fc.Arbitrary<T>,
  examine: (input: T) => Promise<void> | void,
): FuzzTarget {
  const property = fc.asyncProperty(inputs, async (input) => examine(input));
  return { name, examine: (options) => fc.assert(property, options) };
}
