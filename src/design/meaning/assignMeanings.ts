import type { DesignNode } from "../design";
import type { Draft } from "../draft/draft";
import { assignControls } from "./controls/assignControls";
import { assignForms } from "./controls/assignForms";
import { assignHeadings } from "./texts/assignHeadings";
import { assignLandmarks } from "./regions/assignLandmarks";
import { assignLists } from "./regions/assignLists";
import { assignNavs, nameNavs } from "./regions/assignNavs";
import { assignPictures } from "./regions/assignPictures";
import { assignTexts, settleLabels, keepPhrasing } from "./texts/assignTexts";
import { readMeanings } from "./readMeanings";
import { regroupTable } from "./tables/regroupTable";
import { takeCutRows } from "./tables/takeCutRows";

/**
 * The tree with what each part is: element, name and attributes. Tables are rows of cells afterwards, boxes of fields
 * are controls, groups that are lists, forms or navigations say so; everything else stays where it was.
 *
 * @param draft What was measured; the ids in the tree are its ids.
 */
export function assignMeanings(root: DesignNode, draft: Draft): DesignNode {
  const meanings = readMeanings(draft);
  const withTables = meanings.tables
    .filter(({ kind }) => kind === "table")
    .reduce(regroupTable, root);
  const controls = assignControls(takeCutRows(withTables, draft.size), meanings);
  const texts = assignTexts(controls, meanings);
  const lists = assignLists(texts, meanings);
  const navs = assignNavs(lists, meanings);
  const landmarks = assignLandmarks(navs, draft.size);
  const forms = assignForms(nameNavs(landmarks));
  const headings = assignHeadings(forms);
  // What a label becomes may be nothing for a button, and a link takes labels away.
  return keepPhrasing(settleLabels(keepPhrasing(assignPictures(headings))));
}
