import assert from "node:assert/strict";
import type { InkLine } from "../../../../src/inspect/fonts/fontInk";
import type { LineTrials } from "../../../../src/inspect/fonts/fontStyles";
import { settleReadings } from "../../../../src/inspect/fonts/settleReadings";

const ink = (text: string): InkLine => ({
  text,
  cover: { x: 0, y: 0, width: 1, height: 1, values: new Float32Array(1) },
  extents: { left: 0, top: 0, right: 1, bottom: 1 },
  leaning: false,
});

/** A drawing of a reading that agrees with the ink this well. */
function trialOf(line: InkLine, score: number): LineTrials {
  const trial = {
    line,
    score,
    metrics: {
      advance: 1,
      inkLeft: 0,
      inkRight: 1,
      inkTop: 1,
      inkBottom: 0,
      fontAscent: 1,
      fontDescent: 0,
    },
    setting: {
      face: { family: "Inter", weight: 400, italic: false },
      sizePx: 14,
      letterSpacingPx: 0,
    },
    originX: 0,
    baselineY: 0,
    drawing: { width: 1, height: 1, rgba: new Uint8ClampedArray(4) },
    shift: { dx: 0, dy: 0 },
  };
  return [trial];
}

function settle(...scores: readonly (readonly [text: string, score: number])[]): unknown {
  const [first, ...rest] = scores.map(([text]) => ink(text));
  assert.ok(first);
  const inks = [first, ...rest] as const;
  const trials = inks.map((one, i) => trialOf(one, scores[i]?.[1] ?? 0));
  return settleReadings([inks], trials).map(({ ink: { text }, others }) => [text, others])[0];
}

describe("settleReadings", () => {
  it("takes the reading whose letters are all in the ink, whoever read it", () => {
    assert.deepEqual(settle(["17", 0.41], ["117", 0.93]), ["117", []]);
    assert.deepEqual(settle(["117", 0.93], ["17", 0.41]), ["117", []]);
  });

  it("keeps both where the drawing does not tell, the one put forward first", () => {
    assert.deepEqual(settle(["O", 0.9], ["0", 0.91]), ["O", ["0"]]);
  });

  it("hears a single letter of a long text, too", () => {
    const [right, wrong] = ["At any time, when you move up", "At any time. when you move up"];
    assert.deepEqual(settle([wrong, 0.9], [right, 0.912]), [right, []]);
    assert.deepEqual(settle([wrong, 0.9], [right, 0.908]), [wrong, [right]]);
  });

  it("rules out what is clearly worse and keeps the rest", () => {
    assert.deepEqual(settle(["l0l", 0.6], ["IOI", 0.88], ["lOl", 0.9]), ["lOl", ["IOI"]]);
  });

  it("keeps what was put forward where none could be drawn", () => {
    const inks = [ink("注册"), ink("注")] as const;
    assert.deepEqual(settleReadings([inks], []), [{ ink: inks[0], others: ["注"] }]);
  });
});
