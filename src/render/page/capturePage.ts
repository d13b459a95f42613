import type { Size } from "../../base/geometry";
import type { RenderPage } from "../renderPage";

const MAX_FRAMES = 5;

export interface Capture {
  readonly png: Uint8Array;
  /** Whether two frames in a row were equal. */
  readonly steady: boolean;
}

/** A screenshot of the page's top left `size` (CSS px), taken until two frames in a row are equal. */
export async function capturePage(page: RenderPage, size: Size): Promise<Capture> {
  let previous = "";
  for (let frame = 0; frame < MAX_FRAMES; frame++) {
    const { data } = await page.client.send("Page.captureScreenshot", {
      format: "png",
      captureBeyondViewport: true,
      optimizeForSpeed: true,
      clip: { x: 0, y: 0, ...size, scale: 1 },
    });
    if (data === previous) return { png: Buffer.from(data, "base64"), steady: true };
    previous = data;
  }
  return { png: Buffer.from(previous, "base64"), steady: false };
}
