import assert from "node:assert/strict";
import { createComparer } from "../../../src/compare/comparePage";
import { createFeedback } from "../../../src/feedback/feedbackMessage";
import type { Bitmap } from "../../../src/image/bitmap";
import type { Render } from "../../../src/render/renderer";
import {
  BLACK,
  blank,
  inspectionWith,
  mockupOf,
  paint,
  renderedLine,
  renderOf,
  textLine,
} from "./samples";

const TITLE = { x: 20, y: 20, width: 80, height: 10 };
const PHOTO = { x: 150, y: 20, width: 160, height: 120 };
const CAPTION = { x: 170, y: 60, width: 90, height: 10 };

/** A page of 400 × 200 px with a title and a photo, which is as noisy as `seed` says and has a caption in it. */
function draw(seed: number, title = TITLE): Bitmap {
  const bitmap = paint(blank(400, 200), title, BLACK);
  for (let y = 0; y < PHOTO.height; y += 4)
    for (let x = 0; x < PHOTO.width; x += 4) {
      const grey = (x * 37 + y * 59 + seed * 101) % 256;
      paint(bitmap, { x: PHOTO.x + x, y: PHOTO.y + y, width: 4, height: 4 }, [grey, grey, 90]);
    }
  return paint(bitmap, CAPTION, BLACK);
}

const mockup = mockupOf(draw(1));
const inspection = inspectionWith(400, 200, {
  textLines: [textLine("TITLE", TITLE), textLine("SUNSET", CAPTION)],
});

function rendered(seed: number, caption: string, title = TITLE): Render {
  const textLines = [renderedLine("TITLE", title), renderedLine(caption, CAPTION)];
  const elements = [{ selector: "img", path: "1", tag: "img", box: PHOTO }];
  return renderOf(draw(seed, title), { textLines, elements });
}

const at = ({ rgba, width }: Bitmap, x: number, y: number): number[] => [
  ...rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 3),
];

describe("masks", () => {
  const masked = createComparer(mockup, inspection, [PHOTO]);

  it("leave another photo with other words out of every score and difference", async () => {
    const render = rendered(7, "MOUNTAIN VIEW");
    const open = await createComparer(mockup, inspection).compare(render);
    assert.ok(open.fidelity < 0.6 && open.differences.length > 1 && open.text.block < 1);

    const comparison = await masked.compare(render);
    assert.equal(comparison.fidelity, 1);
    assert.equal(comparison.mismatchRatio, 0);
    assert.equal(comparison.ssim, 1);
    assert.deepEqual(comparison.text, { block: 1, text: 1, position: 1, color: 1 });
    assert.deepEqual([comparison.regions, comparison.differences], [[], []]);
    assert.deepEqual(comparison.masks, [PHOTO]);
  });

  it("let every difference beside them count, as a share of what is looked at", async () => {
    const title = { ...TITLE, y: 40 };
    const comparison = await masked.compare(rendered(7, "MOUNTAIN VIEW", title));
    assert.deepEqual(
      comparison.differences.map(({ kind }) => kind),
      ["text-style"],
    );
    assert.equal(comparison.mismatchRatio, 1600 / (400 * 200 - 160 * 120));
    assert.ok(comparison.fidelity < 1 && comparison.text.position < 1 && comparison.ssim < 1);
    // The same as for the right photo: what lies below a mask does not matter at all.
    const right = await masked.compare(rendered(1, "SUNSET", title));
    assert.deepEqual({ ...right, diff: 0 }, { ...comparison, diff: 0 });
    assert.deepEqual(right.diff.rgba, comparison.diff.rgba);
  });

  it("are striped in the picture of differences, where nothing of them is red", async () => {
    const title = { ...TITLE, y: 40 };
    const { diff } = await masked.compare(rendered(7, "MOUNTAIN VIEW", title));
    assert.deepEqual(at(diff, 30, 45), [229, 20, 36]);
    const colors = new Set<string>();
    for (let y = PHOTO.y; y < PHOTO.y + PHOTO.height; y++)
      for (let x = PHOTO.x; x < PHOTO.x + PHOTO.width; x++) colors.add(String(at(diff, x, y)));
    assert.deepEqual([...colors].sort(), ["206,206,206", "226,226,226"]);
  });

  it("are told to the model, which hears and sees nothing else of them", async () => {
    const render = rendered(7, "MOUNTAIN VIEW");
    const comparison = await masked.compare(render);
    const parts = await createFeedback({ mockup, render, comparison, facts: [] });
    const [words] = parts;
    assert.ok(words?.type === "text");
    assert.match(words.text, /Not measured.*x 150, y 20, 160×120\./);
    assert.match(words.text, /No difference was measured\./);
    assert.doesNotMatch(words.text, /MOUNTAIN|SUNSET/);
    assert.equal(parts.length, 2, "the words and the screenshot, and no place side by side");
  });

  it("count no picture below them as pasted, and none of its area as page", async () => {
    const whole = {
      selector: "img",
      path: "1",
      tag: "img",
      box: { x: 0, y: 0, width: 400, height: 200 },
    };
    const pasted = renderOf(draw(1), { elements: [whole] });
    const { fidelityInput } = await masked.compare(pasted);
    assert.equal(fidelityInput.pictureExcess, 0.95);
  });

  it("work at a scale factor, in whole pixels that they touch", async () => {
    const big = paint(blank(200, 100), { x: 101, y: 41, width: 40, height: 30 }, BLACK);
    const mask = { x: 50.6, y: 20.6, width: 19.8, height: 14.8 };
    const at2 = { deviceScaleFactor: 2 };
    const comparer = createComparer(mockupOf(big, 2), inspectionWith(100, 50, at2), [mask]);
    const render = renderOf(blank(200, 100), { pageSize: { width: 100, height: 50 } });
    assert.equal((await comparer.compare(render)).mismatchRatio, 0);
  });

  it("may be more than the page that is drawn", async () => {
    const low = renderOf(blank(400, 100), { pageSize: { width: 400, height: 100 } });
    const mask = { x: 0, y: 50, width: 400, height: 1000 };
    const comparer = createComparer(mockupOf(blank(400, 200)), inspectionWith(400, 200), [mask]);
    const { mismatchRatio, size } = await comparer.compare(low);
    assert.deepEqual([mismatchRatio, size.equal], [0, false]);
  });

  it("are refused beside the mockup, and over all of it", () => {
    const make = (x: number, y: number, width: number, height: number) => () =>
      createComparer(mockup, inspection, [PHOTO, { x, y, width, height }]);
    assert.throws(make(400, 0, 10, 10), {
      code: "BAD_OPTION",
      message: /Mask 2 \(x 400, y 0, 10 × 10\) lies outside .* 400 × 200 px/,
    });
    assert.throws(make(-5, -5, 500, 500), { code: "BAD_OPTION", message: /leave nothing/ });
  });
});
