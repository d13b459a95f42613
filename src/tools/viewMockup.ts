import * as Type from "typebox";
import type { Rect } from "../base/geometry";
import { intersection } from "../base/geometry";
import { crop } from "../image/bitmap";
import { encodePng, resizeBitmap } from "../image/codec";
import type { Mockup } from "../mockup/mockup";
import { defineTool, toolError } from "./tool";
import type { Tool } from "./tool";

/** Crops with a longer side below this are enlarged to it (device px), so that a small detail can be seen. */
const MIN_VIEW_SIDE = 448;
const MAX_ENLARGEMENT = 4;

/** The arguments of a tool that takes a part of the mockup. CSS px. */
export const RECT_PROPERTIES = {
  x: Type.Number({ minimum: 0, description: "Left edge in mockup px." }),
  y: Type.Number({ minimum: 0, description: "Top edge in mockup px." }),
  width: Type.Number({ exclusiveMinimum: 0 }),
  height: Type.Number({ exclusiveMinimum: 0 }),
};

/** The asked part in device px, or undefined when it lies outside the mockup. */
export function findMockupRect(mockup: Mockup, asked: Rect): Rect | undefined {
  const scale = mockup.deviceScaleFactor;
  return intersection(
    {
      x: Math.round(asked.x * scale),
      y: Math.round(asked.y * scale),
      width: Math.round(asked.width * scale),
      height: Math.round(asked.height * scale),
    },
    { x: 0, y: 0, width: mockup.bitmap.width, height: mockup.bitmap.height },
  );
}

/** Says where the mockup ends. */
export function outsideMockup(mockup: Mockup): string {
  return `That part lies outside the mockup, which is ${mockup.cssSize.width} × ${mockup.cssSize.height} px.`;
}

/** `view_mockup`: a part of the mockup as an image, enlarged when small. */
export function createViewMockupTool(mockup: Mockup): Tool {
  return defineTool({
    name: "view_mockup",
    description: "Look at a part of the mockup closely. Small parts are enlarged.",
    parameters: RECT_PROPERTIES,
    effect: "read-mockup",
    onlyTells: true,
    run: async (args) => {
      const rect = findMockupRect(mockup, args);
      if (!rect) return toolError(outsideMockup(mockup));
      const part = crop(mockup.bitmap, rect);
      const factor = Math.min(
        MAX_ENLARGEMENT,
        Math.max(1, Math.floor(MIN_VIEW_SIDE / Math.max(part.width, part.height))),
      );
      const shown =
        factor > 1
          ? await resizeBitmap(part, part.width * factor, part.height * factor, "lanczos")
          : part;
      return {
        content: [
          { type: "text", text: `The mockup there${factor > 1 ? `, enlarged ${factor}×` : ""}:` },
          {
            type: "image",
            png: await encodePng(shown),
            width: shown.width,
            height: shown.height,
            role: "crop",
          },
        ],
        isError: false,
        details: { kind: "image", path: undefined, width: shown.width, height: shown.height },
      };
    },
  });
}
