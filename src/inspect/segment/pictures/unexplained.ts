import type { Bounds } from "../../../base/bounds";

/** A region of the mockup that nothing understood so far explains. */
export interface Unexplained extends Bounds {
  /** Its pixels that differ. */
  readonly pixels: number;
}
