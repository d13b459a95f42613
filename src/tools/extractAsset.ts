import * as Type from "typebox";
import { throwIfAborted } from "../base/async";
import { crop } from "../image/bitmap";
import { encodePng } from "../image/codec";
import type { Mockup } from "../mockup/mockup";
import type { SourceFiles } from "../project/sourceFiles";
import { pageFile } from "./pageFile";
import { defineTool, toolError } from "./tool";
import type { Tool } from "./tool";
import { findMockupRect, outsideMockup, RECT_PROPERTIES } from "./viewMockup";

/** `extract_asset`: cuts a picture or icon out of the mockup into a PNG of the run. */
export function createExtractAssetTool(mockup: Mockup, files: SourceFiles): Tool {
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
      const part = crop(mockup.bitmap, rect);
      const png = await encodePng(part);
      throwIfAborted(signal);
      const path = files.write(args.path, png);
      const scale = mockup.deviceScaleFactor;
      const size = `${part.width / scale} × ${part.height / scale}`;
      return {
        content: [{ type: "text", text: `Wrote ${path}; show it ${size} CSS px large.` }],
        isError: false,
        details: { kind: "image", path, width: part.width, height: part.height },
      };
    },
  });
}
