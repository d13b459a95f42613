import { describeError } from "../../../base/errors";
import { decodePng, encodePng } from "../../../image/codec";
import { resizeBicubic } from "../../../image/resizeBicubic";
import type { PictureRule } from "../../../protocol/schemas/modelHost";
import { EngineError } from "../bridge/bridge";
import { fitSize } from "../../pictures/fitSize";

/** The largest picture that is decoded; the engine refuses larger ones by their header. Pixels. */
const MAX_PIXELS = 64 * 2 ** 20;

/**
 * A picture as the model's own processor would hand it to the encoder: stretched to whole tiles. The same file always gives the
 * same bytes; one that fits, or that the engine will refuse by its header, stays as it is.
 *
 * @throws EngineError IMAGE_DECODE when it is damaged.
 */
export async function fitPicture(png: Uint8Array, rule: PictureRule): Promise<Uint8Array> {
  const size = readPngSize(png);
  if (!size || size.width * size.height > MAX_PIXELS) return png;
  const { width, height } = fitSize(size, rule);
  if (width === size.width && height === size.height) return png;
  try {
    return await encodePng(resizeBicubic(await decodePng(png), width, height));
  } catch (error) {
    throw new EngineError("IMAGE_DECODE", `a picture is damaged: ${describeError(error)}`, {
      cause: error,
    });
  }
}

/** Width and height in a PNG's first chunk (PNG specification, 11.2.2). */
function readPngSize(png: Uint8Array): { width: number; height: number } | undefined {
  const signature = "\x89PNG\r\n\x1a\n";
  if (png.length < 33 || Buffer.from(png.subarray(0, 8)).toString("latin1") !== signature)
    return undefined;
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const size = { width: view.getUint32(16), height: view.getUint32(20) };
  return size.width > 0 && size.height > 0 ? size : undefined;
}
