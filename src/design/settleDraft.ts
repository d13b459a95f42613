import type { Bitmap } from "../image/bitmap";
import type { Inspection } from "../inspect/inspection";
import { createDraft } from "./draft/createDraft";
import { settleType, type SettledDraft } from "./draft/settleType";
import { evenCells } from "./meaning/tables/evenCells";

/** What was measured of a page, its text set as a person would: cells of a table alike, sizes and line heights of one scale. */
export const settleDraft = (inspection: Inspection, bitmap?: Bitmap): SettledDraft =>
  settleType(evenCells(createDraft(inspection, bitmap)));
