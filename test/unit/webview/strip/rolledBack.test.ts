import assert from "node:assert/strict";
import type { PanelIteration } from "../../../../src/protocol/schemas/panelState";
import { whyRolledBack } from "../../../../webview/strip/rolledBack";
import { iteration } from "../../vscode/lines";

const at = (
  ordinal: number,
  fidelity: number | undefined,
  accepted = true,
  run = "1",
): PanelIteration => ({
  ordinal,
  line: {
    ...iteration(ordinal, fidelity, accepted),
    dir: `/runs/${run}/iterations/00${ordinal}`,
  },
});

describe("why an iteration was rolled back", () => {
  it("is nothing for one that was kept", () => {
    assert.equal(whyRolledBack(at(2, 0.9), [at(1, 0.8)]), undefined);
  });

  it("names the best one before it in the same run", () => {
    const before = [at(1, 0.8), at(2, 0.9), at(3, 0.85, false)];
    assert.equal(whyRolledBack(at(4, 0.7, false), before), "0.700, and iteration 2 has 0.900");
    const other = [at(1, 0.99, true, "0"), at(2, 0.5)];
    assert.equal(whyRolledBack(at(3, 0.4, false), other), "0.400, and iteration 2 has 0.500");
  });

  it("is the code where both look as true", () => {
    assert.equal(
      whyRolledBack(at(2, 0.8001, false), [at(1, 0.8)]),
      "as true as iteration 1, and its code no better",
    );
  });

  it("is where the run started, when that is of another run", () => {
    assert.equal(
      whyRolledBack(at(2, 0.7, false), [at(1, 0.9, true, "0")]),
      "no better than what it started from",
    );
  });

  it("is what kept it from being drawn", () => {
    const { line } = at(2, undefined, false);
    const hung = { ordinal: 2, line: { ...line, problem: "The page did not settle." } };
    assert.equal(whyRolledBack(hung, [at(1, 0.9)]), "The page did not settle.");
    assert.equal(whyRolledBack(at(2, undefined, false), []), "it could not be drawn");
  });
});
