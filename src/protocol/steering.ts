import { Type } from "typebox";
import type { Static } from "typebox";

/** A rectangle of the mockup that no measurement looks at: a photo, an advertisement, a clock. CSS px, from the top left corner. */
export type Mask = Readonly<Static<typeof Mask>>;
export const Mask = Type.Object(
  {
    x: Type.Number(),
    y: Type.Number(),
    width: Type.Number({ exclusiveMinimum: 0 }),
    height: Type.Number({ exclusiveMinimum: 0 }),
  },
  { additionalProperties: false },
);

export const Masks = Type.Array(Mask, { maxItems: 200 });
