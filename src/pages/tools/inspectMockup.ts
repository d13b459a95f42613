import * as Type from "typebox";
import { encodePng } from "../../image/codec";
import { drawOverlay } from "../../inspect/drawOverlay";
import { describeInspection } from "../../model/describeInspection";
import type { ContentPart } from "../../model/model";
import { defineTool } from "../../tools/tool";
import type { Tool } from "../../tools/tool";
import type { PageToolParts } from "./pageToolParts";
import { mockupPath, scale } from "./parameters";

/** The words on an inspection, characters at most: some 6000 tokens. The facts have all of it. */
const MAX_CHARS = 24_000;

/** "inspect_mockup": what can be measured in a mockup without any model. */
export function createInspectMockupTool({
  session,
  folders,
}: Pick<PageToolParts, "session" | "folders">): Tool {
  return defineTool({
    name: "inspect_mockup",
    description:
      "Measure a mockup picture without any model: its text lines with places, sizes, colours and fonts, boxes, dividers, pictures and the palette. Lengths are CSS px.",
    parameters: {
      mockup: mockupPath,
      scale,
      overlay: Type.Optional(
        Type.Boolean({
          description:
            "Also return the mockup with everything that was found drawn over it. Default: false.",
        }),
      ),
    },
    effect: "read-mockup",
    pathsOf: ({ mockup }) => folders.name(mockup),
    run: async (args, signal, tell) => {
      const path = await folders.find(args.mockup);
      tell("reading the mockup");
      const mockup = await session.load({ kind: "path", path }, args.scale, signal);
      tell("measuring the mockup");
      const inspection = await session.inspect(mockup, signal);
      const words = [
        `${mockup.name}: ${mockup.cssSize.width} × ${mockup.cssSize.height} CSS px, ${mockup.deviceScaleFactor} device px each.`,
        ...(inspection.notices ?? []).map(({ message }) => message),
        describeInspection(inspection, MAX_CHARS),
      ];
      const content: ContentPart[] = [{ type: "text", text: words.join("\n") }];
      if (args.overlay === true) {
        const { width, height } = mockup.bitmap;
        const png = await encodePng(drawOverlay(mockup.bitmap, inspection));
        content.push({ type: "image", png, width, height, role: "mockup" });
      }
      const { textLines, boxes } = inspection;
      const summary = `measured ${mockup.name}: ${textLines.length} text lines, ${boxes.length} boxes`;
      return {
        content,
        isError: false,
        details: { kind: "facts", facts: { ...inspection }, summary },
      };
    },
  });
}
