import type { Protocol } from "puppeteer";
import type { RenderPage } from "../renderPage";

/** The address of the pages that a browser puts in the place of what it could not load. */
export const ERROR_PAGE = "chrome-error:";

/**
 * Empties the frames whose documents could not be loaded: what a browser writes and draws there is not the page's, and
 * differs from browser to browser. That they were refused is reported by whoever refused them.
 */
export async function emptyErrorFrames({ client }: RenderPage): Promise<void> {
  const { frameTree } = await client.send("Page.getFrameTree");
  await Promise.all(
    failedFrames(frameTree).map((frameId) =>
      // A script may have removed the frame meanwhile.
      client.send("Page.setDocumentContent", { frameId, html: "" }).catch(() => undefined),
    ),
  );
}

function failedFrames({ frame, childFrames = [] }: Protocol.Page.FrameTree): string[] {
  const inside = childFrames.flatMap(failedFrames);
  return frame.url.startsWith(ERROR_PAGE) ? [frame.id, ...inside] : inside;
}
