import type { Inspection } from "../inspect/inspection";
import type { Mockup } from "../mockup/mockup";
import type { Render } from "../render/renderer";
import type { Comparison } from "./comparison";

/**
 * What a page has to look like in one window: a mockup and what was measured in it. The window is as large as the mockup (CSS px),
 * and its pixels as dense. Most pages have one view.
 */
export interface View {
  readonly mockup: Mockup;
  readonly inspection: Inspection;
}

/** The main view first, then those that the page has to look like besides. */
export type Views = readonly [View, ...View[]];

/** How a page looks in one view. */
export interface MeasuredView {
  readonly view: View;
  readonly render: Render;
  readonly comparison: Comparison;
}

/** For people and models: "phone.png (390 px wide)". */
export function describeView({ mockup }: Pick<View, "mockup">): string {
  return `${mockup.name} (${mockup.cssSize.width} px wide)`;
}

/** A page is as true as it is where it is least so: the view that decides. @throws RangeError for none. */
export function findWorst(views: readonly MeasuredView[]): MeasuredView {
  const [first, ...others] = views;
  if (!first) throw new RangeError("findWorst needs at least one view.");
  return others.reduce(
    (worst, one) => (one.comparison.fidelity < worst.comparison.fidelity ? one : worst),
    first,
  );
}
