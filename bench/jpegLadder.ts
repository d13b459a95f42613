/**
 * What JPEG costs: pages of a set are saved as JPEG at several qualities (4:2:0), and beside each the sidecar that a scorer needs. Trace
 * and score every folder like any other set:
 *
 *     npx tsx bench/jpegLadder.ts --set DIR --out LADDER --ids d01,d02 [--qualities 95,85,75,60]
 *     npx tsx bench/trace.ts --set LADDER/q85 --out OUT
 *
 * DIR holds `<id>.png` and `<id>.json`; LADDER/png is the same pages as they are. Prints how far the noise of each file reaches.
 */
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import sharp from "sharp";
import { decodeImage } from "../src/image/codec";
import { detectNoise } from "../src/inspect/segment/noise/detectNoise";
import { levelNoise } from "../src/inspect/segment/noise/levelNoise";

const { values } = parseArgs({
  options: {
    set: { type: "string" },
    out: { type: "string" },
    ids: { type: "string" },
    qualities: { type: "string", default: "95,85,75,60" },
  },
});
const { set, out, ids } = values;
if (!set || !out || !ids) throw new Error("Say --set DIR, --out LADDER and --ids.");

for (const id of ids.split(",")) {
  const png = await readFile(join(set, `${id}.png`));
  const sidecar = JSON.parse(await readFile(join(set, `${id}.json`), "utf8")) as object;
  for (const step of ["png", ...values.qualities.split(",")]) {
    const folder = join(out, step === "png" ? step : `q${step}`);
    await mkdir(folder, { recursive: true });
    const isPng = step === "png";
    const mockup = `${id}.${isPng ? "png" : "jpg"}`;
    const options = { quality: Number(step), chromaSubsampling: "4:2:0" };
    const bytes = isPng ? png : await sharp(png).jpeg(options).toBuffer();
    await writeFile(join(folder, mockup), bytes);
    if (!isPng) await copyFile(join(set, `${id}.png`), join(folder, `${id}.png`));
    await writeFile(join(folder, `${id}.json`), JSON.stringify({ ...sidecar, mockup }));
    const { bitmap } = await decodeImage(bytes);
    const noise = detectNoise(bitmap);
    const ringing = noise === "lossy" ? levelNoise(bitmap).ringing.toFixed(1) : "0";
    console.log(id, step, noise, `ringing ${ringing}`, `${bytes.length} bytes`);
  }
}
