import fc from "fast-check";

/** One change of a file. Places are shares of its length, so that a change means something for every file. */
const change = fc.record({
  kind: fc.constantFrom("set", "cut", "repeat", "insert", "zero"),
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  length: fc.integer({ min: 1, max: 64 }),
  bytes: fc.oneof(
    fc.constantFrom(Uint8Array.of(0xff, 0xff, 0xff, 0xff), Uint8Array.of(0), Uint8Array.of(0x7f)),
    fc.uint8Array({ minLength: 1, maxLength: 8 }),
  ),
});

/** Files of a corpus with one to six changes each, or none; most changes are where headers are. */
export function mutatedBytes(corpus: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(fc.constantFrom(...corpus), fc.array(change, { maxLength: 6 }))
    .map(([file, changes]) => changes.reduce(apply, file));
}

function apply(
  file: Uint8Array,
  { kind, at, length, bytes }: typeof change extends fc.Arbitrary<infer T> ? T : never,
): Uint8Array {
  const start = Math.floor(at ** 2 * file.length);
  const [before, part, after] = [
    file.subarray(0, start),
    file.subarray(start, start + length),
    file.subarray(start + length),
  ];
  switch (kind) {
    case "set":
      return Buffer.concat([before, bytes, file.subarray(start + bytes.length)]);
    case "cut":
      return Buffer.concat(length > 48 ? [before] : [before, after]);
    case "repeat":
      return Buffer.concat([before, part, part, after]);
    case "insert":
      return Buffer.concat([before, bytes, part, after]);
    default:
      return Buffer.concat([before, new Uint8Array(part.length), after]);
  }
}
