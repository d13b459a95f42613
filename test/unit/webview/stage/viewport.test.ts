import assert from "node:assert/strict";
import fc from "fast-check";
import {
  fitWidth,
  flyTo,
  keepInside,
  MAX_SCALE,
  MIN_SCALE,
  nextScale,
  panBy,
  pixelAt,
  toPane,
  zoomBy,
} from "../../../../webview/stage/viewport";

const picture = { width: 1280, height: 800 };
const pane = { width: 640, height: 300 };

describe("a viewport of the stage", () => {
  it("fits the width from the top, and enlarges nothing for it", () => {
    assert.deepEqual(fitWidth(picture, pane), { scale: 0.5, x: 0, y: 0 });
    assert.deepEqual(fitWidth({ width: 320, height: 100 }, pane), { scale: 1, x: -160, y: 0 });
  });

  it("keeps what is under the pointer where it is", () => {
    const view = { scale: 2, x: 100, y: 50 };
    const at = { x: 30, y: 60 };
    const before = pixelAt(view, at, picture);
    const zoomed = zoomBy(view, 3, at);
    assert.equal(zoomed.scale, 6);
    assert.deepEqual(pixelAt(zoomed, at, picture), before);
  });

  it("flies to a place: in the middle, whole, with what is around it", () => {
    const place = { x: 600, y: 400, width: 40, height: 10 };
    const view = keepInside(flyTo(place, pane), picture, pane);
    const shown = toPane(view, place);
    assert.equal(view.scale, 4);
    assert.deepEqual([shown.x + shown.width / 2, shown.y + shown.height / 2], [320, 150]);
    const wide = toPane(flyTo({ x: 0, y: 0, width: 1280, height: 20 }, pane), {
      ...{ x: 0, y: 0, width: 1280, height: 20 },
    });
    assert.equal(wide.width, 320);
  });

  it("steps from any scale to the next one there is, and ends at both ends", () => {
    assert.deepEqual([nextScale(0.36, 1), nextScale(0.36, -1)], [0.5, 0.25]);
    assert.deepEqual([nextScale(1, 1), nextScale(1, -1)], [1.5, 0.75]);
    assert.equal(nextScale(MAX_SCALE, 1), MAX_SCALE);
    assert.equal(nextScale(MIN_SCALE, -1), MIN_SCALE);
  });

  it("knows the pixel under a place, and none beside the picture", () => {
    const view = { scale: 2, x: -10, y: 0 };
    assert.equal(pixelAt(view, { x: 19, y: 5 }, picture), undefined);
    assert.deepEqual(pixelAt(view, { x: 21, y: 5 }, picture), { x: 0, y: 2 });
  });

  it("shows nothing beside the picture that need not be, whatever is done", () => {
    const side = fc.integer({ min: 1, max: 5000 });
    const size = fc.record({ width: side, height: side });
    const move = fc.record({
      factor: fc.double({ min: 0.01, max: 100, noNaN: true }),
      dx: fc.integer({ min: -9000, max: 9000 }),
      dy: fc.integer({ min: -9000, max: 9000 }),
    });
    fc.assert(
      fc.property(size, size, fc.array(move, { maxLength: 8 }), (image, frame, moves) => {
        let view = fitWidth(image, frame);
        for (const { factor, dx, dy } of moves) {
          view = panBy(zoomBy(view, factor, { x: 3, y: 4 }), dx, dy);
          view = keepInside(view, image, frame);
        }
        assert.ok(view.scale >= MIN_SCALE && view.scale <= MAX_SCALE);
        const { x, width } = toPane(view, { x: 0, y: 0, ...image });
        const slack = 1e-6 * (image.width + frame.width) * view.scale;
        if (width >= frame.width)
          assert.ok(x <= slack && x + width >= frame.width - slack, JSON.stringify(view));
        else assert.ok(Math.abs(x - (frame.width - width) / 2) <= slack, JSON.stringify(view));
      }),
    );
  });
});
