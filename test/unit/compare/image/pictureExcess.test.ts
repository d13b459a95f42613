import assert from "node:assert/strict";
import { pictureExcess } from "../../../../src/compare/image/pictureExcess";
import type { Picture } from "../../../../src/inspect/inspection";

const PAGE = { width: 400, height: 200 };
const element = (tag: string, x: number, y: number, width: number, height: number) => ({
  tag,
  selector: tag,
  path: "1",
  box: { x, y, width, height },
});
const picture = (x: number, y: number, width: number, height: number): Picture => ({
  id: "p1",
  kind: "picture",
  background: [255, 255, 255],
  box: { x, y, width, height },
});

describe("pictureExcess", () => {
  it("is nearly 1 for a page shown as one picture", () => {
    assert.equal(pictureExcess([], [element("IMG", 0, 0, 400, 200)], PAGE), 0.95);
  });

  it("is 0 for the mockup's own pictures, and a little more", () => {
    const own = picture(0, 0, 200, 100);
    assert.equal(pictureExcess([own], [element("img", 0, 0, 200, 100)], PAGE), 0);
    assert.equal(pictureExcess([own], [element("img", 0, 0, 200, 108)], PAGE), 0);
    assert.ok(Math.abs(pictureExcess([own], [element("img", 0, 0, 400, 100)], PAGE) - 0.2) < 1e-9);
  });

  it("counts what pictures cover once, and only on the page", () => {
    const twice = [element("img", 0, 0, 200, 200), element("canvas", 0, 0, 200, 200)];
    assert.equal(pictureExcess([], twice, PAGE), 0.45);
    assert.equal(pictureExcess([], [element("img", 0, 200, 400, 200)], PAGE), 0);
  });

  it("does not count what is built", () => {
    assert.equal(pictureExcess([], [element("div", 0, 0, 400, 200)], PAGE), 0);
  });
});
