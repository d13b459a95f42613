import * as Type from "typebox";
import type { Shape } from "../base/schema";

/** An element as a page draws it: how its author would name it, and where it is, CSS px. */
const pageElementSchema = Type.Object({
  selector: Type.String(),
  x: Type.Number(),
  y: Type.Number(),
  width: Type.Number(),
  height: Type.Number(),
});
export type PageElement = Shape<typeof pageElementSchema>;

/** In paint order: the later lies over the earlier. A page has no more of them than are read. */
export const pageElementsSchema = Type.Array(pageElementSchema, { maxItems: 20_000 });
