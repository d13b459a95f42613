import type { Bitmap } from "../image/bitmap";
import type { Inspection } from "../inspect/inspection";
import { createDesign } from "./createDesign";
import type { Design } from "./design";
import { settleDraft } from "./settleDraft";
import { layoutTree } from "./layout/layoutTree";
import { tidyTree } from "./layout/tidyTree";

/** What a page is understood to be, from what was measured in it and its pixels. */
export function understandPage(inspection: Inspection, bitmap?: Bitmap): Design {
  const settled = settleDraft(inspection, bitmap);
  const tree = layoutTree(settled.draft);
  return createDesign(settled, tree && tidyTree(tree));
}
