import assert from "node:assert/strict";
import { Palette } from "../../../../src/targets/page/palette";
import { borderCss, paintCss } from "../../../../src/targets/page/paintCss";

describe("paintCss", () => {
  it("leaves out of a gradient what CSS says by itself", () => {
    const palette = new Palette();
    const [blue, navy] = [
      [66, 138, 201],
      [45, 108, 162],
    ] as const;
    const [from, to] = ["#428ac9", "#2d6ca2"];
    const gradient = (angleDeg: number, [start, end]: readonly [number, number]): string =>
      paintCss(
        {
          kind: "gradient",
          angleDeg,
          stops: [
            { color: blue, at: start },
            { color: navy, at: end },
          ],
        },
        palette,
      );
    assert.equal(gradient(180, [0, 1]), `linear-gradient(${from}, ${to})`);
    assert.equal(gradient(90, [0.25, 1]), `linear-gradient(90deg, ${from} 25%, ${to})`);
    assert.equal(gradient(180, [0, 0.5]), `linear-gradient(${from}, ${to} 50%)`);
    const faint = [255, 253].map((grey, at) => ({ color: [grey, grey, grey], at }) as const);
    assert.equal(
      paintCss({ kind: "gradient", angleDeg: 180, stops: faint }, palette),
      "linear-gradient(#fff, #fdfdfd)",
    );
  });

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

describe("borderCss", () => {
  const edge = { color: [255, 255, 255], top: 1, right: 1, bottom: 1, left: 1 } as const;

  it("writes a bevel as one width and a colour for each side", () => {
    const css = borderCss(
      { ...edge, colors: { right: [10, 10, 10], bottom: [10, 10, 10] } },
      new Palette(),
    );
    assert.deepEqual(css[0], ["border", "1px solid"]);
    assert.equal(css[1]?.[0], "border-color");
    const [top, after, below, before, ...more] = css[1][1].split(" ");
    assert.deepEqual([top, after], [before, below]);
    assert.notEqual(top, after);
    assert.deepEqual(more, []);
  });

  it("writes sides that are not all drawn each with its own colour", () => {
    const palette = new Palette();
    const css = borderCss({ ...edge, top: 0, right: 0, colors: { left: [10, 10, 10] } }, palette);
    assert.deepEqual(css, [
      ["border-bottom", `1px solid ${palette.use([255, 255, 255])}`],
      ["border-left", `1px solid ${palette.use([10, 10, 10])}`],
    ]);
  });

  it("writes opposite sides that are alike as one", () => {
    const palette = new Palette();
    const line = `1px solid ${palette.use([255, 255, 255])}`;
    assert.deepEqual(borderCss({ ...edge, bottom: 0 }, palette), [
      ["border-top", line],
      ["border-inline", line],
    ]);
    assert.deepEqual(borderCss({ ...edge, left: 0, right: 0 }, palette), [["border-block", line]]);
    assert.deepEqual(borderCss({ ...edge, top: 2, bottom: 2 }, palette), [
      ["border-block", line.replace("1px", "2px")],
      ["border-inline", line],
    ]);
    assert.deepEqual(borderCss(edge, palette), [["border", line]]);
  });
});
