import type { Rect } from "../../../base/geometry";
import type { SceneText } from "../scene";

/** Texts in rows and columns. Each cell holds its texts in reading order; an empty cell holds none. */
export interface FoundTable {
  readonly rect: Rect;
  readonly rows: readonly TableRow[];
  /** How texts stand in each column. */
  readonly aligns: readonly Align[];
  /** "table", or "pairs" for names with what they stand for and no header. */
  readonly kind: "table" | "pairs";
  readonly hasHeader: boolean;
}

export interface TableRow {
  readonly rect: Rect;
  readonly cells: readonly (readonly SceneText[])[];
}

export type Align = "left" | "center" | "right";
