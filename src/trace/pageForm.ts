import { createDesign } from "../design/createDesign";
import { createDraft } from "../design/draft/createDraft";
import type { Draft } from "../design/draft/draft";
import { settleDraft } from "../design/settleDraft";
import { layoutTree } from "../design/layout/layoutTree";
import { tidyTree } from "../design/layout/tidyTree";
import { updateDesign } from "../design/updateDesign";
import type { Inspection } from "../inspect/inspection";
import type { Mockup } from "../mockup/mockup";
import type { ProjectComponents } from "../project/components/projectComponent";
import { evenEntries } from "../targets/reuse/evenEntries";
import { createPageTree } from "../targets/html/writeCode";
import type { CodePlaces } from "../targets/page/pageCode";
import type { PageTree } from "../targets/page/pageTree";
import { updateTree } from "../targets/placed/updateTree";
import { createPlacedTree } from "../targets/placed/writePlacedCode";
import { DraftCorrector } from "./correctDraft";
import { FlowPlacer } from "./placing/flowPlacer";
import { NudgeCorrector } from "./placing/nudgeCorrector";
import { PinCorrector } from "./placing/pinCorrector";
import { PlaceCorrector } from "./placing/placeCorrector";
import { PlaceFinder } from "./placing/placeFinder";

/** One way to write a mockup's page. */
export interface PageForm {
  readonly draft: Draft;
  /** Of a page in flow: what moves its parts to their places, and what has those lie there that flow cannot hold. */
  readonly placers?: { readonly flow: FlowPlacer; readonly pins: PinCorrector };
  readonly corrector: DraftCorrector;
  /** The page of the draft with its values corrected. */
  readonly write: (corrected: Draft, assetPath: CodePlaces["assetPath"]) => PageTree;
}

/** The page as a person would write it: real elements, and a layout that holds at other widths. */
export function createUnderstoodForm(
  { bitmap }: Mockup,
  inspection: Inspection,
  components?: ProjectComponents,
): PageForm {
  const settled = settleDraft(inspection, bitmap);
  const { draft } = settled;
  const tree = layoutTree(draft);
  const understood = createDesign(settled, tree && tidyTree(tree));
  const hasMenu = components?.components.some(({ role }) => role === "nav-link");
  const design = hasMenu ? evenEntries(understood) : understood;
  const finder = new PlaceFinder(bitmap, draft);
  const flow = new FlowPlacer(
    new PlaceCorrector(bitmap, finder, design),
    new NudgeCorrector(bitmap, finder, design),
  );
  const pins = new PinCorrector(bitmap, design);
  return {
    draft,
    placers: { flow, pins },
    corrector: new DraftCorrector(bitmap, draft, "styles"),
    write: (corrected, assetPath) =>
      createPageTree(
        pins.place(flow.place(updateDesign(design, corrected))),
        assetPath,
        components,
      ),
  };
}

/** The page with everything where it was measured, at the mockup's size only: what the understood one is checked against. */
export function createPlacedForm({ bitmap }: Mockup, inspection: Inspection): PageForm {
  const draft = createDraft(inspection, bitmap);
  const tree = layoutTree(draft);
  return {
    draft,
    corrector: new DraftCorrector(bitmap, draft),
    write: (corrected, assetPath) =>
      createPlacedTree(corrected, tree && updateTree(tree, corrected), assetPath),
  };
}
