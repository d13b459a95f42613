import assert from "node:assert/strict";
import { COLUMNS, formatScore, MEASURES } from "../../../../src/protocol/views/measures";
import type { IterationLine } from "../../../../src/protocol/runProtocol";
import { iteration } from "../../vscode/lines";

const read = (line: IterationLine): Record<string, string | undefined> =>
  Object.fromEntries(MEASURES.map((measure) => [measure.name(), measure.read(line)]));

describe("the measures of an iteration", () => {
  it("are written for people", () => {
    const line = iteration(1, 0.8123, true, 0.7);
    assert.deepEqual(read({ ...line, usage: { ...line.usage, cost: 0.01234 } }), {
      ...{ Fidelity: "0.812", "Differing pixels": "1.20 %", SSIM: "0.900", Block: "0.800" },
      ...{ Text: "0.700", Position: "0.600", Colour: "0.500", Code: "0.700" },
      ...{ "Other widths": "0.250", Time: "2.5 s", Tokens: "1,234", Cost: "$0.0123" },
    });
  });

  it("are left out where nothing was measured", () => {
    const usage = { promptTokens: 0, cachedTokens: 0, outputTokens: 0 };
    const known = Object.entries(read({ ...iteration(1, undefined), usage }));
    assert.deepEqual(
      known.filter(([, value]) => value !== undefined),
      [["Time", "2.5 s"]],
    );
  });

  it("have a column each in a table, but for those that are too many", () => {
    assert.deepEqual(
      COLUMNS.map(({ name }) => name()),
      ["Fidelity", "Differing pixels", "Block", "Text", "Position", "Colour", "Code", "Time"],
    );
  });

  it("are rounded to the thousandth that decides between iterations", () => {
    assert.equal(formatScore(0.96251), "0.963");
    assert.equal(formatScore(undefined), "–");
  });
});
