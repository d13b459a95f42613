import { performance } from "node:perf_hooks";
import { basename } from "node:path";
import { MockloopError } from "../../base/errors";
import { DEFAULT_TIDY_OPTIONS, tidyPage } from "../../craft/tidy/tidyPage";
import { defineTool } from "../../tools/tool";
import type { Tool } from "../../tools/tool";
import { refuseTailwind } from "../drawnFiles";
import { findPage, pageArguments } from "./pageArguments";
import type { PageToolParts } from "./pageToolParts";

/** "tidy_page": the same page with less code. Writes nothing: whoever asks puts the new text into the files. */
export function createTidyPageTool({
  session,
  folders,
}: Pick<PageToolParts, "session" | "folders">): Tool {
  return defineTool({
    name: "tidy_page",
    description:
      "Rewrite an HTML page and its style sheets shorter without changing how it looks, and return the new text of every file that changed. Nothing is written.",
    parameters: pageArguments,
    effect: "read-project",
    pathsOf: ({ page }) => folders.name(page),
    run: async (args, signal, tell) => {
      const { page, drawn } = await findPage(folders, args, signal);
      refuseTailwind(page, drawn.files);
      tell("trying what the page can do without");
      const options = { ...DEFAULT_TIDY_OPTIONS, now: () => performance.now() };
      const result = await tidyPage(session.renderer, drawn, options, signal);
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
