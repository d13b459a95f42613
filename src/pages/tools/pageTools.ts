import type { Tool } from "../../tools/tool";
import { createCompareToMockupTool } from "./compareToMockup";
import { createGenerateFromMockupTool } from "./generateFromMockup";
import { createInspectMockupTool } from "./inspectMockup";
import type { PageToolParts } from "./pageToolParts";
import { createRenderPageTool } from "./renderPage";
import { createTidyPageTool } from "./tidyPageTool";

/** The tools by which other programs and their models use our measuring. Each reads and writes in the allowed folders alone. */
export function createPageTools(parts: PageToolParts): readonly Tool[] {
  return [
    createInspectMockupTool(parts),
    createRenderPageTool(parts),
    createCompareToMockupTool(parts),
    createTidyPageTool(parts),
    createGenerateFromMockupTool(parts),
  ];
}
