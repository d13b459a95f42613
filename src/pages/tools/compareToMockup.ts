import { basename } from "node:path";
import * as Type from "typebox";
import { createFeedback } from "../../feedback/feedbackMessage";
import { Masks } from "../../protocol/steering";
import { formatScore, formatShare } from "../../protocol/views/measures";
import { defineTool } from "../../tools/tool";
import type { Tool } from "../../tools/tool";
import { comparisonFacts, measurePage } from "../measurePage";
import { readPageFolder } from "../readPageFolder";
import type { PageToolParts } from "./pageToolParts";
import { mockupPath, pagePath, scale } from "./parameters";

/** "compare_to_mockup": how far a page is from its mockup, in numbers, words and pictures: those of `mockloop compare`. */
export function createCompareToMockupTool({
  session,
  folders,
}: Pick<PageToolParts, "session" | "folders">): Tool {
  return defineTool({
    name: "compare_to_mockup",
    description:
      "Draw an HTML page in a window as large as the mockup and measure it against the mockup: fidelity (0–1), share of differing pixels, structure, texts, code quality, the heaviest differences with places and amounts, the screenshot, and the worst places side by side. Use it after every change of a page that has to look like a picture.",
    parameters: {
      mockup: mockupPath,
      page: pagePath,
      scale,
      masks: Type.Optional(Masks),
      focus: Type.Optional(
        Type.String({
          description:
            "A phrase of the page to look at, for example the text of a button. Default: everything.",
        }),
      ),
    },
    effect: "read-project",
    pathsOf: ({ mockup, page }) => folders.name(mockup, page),
    run: async (args, signal, tell) => {
      const [path, page] = [await folders.find(args.mockup), await folders.find(args.page)];
      tell("reading the mockup");
      const mockup = await session.load({ kind: "path", path }, args.scale, signal);
      const files = await readPageFolder(page, signal);
      tell("measuring the mockup, drawing the page");
      const one = await measurePage(session, mockup, { page, files }, args.masks ?? [], signal);
      const { comparison, render, code, view } = one;
      const { facts } = render;
      const { focus } = args;
      const codeFaults = code?.faults;
      const content = await createFeedback({
        ...{ mockup, render, comparison, facts, codeFaults },
        ...(focus !== undefined && { focus }),
      });
      const notices = (view.inspection.notices ?? []).map(({ message }) => message);
      return {
        content,
        isError: false,
        details: {
          kind: "facts",
          facts: {
            ...{ mockup: path, page, ...comparisonFacts(one), code },
            ...(notices.length > 0 && { notices }),
          },
          summary: `${basename(page)}: fidelity ${formatScore(comparison.fidelity)}, ${formatShare(comparison.mismatchRatio)} of pixels differ`,
        },
      };
    },
  });
}
