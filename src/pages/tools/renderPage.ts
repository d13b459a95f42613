import { basename } from "node:path";
import { MockloopError } from "../../base/errors";
import { describeFacts } from "../../feedback/describeFacts";
import { encodePng } from "../../image/codec";
import { defineTool } from "../../tools/tool";
import type { Tool } from "../../tools/tool";
import { drawnFiles } from "../drawnFiles";
import { findPage, pageArguments } from "./pageArguments";
import type { PageToolParts } from "./pageToolParts";

/** "render_page": a screenshot of a page as it settles, without network. */
export function createRenderPageTool({
  session,
  folders,
}: Pick<PageToolParts, "session" | "folders">): Tool {
  return defineTool({
    name: "render_page",
    description:
      "Draw an HTML page in a sandboxed browser without network and return the screenshot of the whole page, its size, and what went wrong in it (errors, missing files, refused requests).",
    parameters: pageArguments,
    effect: "read-project",
    pathsOf: ({ page }) => folders.name(page),
    run: async (args, signal, tell) => {
      const { page, drawn } = await findPage(folders, args, signal);
      tell("drawing the page");
      const { viewport } = drawn;
      const files = await drawnFiles(page, drawn.files);
      const outcome = await session.renderer.render({ ...drawn, files }, signal);
      if (!outcome.ok)
        throw new MockloopError("PAGE_FAILED", `${page} could not be drawn: ${outcome.message}`);
      const { bitmap, pageSize, facts, textLines } = outcome.render;
      const words = [
        `The page is ${pageSize.width} × ${pageSize.height} CSS px in a window of ${viewport.width} × ${viewport.height}.`,
        ...describeFacts(facts),
      ].join("\n");
      const image = {
        ...({ type: "image", role: "render" } as const),
        ...{ png: await encodePng(bitmap), width: bitmap.width, height: bitmap.height },
      };
      return {
        content: [{ type: "text", text: words }, image],
        isError: false,
        details: {
          kind: "facts",
          facts: { page, viewport, pageSize, facts, textLines },
          summary: `drew ${basename(page)} (${pageSize.width} × ${pageSize.height} px)`,
        },
      };
    },
  });
}
