import fc from "fast-check";
import type { Rgb } from "../../src/base/color";
import { color, type OddPage, type OddShape, type Place } from "./oddPages";

/** What stands in one field of a page: a card or nothing, and on it lines of text, a photo, an icon, a rule. */
const field = fc.record({
  card: fc.constantFrom("none", "plain", "bordered", "gradient"),
  color,
  ink: color,
  letter: fc.integer({ min: 6, max: 26 }),
  pitch: fc.integer({ min: 8, max: 44 }),
  radius: fc.constantFrom(0, 3, 8, 30),
  inset: fc.integer({ min: 0, max: 24 }),
  extra: fc.constantFrom("none", "photo", "rule", "dots", "badge"),
});

/** Pages as people draw them, of rows and columns of fields, but with whatever in them. */
export const fieldPage: fc.Arbitrary<OddPage> = fc
  .tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 80, max: 320 }),
    fc.integer({ min: 24, max: 130 }),
  )
  .chain(([columns, rows, width, height]) =>
    fc.record({
      width: fc.constant(columns * width),
      height: fc.constant(rows * height),
      deviceScaleFactor: fc.constantFrom(1, 1, 1, 1.5, 2),
      background: fc.constantFrom<Rgb>([255, 255, 255], [248, 249, 250], [20, 22, 30]),
      shapes: fc
        .array(field, { minLength: columns * rows, maxLength: columns * rows })
        .map((fields) =>
          fields.flatMap((one, i) =>
            shapesOf(one, {
              x: (i % columns) * width,
              y: Math.floor(i / columns) * height,
              width,
              height,
            }),
          ),
        ),
    }),
  );

type Field = typeof field extends fc.Arbitrary<infer Value> ? Value : never;

function shapesOf({ card, color: fill, ink, inset, ...one }: Field, place: Place): OddShape[] {
  const inner = {
    x: place.x + inset,
    y: place.y + inset,
    width: Math.max(1, place.width - 2 * inset),
    height: Math.max(1, place.height - 2 * inset),
  };
  const cards: Record<string, OddShape[]> = {
    plain: [{ ...inner, kind: "rect", color: fill, radius: one.radius }],
    bordered: [{ ...inner, kind: "bordered", color: fill, border: ink, thickness: 1 }],
    gradient: [{ ...inner, kind: "gradient", from: fill, to: ink, radial: false, turn: 90 }],
  };
  const lower = { ...inner, y: inner.y + (inner.height >> 1), height: inner.height >> 1 };
  const extras: Record<string, OddShape[]> = {
    photo: [{ ...lower, width: inner.width >> 1, kind: "noise", seed: one.letter }],
    rule: [{ ...lower, height: 1, kind: "rect", color: ink, radius: 0 }],
    dots: [{ ...lower, kind: "dots", color: ink, size: 2, pitch: 5 }],
    badge: [{ ...lower, width: 40, height: 18, kind: "rect", color: ink, radius: 9 }],
  };
  const text = { x: inner.x + 6, y: inner.y + 6, width: inner.width - 12, height: inner.height };
  return [
    ...(cards[card] ?? []),
    { ...text, kind: "text", color: ink, size: one.letter, pitch: one.pitch },
    ...(extras[one.extra] ?? []),
  ];
}
