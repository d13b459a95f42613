import { strict as assert } from "node:assert";
import { fitSize } from "../../../../src/model/pictures/fitSize";
import type { PictureRule } from "../../../../src/protocol/schemas/modelHost";

const rules: Readonly<Record<PictureRule["family"], PictureRule>> = {
  glm: { family: "glm", factor: 28, minTokens: 8, maxTokens: 1664 },
  qwen: { family: "qwen", factor: 32, minTokens: 8, maxTokens: 1664 },
  gemma: { family: "gemma", factor: 48, minTokens: 1, maxTokens: 1120 },
};

/** Width, height, and what they become: by the Python code of transformers with the limits above. */
const byTransformers: Readonly<Record<PictureRule["family"], readonly number[][]>> = {
  glm: [
    [1440, 900, 1428, 896],
    [390, 844, 392, 840],
    [780, 1688, 756, 1680],
    [1024, 768, 1036, 756],
    [1000, 1000, 1008, 1008],
    [1280, 800, 1288, 812],
    [300, 210, 308, 224],
    [320, 240, 308, 252],
    [290, 200, 280, 196],
    [42, 70, 84, 112],
    [70, 98, 56, 112],
    [20, 300, 28, 420],
    [8, 8, 84, 84],
    [1, 1, 84, 84],
    [2880, 1800, 1428, 896],
    [1440, 6000, 532, 2324],
    [13, 1200, 28, 2576],
    [28, 28, 84, 84],
    [56, 112, 56, 112],
    [4000, 30, 4004, 28],
  ],
  qwen: [
    [1440, 900, 1440, 896],
    [390, 844, 384, 832],
    [780, 1688, 768, 1696],
    [1024, 768, 1024, 768],
    [1000, 1000, 992, 992],
    [1280, 800, 1280, 800],
    [300, 210, 288, 224],
    [320, 240, 320, 256],
    [290, 200, 288, 192],
    [42, 70, 96, 128],
    [70, 98, 96, 128],
    [20, 300, 32, 288],
    [8, 8, 96, 96],
    [1, 1, 96, 96],
    [2880, 1800, 1632, 1024],
    [1440, 6000, 608, 2656],
    [13, 1200, 32, 896],
    [28, 28, 96, 96],
    [56, 112, 64, 128],
    [4000, 30, 4000, 32],
  ],
  gemma: [
    [1440, 900, 2016, 1248],
    [390, 844, 528, 1152],
    [780, 1688, 1056, 2352],
    [1024, 768, 1296, 960],
    [1000, 1000, 1104, 1104],
    [1280, 800, 1392, 864],
    [300, 210, 480, 336],
    [320, 240, 432, 336],
    [290, 200, 480, 288],
    [42, 70, 288, 480],
    [70, 98, 336, 432],
    [20, 300, 96, 1536],
    [8, 8, 384, 384],
    [1, 1, 384, 384],
    [2880, 1800, 2016, 1248],
    [1440, 6000, 768, 3264],
    [13, 1200, 48, 3360],
    [28, 28, 384, 384],
    [56, 112, 240, 528],
    [4000, 30, 3360, 48],
  ],
};

describe("fitSize", () => {
  for (const [family, rows] of Object.entries(byTransformers))
    it(`gives the sizes that transformers gives for ${family}`, () => {
      const rule = rules[family as PictureRule["family"]];
      const got = rows.map(([width = 0, height = 0]) => {
        const fitted = fitSize({ width, height }, rule);
        return [width, height, fitted.width, fitted.height];
      });
      assert.deepEqual(got, rows);
    });

  for (const rule of Object.values(rules))
    it(`gives whole tiles within the limits for ${rule.family}, and the same for what fits`, () => {
      for (let width = 1; width < 4000; width += 37)
        for (let height = 1; height < 4000; height += 53) {
          if (Math.max(width, height) > 200 * Math.min(width, height)) continue;
          const fitted = fitSize({ width, height }, rule);
          const columns = fitted.width / rule.factor;
          const rows = fitted.height / rule.factor;
          const what = `${width}×${height} → ${fitted.width}×${fitted.height}`;
          assert.ok(Number.isInteger(columns) && Number.isInteger(rows), what);
          assert.ok(columns >= 1 && rows >= 1 && columns * rows <= rule.maxTokens, what);
          assert.ok(columns * rows >= rule.minTokens, what);
          if (rule.family !== "gemma") assert.deepEqual(fitSize(fitted, rule), fitted, what);
        }
    });

  it("leaves a picture alone that a processor refuses", () => {
    const line = { width: 4010, height: 20 };
    for (const rule of Object.values(rules)) assert.deepEqual(fitSize(line, rule), line);
  });
});
