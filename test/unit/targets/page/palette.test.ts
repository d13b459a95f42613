import assert from "node:assert/strict";
import { describeColor, Palette } from "../../../../src/targets/page/palette";

describe("Palette", () => {
  it("names each colour once and numbers colours that share a name", () => {
    const palette = new Palette();
    assert.equal(palette.use([255, 255, 255]), "var(--white)");
    assert.equal(palette.use([37, 99, 235]), palette.use([37, 99, 235]));
    const [first, second] = [palette.use([118, 118, 118]), palette.use([121, 121, 121])];
    assert.equal(second, first.replace(")", "-2)"));
    assert.deepEqual(palette.entries()[0], ["--white", "#fff"]);
  });

  it("takes colours that no eye tells apart for one", () => {
    const palette = new Palette();
    assert.equal(palette.use([120, 120, 120]), palette.use([121, 119, 120]));
    assert.equal(palette.entries().length, 1);
  });

  it("describes hue and lightness", () => {
    assert.equal(describeColor([0, 0, 0]), "black");
    assert.equal(describeColor([128, 128, 128]), "gray-500");
    assert.equal(describeColor([220, 38, 38]), "red-500");
    assert.equal(describeColor([22, 163, 74]), "green-650");
    assert.equal(describeColor([30, 58, 138]), "blue-650");
  });
});
