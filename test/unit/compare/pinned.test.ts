import assert from "node:assert/strict";
import { createComparer } from "../../../src/compare/comparePage";
import { createPinningComparer } from "../../../src/compare/pinned";
import { describeLostPins } from "../../../src/feedback/describeRejected";
import { createFeedback } from "../../../src/feedback/feedbackMessage";
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
const BOX = { x: 200, y: 100, width: 100, height: 60 };
const TOP = { x: 0, y: 0, width: 400, height: 60 };
const BOTTOM = { x: 150, y: 80, width: 250, height: 120 };

const mockup = mockupOf(paint(paint(blank(400, 200), TITLE, BLACK), BOX, BLACK));
const inspection = inspectionWith(400, 200, { textLines: [textLine("TITLE", TITLE)] });

function rendered(title: typeof TITLE, box: typeof BOX, text = "TITLE"): Render {
  const bitmap = paint(paint(blank(400, 200), title, BLACK), box, BLACK);
  return renderOf(bitmap, { textLines: [renderedLine(text, title)] });
}

describe("pinned parts", () => {
  const comparer = createPinningComparer(mockup, inspection, { masks: [], pins: [TOP, BOTTOM] });
  const fidelities = async (render: Render): Promise<readonly number[]> =>
    ((await comparer.compare(render)).pins ?? []).map(({ fidelity }) => fidelity);
  const right = rendered(TITLE, BOX);
  const boxMoved = rendered(TITLE, { ...BOX, x: 230 });
  const titleMoved = rendered({ ...TITLE, y: 30 }, BOX);

  it("are measured each by itself", async () => {
    assert.deepEqual(await fidelities(right), [1, 1]);
    const [top, bottom = 1] = await fidelities(boxMoved);
    assert.ok(top === 1 && bottom < 0.9, `${top} ${bottom}`);
    const [movedTop = 1, movedBottom] = await fidelities(titleMoved);
    assert.ok(movedTop < 0.95 && movedBottom === 1, `${movedTop} ${movedBottom}`);
    const [otherWords = 1] = await fidelities(rendered(TITLE, BOX, "SUBTLE"));
    assert.ok(otherWords < 0.9, String(otherWords));
  });

  it("change nothing of how the whole page is measured", async () => {
    const whole = await createComparer(mockup, inspection).compare(boxMoved);
    const { pins, ...comparison } = await comparer.compare(boxMoved);
    assert.equal(pins?.length, 2);
    assert.deepEqual(comparison, whole);
  });

  it("are not worse because the page grew elsewhere", async () => {
    const pageSize = { width: 400, height: 800 };
    const grown = await comparer.compare({ ...right, pageSize });
    assert.ok(grown.fidelity < 0.9);
    assert.deepEqual(
      grown.pins?.map(({ fidelity }) => fidelity),
      [1, 1],
    );
  });

  it("are told to the model, and which of them got worse", async () => {
    const comparison = await comparer.compare(boxMoved);
    const parts = await createFeedback({ mockup, render: boxMoved, comparison, facts: [] });
    const [words] = parts;
    assert.ok(words?.type === "text");
    assert.match(words.text, /pinned as right: x 0, y 0, 400×60 \(1\.000 of 1 there\); x 150/);
    const lost = describeLostPins(comparison, await comparer.compare(right));
    assert.equal(lost.length, 1);
    assert.match(lost[0] ?? "", /part at x 150, y 80, 250×120.* fell from 1\.000 to 0\./);
  });

  it("are refused where nothing of them can be measured", () => {
    const pin = (x: number, masks = [] as (typeof TOP)[]) =>
      createPinningComparer(mockup, inspection, { masks, pins: [TOP, { ...BOX, x }] });
    assert.throws(() => pin(400), { code: "BAD_OPTION", message: /Pin 2 .* lies outside/ });
    assert.throws(() => pin(10, [{ x: 0, y: 90, width: 400, height: 90 }]), {
      message: /Pin 2 .* masks cover it/,
    });
  });
});
