import assert from "node:assert/strict";
import { Palette } from "../../../../src/targets/page/palette";
import { paintCss } from "../../../../src/targets/page/paintCss";

describe("paintCss", () => {
  it("writes a grid as two repeated gradients over its colour", () => {
    const palette = new Palette();
    const [color, line] = [
      [255, 255, 255],
      [220, 38, 38],
    ] as const;
    const css = paintCss(
      { kind: "grid", color, line, pitch: 60, thickness: 1, offsetX: 4, offsetY: 0 },
      palette,
    );
    const red = palette.use(line);
    assert.equal(
      css,
      `linear-gradient(${red} 1px, transparent 1px) 0 0 / 100% 60px, ` +
        `linear-gradient(90deg, ${red} 1px, transparent 1px) 4px 0 / 60px 100%, var(--white)`,
    );
  });
});
