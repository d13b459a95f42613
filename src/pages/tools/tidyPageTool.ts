import { performance } from "node:perf_hooks";
import { basename } from "node:path";
import { MockloopError } from "../../base/errors";
import { DEFAULT_TIDY_OPTIONS, tidyPage } from "../../craft/tidy/tidyPage";
import { defineTool } from "../../tools/tool";
import type { Tool } from "../../tools/tool";
import { readPageFolder } from "../readPageFolder";
import type { PageToolParts } from "./pageToolParts";
import { DEFAULT_WINDOW, height, pagePath, scale, width } from "./parameters";

/** "tidy_page": the same page with less code. Writes nothing: whoever asks puts the new text into the files. */
export function createTidyPageTool({
  session,
  folders,
}: Pick<PageToolParts, "session" | "folders">): Tool {
  return defineTool({
    name: "tidy_page",
    description:
      "Rewrite an HTML page and its style sheets shorter without changing how it looks, and return the new text of every file that changed. Nothing is written.",
    parameters: { page: pagePath, width, height, scale },
    effect: "read-project",
    pathOf: ({ page }) => page,
    run: async (args, signal, tell) => {
      const page = await folders.find(args.page);
      const files = await readPageFolder(page, signal);
      tell("trying what the page can do without");
      const checked = {
        ...{ files, entry: basename(page), deviceScaleFactor: args.scale ?? 1 },
        viewport: {
          width: args.width ?? DEFAULT_WINDOW.width,
          height: args.height ?? DEFAULT_WINDOW.height,
        },
      };
      const options = { ...DEFAULT_TIDY_OPTIONS, now: () => performance.now() };
      const result = await tidyPage(session.renderer, checked, options, signal);
      if (typeof result === "string")
        throw new MockloopError("PAGE_FAILED", `${page} could not be drawn: ${result}`);
      const { before, after, changed, mismatchRatio, kept, notes } = result;
      const decoder = new TextDecoder();
      const texts = changed.map((name) => ({ name, text: decoder.decode(result.files.get(name)) }));
      const summary =
        changed.length === 0
          ? "nothing to tidy"
          : `${before.declarations} declarations are now ${after.declarations}, ${before.elements} elements ${after.elements}`;
      const parts = [
        `${basename(page)}: ${summary}; code ${before.score.toFixed(3)} → ${after.score.toFixed(3)}.`,
        ...notes,
        ...texts.map(({ name, text }) => `${name}:\n${text}`),
      ];
      return {
        content: parts.map((text) => ({ type: "text", text }) as const),
        isError: false,
        details: {
          kind: "facts",
          facts: { page, before, after, mismatchRatio, kept, notes, files: texts },
          summary,
        },
      };
    },
  });
}
