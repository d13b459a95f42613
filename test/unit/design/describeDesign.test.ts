import assert from "node:assert/strict";
import { describeDesign } from "../../../src/design/describeDesign";
import { drawDesign } from "../../../src/design/drawDesign";
import { understandPage } from "../../../src/design/understandPage";
import { signIn } from "./goldenPages";

const design = understandPage(signIn);

describe("describeDesign", () => {
  it("names parts in what holds them, with their words quoted", () => {
    const words = describeDesign(design);
    const lines = words.split("\n");
    const depth = (pattern: RegExp): number =>
      lines.find((line) => pattern.test(line))?.search(/\S/) ?? -1;
    assert.match(words, /^Set in \S.* \d/);
    assert.ok(depth(/^ *body\./) === 0);
    assert.ok(depth(/^ *form\./) > depth(/^ *main\./));
    assert.ok(depth(/^ *button\..*"Sign in"/) > depth(/^ *form\./));
  });

  it("leaves the deepest parts out where the room ends, and says how many", () => {
    const all = describeDesign(design);
    const short = describeDesign(design, Math.round(all.length / 2));
    assert.ok(short.length <= all.length / 2);
    assert.match(short, /\(and \d+ parts in these\)$/);
    assert.match(short, /\n {2}main\./);
    assert.equal(describeDesign(design, 3), "");
  });
});

describe("drawDesign", () => {
  it("frames parts in the colour of what they are", () => {
    const { width, height } = signIn.size;
    const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
    const { rgba: drawn } = drawDesign({ width, height, rgba }, design);
    const at = (x: number, y: number): number[] => [
      ...drawn.subarray((y * width + x) * 4, (y * width + x) * 4 + 3),
    ];
    // The middle of the top of a field, of a button, and nothing.
    assert.deepEqual(at(400, 230), [230, 120, 0]);
    assert.deepEqual(at(400, 330), [230, 120, 0]);
    assert.deepEqual(at(5, 5), [255, 255, 255]);
  });
});
