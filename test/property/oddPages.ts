import fc from "fast-check";
import type { Rgb } from "../../src/base/color";

/** Something odd on a page. Device px; it may stick out of the page. */
export type OddShape =
  | (Place & { readonly kind: "rect"; readonly color: Rgb; readonly radius: number })
  | (Place & {
      readonly kind: "bordered";
      readonly color: Rgb;
      readonly border: Rgb;
      readonly thickness: number;
    })
  | (Place & {
      readonly kind: "frames";
      readonly color: Rgb;
      readonly thickness: number;
      readonly pitch: number;
    })
  | (Place & {
      readonly kind: "gradient";
      readonly from: Rgb;
      readonly to: Rgb;
      readonly radial: boolean;
      readonly turn: number;
    })
  | (Place & { readonly kind: "noise"; readonly seed: number })
  | (Place & { readonly kind: "checkerboard"; readonly color: Rgb; readonly cell: number })
  | (Place & {
      readonly kind: "dots";
      readonly color: Rgb;
      readonly size: number;
      readonly pitch: number;
    })
  | (Place & {
      readonly kind: "stripes";
      readonly color: Rgb;
      readonly size: number;
      readonly pitch: number;
      readonly slant: number;
    })
  | (Place & {
      readonly kind: "text";
      readonly color: Rgb;
      readonly size: number;
      readonly pitch: number;
    });

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A page that nobody would draw; small enough to be printed when something fails on it. */
export interface OddPage {
  readonly width: number;
  readonly height: number;
  readonly deviceScaleFactor: number;
  readonly background: Rgb;
  readonly shapes: readonly OddShape[];
}

const channel = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 255, 128, 250, 33) },
  { weight: 1, arbitrary: fc.nat(255) },
);
export const color: fc.Arbitrary<Rgb> = fc.oneof(
  fc.constantFrom<Rgb>(
    [0, 0, 0],
    [255, 255, 255],
    [13, 110, 253],
    [248, 249, 250],
    [206, 212, 218],
  ),
  fc.tuple(channel, channel, channel),
);

const sized = (
  [least, most]: readonly [number, number],
  [lowest, highest]: readonly [number, number],
): fc.Arbitrary<readonly [number, number]> =>
  fc.tuple(fc.integer({ min: least, max: most }), fc.integer({ min: lowest, max: highest }));

/** Sizes from one pixel to that of a small page; thin ones, and wide ones, whose strips are large and thin at once. */
const size = fc.oneof(
  { weight: 2, arbitrary: sized([1, 12], [1, 12]) },
  { weight: 2, arbitrary: sized([1, 400], [1, 4]) },
  { weight: 2, arbitrary: sized([1, 4], [1, 400]) },
  { weight: 6, arbitrary: sized([12, 160], [12, 160]) },
  { weight: 4, arbitrary: sized([120, 420], [60, 300]) },
  { weight: 3, arbitrary: sized([500, 1200], [8, 120]) },
  { weight: 1, arbitrary: sized([8, 120], [500, 1200]) },
);

function shapeOn(width: number, height: number): fc.Arbitrary<OddShape> {
  const along = (length: number): fc.Arbitrary<number> =>
    fc.oneof(
      fc.constantFrom(0, -1, 1, length - 1, length >> 1),
      fc.integer({ min: -10, max: length }),
    );
  const extent = (length: number): fc.Arbitrary<number> =>
    fc.oneof(
      fc.constantFrom(1, 2, 3, 6, 7, length, length + 2),
      fc.integer({ min: 1, max: length + 10 }),
    );
  const place = { x: along(width), y: along(height), width: extent(width), height: extent(height) };
  const whole = {
    x: fc.constant(0),
    y: fc.constant(0),
    width: fc.constant(width),
    height: fc.constant(height),
  };
  const small = fc.integer({ min: 1, max: 6 });
  const pitch = fc.integer({ min: 2, max: 24 });
  const kinds = (at: { [key in keyof Place]: fc.Arbitrary<number> }): fc.Arbitrary<OddShape>[] => [
    fc.record({
      ...at,
      kind: fc.constant("rect" as const),
      color,
      radius: fc.constantFrom(0, 0, 1, 4, 12, 40),
    }),
    fc.record({
      ...at,
      kind: fc.constant("bordered" as const),
      color,
      border: color,
      thickness: small,
    }),
    fc.record({
      ...at,
      kind: fc.constant("frames" as const),
      color,
      thickness: fc.integer({ min: 1, max: 3 }),
      pitch,
    }),
    fc.record({
      ...at,
      kind: fc.constant("gradient" as const),
      from: color,
      to: color,
      radial: fc.boolean(),
      turn: fc.integer({ min: 0, max: 359 }),
    }),
    fc.record({
      ...at,
      kind: fc.constant("noise" as const),
      seed: fc.integer({ min: 1, max: 1000 }),
    }),
    fc.record({
      ...at,
      kind: fc.constant("checkerboard" as const),
      color,
      cell: fc.integer({ min: 1, max: 20 }),
    }),
    fc.record({ ...at, kind: fc.constant("dots" as const), color, size: small, pitch }),
    fc.record({
      ...at,
      kind: fc.constant("stripes" as const),
      color,
      size: small,
      pitch,
      slant: fc.integer({ min: -2, max: 2 }),
    }),
    fc.record({
      ...at,
      kind: fc.constant("text" as const),
      color,
      size: fc.integer({ min: 3, max: 40 }),
      pitch: fc.integer({ min: 4, max: 60 }),
    }),
  ];
  return fc.oneof(
    { weight: 4, arbitrary: fc.oneof(...kinds(place)) },
    { weight: 1, arbitrary: fc.oneof(...kinds(whole)) },
  );
}

/** Pages at 1, 2, 3 and odd numbers of device px in a CSS px. */
export const oddPage: fc.Arbitrary<OddPage> = size.chain(([width, height]) =>
  fc.record({
    width: fc.constant(width),
    height: fc.constant(height),
    deviceScaleFactor: fc.constantFrom(1, 1, 1, 1.1, 1.5, 2, 3),
    background: color,
    shapes: fc.array(shapeOn(width, height), { maxLength: 8 }),
  }),
);

/** Pages of 4 to 40 megapixels, full of one pattern or another. */
export const largePage: fc.Arbitrary<OddPage> = fc
  .constantFrom<[number, number]>([2560, 1600], [1440, 9000], [5000, 4000], [8000, 5000])
  .chain(([width, height]) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      deviceScaleFactor: fc.constantFrom(1, 2),
      background: color,
      shapes: fc.array(shapeOn(width, height), { minLength: 1, maxLength: 4 }),
    }),
  );
