import assert from "node:assert/strict";
import { compareText } from "../../../../src/compare/text/compareText";
import { BLACK, mockupText, renderText, WHITE } from "../samples";

const PAGE = { width: 1000, height: 500 };
const box = (x: number, y: number, width = 100, height = 10) => ({ x, y, width, height });

describe("compareText", () => {
  it("gives 1 throughout for the same texts in the same places", () => {
    const { scores, strict } = compareText(
      [mockupText("One", box(0, 0)), mockupText("Two", box(0, 50))],
      [renderText("Two", box(0, 50)), renderText("One", box(0, 0))],
      PAGE,
    );
    assert.deepEqual(scores, { block: 1, text: 1, position: 1, color: 1 });
    assert.deepEqual(strict, { placement: 1, overlap: 1 });
  });

  it("counts areas of both sides for Block", () => {
    const { scores } = compareText(
      [mockupText("Found", box(0, 0, 100, 10)), mockupText("Lost entirely", box(0, 50, 50, 10))],
      [renderText("Found", box(0, 0, 100, 20)), renderText("Invented", box(0, 90, 40, 10))],
      PAGE,
    );
    // (1000 + 2000) of (1000 + 2000 + 500 + 400)
    assert.equal(scores.block, 3000 / 3900);
  });

  it("misses a text that nobody could read where the render writes nothing", () => {
    const unread = [box(300, 0, 100, 10)];
    const shown = [renderText("Found", box(0, 0))];
    const { scores, unwritten } = compareText([mockupText("Found", box(0, 0))], shown, PAGE, {
      unread,
    });
    // (1000 + 1000) of (1000 + 1000 + 1000)
    assert.deepEqual([scores.block, unwritten], [2000 / 3000, 1]);
  });

  it("takes whatever is written in an unread text's place for it", () => {
    const written = [renderText("Found", box(0, 0)), renderText("مرحبا", box(302, 0, 96, 11))];
    const read = [mockupText("Found", box(0, 0))];
    const { scores, match, unwritten } = compareText(read, written, PAGE, {
      unread: [box(300, 0, 100, 10)],
    });
    assert.deepEqual([scores.block, match.extra, unwritten], [1, [], 0]);
  });

  it("asks for no labels in a drawing, and takes those that are written there", () => {
    const drawings = [box(300, 0, 200, 200)];
    const read = [
      mockupText("Found", box(0, 0)),
      mockupText("10,000", box(310, 20)),
      mockupText("5,000", box(310, 60)),
    ];
    const written = [renderText("Found", box(0, 0)), renderText("5,000", box(310, 60))];
    const some = compareText(read, written, PAGE, { drawings });
    assert.deepEqual([some.scores.block, some.match.missing], [1, []]);
    const others = [...written, renderText("January", box(400, 180))];
    const more = compareText(read, others, PAGE, { drawings });
    assert.deepEqual([more.scores.block, more.match.extra], [1, []]);
    assert.ok(compareText(read, others, PAGE).scores.block < 0.8);
  });

  it("takes the larger of both shifts, as shares of the page, for Position", () => {
    const { scores, strict } = compareText(
      [mockupText("Here", box(100, 100))],
      [renderText("Here", box(110, 120))],
      PAGE,
    );
    // dx 10 of 1000, dy 20 of 500
    assert.equal(scores.position, 0.96);
    assert.equal(strict.placement, 0.84);
    assert.equal(strict.overlap, 0);
  });

  it("does not let Placement fall under 0", () => {
    const { scores, strict } = compareText(
      [mockupText("Here", box(0, 0))],
      [renderText("Here", box(0, 400))],
      PAGE,
    );
    assert.ok(Math.abs(scores.position - 0.2) < 1e-12);
    assert.equal(strict.placement, 0);
  });

  it("means similarity for Text and CIEDE2000 for Color", () => {
    const { scores } = compareText(
      [mockupText("Sign in", box(0, 0)), mockupText("White", box(0, 50))],
      [renderText("Sign up", box(0, 0)), renderText("White", box(0, 50), { color: WHITE })],
      PAGE,
    );
    assert.equal(scores.text, (10 / 14 + 1) / 2);
    // Black on black is 1, black against white 1 − 100/100.
    assert.ok(Math.abs(scores.color - 0.5) < 1e-4);
    assert.deepEqual(BLACK, [0, 0, 0]);
  });

  it("overlaps boxes by intersection over union", () => {
    const { strict } = compareText(
      [mockupText("Here", box(0, 0, 100, 10))],
      [renderText("Here", box(50, 0, 100, 10))],
      PAGE,
    );
    assert.equal(strict.overlap, 500 / 1500);
  });

  it("knows pages without text", () => {
    const none = compareText([], [], PAGE);
    assert.equal(none.hasText, false);
    assert.deepEqual(none.scores, { block: 1, text: 1, position: 1, color: 1 });
    const allLost = compareText([mockupText("Here", box(0, 0))], [], PAGE);
    assert.equal(allLost.hasText, true);
    assert.deepEqual(allLost.scores, { block: 0, text: 0, position: 0, color: 0 });
    const invented = compareText([], [renderText("Here", box(0, 0))], PAGE);
    assert.equal(invented.hasText, false);
    assert.equal(invented.scores.block, 0);
  });
});
