import type { Bounds } from "../../../base/bounds";
import type { Edge } from "../paint/findBorder";
import type { Border, CornerRadii, Paint, Shadow } from "../../inspection";
import type { Surface } from "../paint/surface";

/** A painted rectangle with the surface that is its inside. */
export interface PaintedBox extends Bounds {
  readonly surface: Surface;
  readonly fill: Paint;
  readonly border: Border | undefined;
  readonly radius: CornerRadii;
  readonly shadow: Shadow | undefined;
  /** Strips along its sides, part of the border or not. */
  readonly edges: readonly Edge[];
}
