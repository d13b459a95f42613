import type { Bitmap } from "../image/bitmap";
import type { Inspection } from "../inspect/inspection";
import { createDesign } from "./createDesign";
import type { Design } from "./design";
import { createDraft } from "./draft/createDraft";
import { settleType } from "./draft/settleType";
import { layoutTree } from "./layout/layoutTree";
import { tidyTree } from "./layout/tidyTree";

/** What a page is understood to be, from what was measured in it and its pixels. */
export function understandPage(inspection: Inspection, bitmap?: Bitmap): Design {
  const settled = settleType(createDraft(inspection, bitmap));
  const tree = layoutTree(settled.draft);
  return createDesign(settled, tree && tidyTree(tree));
}
