/**
 * Whether the scale of mockups is found out from their pixels alone, against sets with ground truth:
 *
 *     npx tsx bench/inferScale.ts FOLDER [FOLDER …]
 *
 * A FOLDER holds `<id>.json` ({ png, mockup?, deviceScaleFactor }) and the pictures. Prints every mockup that was taken
 * for another scale, how many were right, and the ink heights at 1× that `inferScale` expects.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeImage, IMAGE_LIMITS } from "../src/image/codec";
import { judgeScale, measureSigns } from "../src/inspect/inferScale";
import { segmentBitmap } from "../src/inspect/segment/segment";

await main(process.argv.slice(2));

async function main(folders: readonly string[]): Promise<void> {
  const heights: number[] = [];
  let [right, all] = [0, 0];
  for (const folder of folders)
    for (const name of readdirSync(folder).filter((file) => /^[a-z]\d+\.json$/.test(file))) {
      const facts = JSON.parse(readFileSync(join(folder, name), "utf8")) as {
        png: string;
        mockup?: string;
        deviceScaleFactor: number;
      };
      const file = facts.mockup ?? facts.png;
      const { bitmap } = await decodeImage(readFileSync(join(folder, file)), IMAGE_LIMITS);
      const signs = measureSigns(bitmap, segmentBitmap(bitmap, 1));
      const { deviceScaleFactor } = judgeScale(signs);
      all++;
      if (deviceScaleFactor === facts.deviceScaleFactor) right++;
      else console.log(file, facts.deviceScaleFactor, "taken for", deviceScaleFactor, signs);
      if (signs.inkHeight !== undefined) heights.push(signs.inkHeight / facts.deviceScaleFactor);
    }
  heights.sort((a, b) => a - b);
  const quantile = (share: number): number | undefined =>
    heights[Math.round(share * (heights.length - 1))];
  console.log(`${right} of ${all} right`);
  console.log("ink heights at 1×: 5 %, 50 %, 95 %:", [0.05, 0.5, 0.95].map(quantile).join(", "));
}
