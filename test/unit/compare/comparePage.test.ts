import assert from "node:assert/strict";
import { isAbort } from "../../../src/base/async";
import { createComparer } from "../../../src/compare/comparePage";
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
  WHITE,
} from "./samples";

const TITLE = { x: 20, y: 20, width: 80, height: 10 };
const LINK = { x: 20, y: 60, width: 40, height: 8 };
const CARD = { x: 150, y: 20, width: 100, height: 80 };

/** A page with two texts and a card, things moved or left out as asked. */
function draw(change: { title?: typeof TITLE; card?: boolean; link?: boolean } = {}): Bitmap {
  const bitmap = paint(blank(300, 150), change.title ?? TITLE, BLACK);
  if (change.link ?? true) paint(bitmap, LINK, [0, 90, 200]);
  if (change.card ?? true) paint(bitmap, CARD, [220, 60, 40]);
  return bitmap;
}

const mockup = mockupOf(draw());
const inspection = inspectionWith(300, 150, {
  textLines: [textLine("TITLE", TITLE), textLine("LINK", LINK, { color: [0, 90, 200] })],
});
const comparer = createComparer(mockup, inspection);

function rendered(bitmap: Bitmap, title = TITLE, more: Partial<Render> = {}): Render {
  const textLines = [
    renderedLine("TITLE", title, { selector: "h1" }),
    renderedLine("LINK", LINK, { selector: "a", color: [0, 90, 200] }),
  ];
  return renderOf(bitmap, { textLines, ...more });
}

describe("createComparer", () => {
  it("finds nothing wrong with the same page", async () => {
    const comparison = await comparer.compare(rendered(draw()));
    assert.equal(comparison.fidelity, 1);
    assert.equal(comparison.mismatchRatio, 0);
    assert.equal(comparison.ssim, 1);
    assert.deepEqual(comparison.text, { block: 1, text: 1, position: 1, color: 1 });
    assert.equal(comparison.size.equal, true);
    assert.deepEqual(comparison.regions, []);
    assert.deepEqual(comparison.differences, []);
  });

  it("measures a moved title in px and marks it in the diff", async () => {
    const title = { ...TITLE, x: 26, y: 32 };
    const comparison = await comparer.compare(rendered(draw({ title }), title));
    const [difference, ...others] = comparison.differences;
    assert.deepEqual(others, []);
    assert.ok(difference?.kind === "text-style");
    assert.deepEqual([difference.dx, difference.dy], [6, 12]);
    // Two bars of 800 px, without overlap.
    assert.equal(comparison.mismatchRatio, 1600 / 45_000);
    assert.equal(comparison.regions.length, 1);
    assert.ok(comparison.fidelity > 0.5 && comparison.fidelity < 0.95);
    const at = (x: number, y: number): number[] => [
      ...comparison.diff.rgba.subarray((y * 300 + x) * 4, (y * 300 + x) * 4 + 3),
    ];
    assert.deepEqual(at(40, 35), [229, 20, 36]);
    assert.deepEqual(at(200, 50), [246, 206, 201]);
  });

  it("orders what is wrong by weight", async () => {
    const bitmap = draw({ card: false, link: false });
    const { differences } = await comparer.compare(
      renderOf(bitmap, { textLines: [renderedLine("TITLE", TITLE)] }),
    );
    assert.deepEqual(
      differences.map(({ kind }) => kind),
      ["region", "text-missing"],
    );
    assert.ok(differences.every(({ weight }) => weight > 0 && weight <= 1));
  });

  it("falls with everything that is worse", async () => {
    const score = async (render: Render): Promise<number> =>
      (await comparer.compare(render)).fidelity;
    const moved = { ...TITLE, x: 60, y: 40 };
    const far = { ...TITLE, x: 20, y: 130 };
    const [near, further] = [
      await score(rendered(draw({ title: moved }), moved)),
      await score(rendered(draw({ title: far }), far)),
    ];
    const uncarded = await score(rendered(draw({ card: false })));
    const empty = await score(renderOf(blank(300, 150)));
    assert.ok(1 > near && near > further && further > empty, `${near} ${further} ${empty}`);
    assert.ok(1 > uncarded && uncarded > empty);
    assert.equal(empty, 0);
  });

  it("punishes a page that grew, and says by how much", async () => {
    const taller = blank(300, 300);
    taller.rgba.set(draw().rgba);
    const comparison = await comparer.compare(rendered(taller));
    assert.deepEqual(comparison.size, {
      mockup: { width: 300, height: 150 },
      render: { width: 300, height: 300 },
      equal: false,
    });
    assert.equal(comparison.mismatchRatio, 0.5);
    assert.equal(comparison.differences[0]?.kind, "size");
    assert.equal(comparison.differences[0]?.weight, 0.5);
    assert.ok(comparison.fidelity < 0.55);
  });

  it("gives a page pasted as one picture next to nothing", async () => {
    const elements = [
      { selector: "img", path: "1", tag: "img", box: { x: 0, y: 0, width: 300, height: 150 } },
    ];
    const textless = await comparer.compare(renderOf(draw(), { elements }));
    assert.equal(textless.mismatchRatio, 0);
    assert.equal(textless.text.block, 0);
    assert.ok(textless.fidelity < 0.05);
    const withText = await comparer.compare(rendered(draw(), TITLE, { elements }));
    assert.ok(withText.fidelity < 0.1);
  });

  it("goes by pixels alone where the mockup has no text", async () => {
    const textless = createComparer(mockup, inspectionWith(300, 150));
    assert.equal((await textless.compare(renderOf(draw()))).fidelity, 1);
    assert.equal((await textless.compare(renderOf(blank(300, 150)))).fidelity, 0);
  });

  it("compares at a scale factor, and takes rounding for nothing", async () => {
    const big = paint(blank(601, 301), { x: 40, y: 40, width: 160, height: 20 }, BLACK);
    const page = createComparer(
      mockupOf(big, 2),
      inspectionWith(301, 151, { deviceScaleFactor: 2, textLines: [textLine("TITLE", TITLE)] }),
    );
    const render = paint(blank(602, 302), { x: 40, y: 40, width: 160, height: 20 }, BLACK);
    const comparison = await page.compare(
      renderOf(render, {
        pageSize: { width: 301, height: 151 },
        textLines: [renderedLine("TITLE", TITLE)],
      }),
    );
    assert.equal(comparison.mismatchRatio, 0);
    assert.equal(comparison.fidelity, 1);
  });

  it("stops when aborted", async () => {
    await assert.rejects(comparer.compare(rendered(draw()), AbortSignal.abort()), isAbort);
  });

  it("takes a chart that is one picture, its labels with it, for the whole of it", async () => {
    const plot = { x: 60, y: 20, width: 230, height: 110 };
    const values = ["300", "200", "100"].map((value, k) =>
      textLine(value, { x: 20, y: 30 + 40 * k, width: 24, height: 8 }),
    );
    const bars = { id: "p1", box: plot, kind: "picture" as const, background: WHITE };
    const drawn = inspectionWith(300, 150, { textLines: values, pictures: [bars] });
    const shown = { x: 18, y: 18, width: 276, height: 116 };
    const comparison = await createComparer(mockup, drawn).compare(
      renderOf(draw(), {
        elements: [{ selector: "img", path: "1", tag: "img", box: shown }],
      }),
    );
    assert.deepEqual([comparison.fidelity, comparison.differences], [1, []]);
  });
});
