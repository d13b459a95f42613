import assert from "node:assert/strict";
import { createBitmap } from "../../../../src/image/bitmap";
import type { InkLine } from "../../../../src/inspect/fonts/fontInk";
import type { LineTrials } from "../../../../src/inspect/fonts/fontStyles";
import { settleReadings } from "../../../../src/inspect/fonts/settleReadings";

/** Columns of ink, "#" full, "+" a third, " " none, each 8 px high. */
const HEIGHT = 8;
const INK: Readonly<Record<string, number>> = { "#": 1, "+": 1 / 3, " ": 0 };

function inkOf(text: string, columns: string): InkLine {
  const shares = [...columns].map((column) => INK[column] ?? 0);
  const values = Float32Array.from(
    { length: HEIGHT * shares.length },
    (_, i) => shares[i % shares.length] ?? 0,
  );
  return {
    text,
    cover: { x: 0, y: 0, width: shares.length, height: HEIGHT, values },
    extents: { left: 0, top: 0, right: shares.length, bottom: HEIGHT },
    leaning: false,
  };
}

/** A reading drawn as these columns. */
function trialOf(line: InkLine, columns: string): LineTrials {
  const { values } = inkOf("", columns).cover;
  const drawing = createBitmap(columns.length, HEIGHT);
  values.forEach((ink, i) => drawing.rgba.fill(255 * (1 - ink), 4 * i, 4 * i + 3));
  return [
    {
      line,
      score: 0.5,
      metrics: {
        ...{ advance: 1, inkLeft: 0, inkRight: 1, inkTop: 1, inkBottom: 0 },
        ...{ fontAscent: 1, fontDescent: 0 },
      },
      setting: {
        face: { family: "Inter", weight: 400, italic: false },
        sizePx: 14,
        letterSpacingPx: 0,
      },
      originX: 0,
      baselineY: 0,
      drawing,
      shift: { dx: 0, dy: 0 },
    },
  ];
}

/** What is settled on of readings drawn so, the first put forward, for ink that looks so; and what stays open. */
function settle(ink: string, ...readings: readonly (readonly [text: string, drawn?: string])[]) {
  const [first, ...rest] = readings.map(([text]) => inkOf(text, ink));
  assert.ok(first);
  const inks = [first, ...rest] as const;
  const trials = inks.flatMap((one, i) => {
    const drawn = readings[i]?.[1];
    return drawn === undefined ? [] : [trialOf(one, drawn)];
  });
  const [settled] = settleReadings([inks], trials);
  return [settled?.ink.text, settled?.others];
}

describe("settleReadings", () => {
  it("takes the reading whose letters are all in the ink, whoever read it", () => {
    assert.deepEqual(settle("# # ##", ["17", "#   ##"], ["117", "# # ##"]), ["117", []]);
    assert.deepEqual(settle("# # ##", ["117", "# # ##"], ["17", "#   ##"]), ["117", []]);
  });

  it("keeps both where they are drawn alike or the ink is between them, the one put forward first", () => {
    assert.deepEqual(settle("# # #", ["O", "# # #"], ["0", "# # #"]), ["O", ["0"]]);
    assert.deepEqual(settle("#++", ["c", "# #"], ["e", "## "]), ["c", ["e"]]);
  });

  it("hears a single letter of a long text as clearly as one of a short one", () => {
    const rest = "# ## # ".repeat(20);
    const [comma, point] = [`${rest}#+`, `${rest}# `];
    assert.deepEqual(settle(comma, ["any time. when", point], ["any time, when", comma]), [
      "any time, when",
      [],
    ]);
  });

  it("rules out what is clearly worse and keeps the rest", () => {
    const readings = [
      ["l0l", "#####"],
      ["IOI", "# # #"],
      ["lOl", "# # #"],
    ] as const;
    assert.deepEqual(settle("# # #", ...readings), ["IOI", ["lOl"]]);
  });

  it("prefers what could be drawn, and keeps what was put forward where nothing could", () => {
    assert.deepEqual(settle("# #", ["注"], ["in", "# #"]), ["in", []]);
    assert.deepEqual(settle("# #", ["注册"], ["注"]), ["注册", ["注"]]);
  });
});
