import * as Type from "typebox";
import { throwIfAborted } from "../base/async";
import { crop } from "../image/bitmap";
import { encodePng } from "../image/codec";
import { eraseWriting } from "../inspect/eraseWriting";
import type { Inspection } from "../inspect/inspection";
import type { Mockup } from "../mockup/mockup";
import type { SourceFiles } from "../project/sourceFiles";
import { pageFile } from "./pageFile";
import { defineTool, toolError } from "./tool";
import type { Tool } from "./tool";
import { findMockupRect, outsideMockup, RECT_PROPERTIES } from "./viewMockup";

/**
 * `extract_asset`: cuts a picture or icon out of the mockup into a PNG of the run. Where `inspection` knows of text that is written over
 * it, the cut is without that text.
 */
export function createExtractAssetTool(
  mockup: Mockup,
  files: SourceFiles,
  inspection?: Inspection,
): Tool {
  return defineTool({
    name: "extract_asset",
    description:
      "Cut a photo, logo or icon out of the mockup into a PNG file of the project. Never use it for text or for large parts of the page.",
    parameters: {
      path: Type.String({ description: 'Such as "assets/logo.png".', pattern: "\\.png$" }),
      ...RECT_PROPERTIES,
    },
    effect: "write-run",
    pathsOf: pageFile,
    run: async (args, signal) => {
      const rect = findMockupRect(mockup, args);
      if (!rect) return toolError(outsideMockup(mockup));
      const cut = crop(mockup.bitmap, rect);
      const part = inspection ? eraseWriting(cut, rect, inspection) : cut;
      const png = await encodePng(part);
      throwIfAborted(signal);
      const path = files.write(args.path, png);
      const scale = mockup.deviceScaleFactor;
      const erased =
        part === cut ? "" : " The text over it was taken out: write it over the picture.";
      const size = `${part.width / scale} × ${part.height / scale}`;
      return {
        content: [{ type: "text", text: `Wrote ${path}; show it ${size} CSS px large.${erased}` }],
        isError: false,
        details: { kind: "image", path, width: part.width, height: part.height },
      };
    },
  });
}
