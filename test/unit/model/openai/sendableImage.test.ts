import assert from "node:assert/strict";
import { createBitmap } from "../../../../src/image/bitmap";
import { decodePng, encodePng } from "../../../../src/image/codec";
import type { ImagePart } from "../../../../src/model/model";
import { PROFILES } from "../../../../src/model/openai/profiles";
import { createImageEncoder } from "../../../../src/model/openai/request/sendableImage";

async function picture(width: number, height: number, isNoise = false): Promise<ImagePart> {
  const bitmap = createBitmap(width, height, [20, 90, 200]);
  // The same noise each time (Park and Miller's generator), which no PNG makes smaller.
  let state = 1;
  if (isNoise)
    for (let i = 0; i < bitmap.rgba.length; i++)
      if (i % 4 !== 3) bitmap.rgba[i] = (state = (state * 16_807) % 2_147_483_647) % 256;
  const png = await encodePng(bitmap);
  return { ...{ type: "image", png, width, height, role: "crop" } };
}

const bytesOf = (url: string): Uint8Array =>
  Uint8Array.from(Buffer.from(url.replace("data:image/png;base64,", ""), "base64"));

describe("a picture for a server", () => {
  it("is sent as it is where that fits, the same bytes each time", async () => {
    const image = await picture(300, 200);
    const encode = createImageEncoder(PROFILES["z-ai"], "glm-4.6v");
    const [first, second] = [await encode(image), await encode(image)];
    assert.equal(first, second);
    assert.deepEqual(bytesOf(first), Uint8Array.from(image.png));
  });

  it("is made smaller where it is too long, or has too many bytes", async () => {
    const profile = { ...PROFILES["z-ai"], maxImageBytes: 60_000 };
    const long = await createImageEncoder(profile, "glm-4.6v")(await picture(7000, 70));
    const { width, height } = await decodePng(bytesOf(long));
    assert.deepEqual([width, height], [6000, 60]);
    const noise = await picture(200, 200, true);
    assert.ok(noise.png.length > profile.maxImageBytes, `${noise.png.length} bytes`);
    const small = bytesOf(await createImageEncoder(profile, "glm-4.6v")(noise));
    assert.ok(small.length <= profile.maxImageBytes, `${small.length} bytes`);
  });

  it("is stretched to whole tiles where the server would fill them with black", async () => {
    const sizeAt = async (model: string) => {
      const encode = createImageEncoder(PROFILES["llama-server"], model);
      const { width, height } = await decodePng(bytesOf(await encode(await picture(390, 844))));
      return [width, height];
    };
    assert.deepEqual(await sizeAt("glm-4.6v-flash"), [392, 840]);
    assert.deepEqual(await sizeAt("some-other"), [390, 844]);
  });
});
