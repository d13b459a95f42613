import { decodePng, encodePng } from "../../../image/codec";
import { resizeBicubic } from "../../../image/resizeBicubic";
import type { ImagePart } from "../../model";
import { fitSize } from "../../pictures/fitSize";
import { PictureCache } from "../../pictures/pictureCache";
import { pictureRuleOf } from "../modelKinds";
import type { ServerProfile } from "../profiles";

/** A picture is made smaller by this much until it is small enough. */
const STEP = 0.8;
/** Tries until a picture is sent as it is: nothing but noise is still too large then. */
const MAX_STEPS = 12;

/** What makes the data: addresses of pictures for a server: the same for the same picture, however often it is sent. */
export function createImageEncoder(
  profile: ServerProfile,
  model: string,
): (image: ImagePart) => Promise<string> {
  const rule = profile.padsImages ? pictureRuleOf(model) : undefined;
  const cache = new PictureCache((png) => fit(png));
  const fit = async (png: Uint8Array): Promise<Uint8Array> => {
    const { width, height } = sizeOf(png);
    const scale = Math.min(1, profile.maxImageSide / Math.max(width, height));
    const wanted = { width: Math.round(width * scale), height: Math.round(height * scale) };
    const fitted = rule ? fitSize(wanted, rule) : wanted;
    const isRight = fitted.width === width && fitted.height === height;
    if (isRight && png.length <= profile.maxImageBytes) return png;
    const bitmap = await decodePng(png);
    for (let step = 0, size = fitted; ; step++) {
      const smaller = await encodePng(resizeBicubic(bitmap, size.width, size.height));
      if (smaller.length <= profile.maxImageBytes || step === MAX_STEPS) return smaller;
      size = {
        width: Math.max(1, Math.round(size.width * STEP)),
        height: Math.max(1, Math.round(size.height * STEP)),
      };
    }
  };
  return async ({ png }) => {
    const sent = await cache.get(png);
    return `data:image/png;base64,${Buffer.from(sent).toString("base64")}`;
  };
}

/** Width and height in a PNG's first chunk (PNG specification, 11.2.2). */
function sizeOf(png: Uint8Array): { readonly width: number; readonly height: number } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  return png.length < 24
    ? { width: 1, height: 1 }
    : { width: view.getUint32(16), height: view.getUint32(20) };
}
