import assert from "node:assert/strict";
import { SCALE_RANGE } from "../../../../src/mockup/mockup";
import { SETTINGS } from "../../../../src/vscode/contributions";
import { readRunSettings } from "../../../../src/vscode/runs/runSettings";

/** The request of settings of which a person wrote `written`. */
const read = (written: Readonly<Record<string, unknown>>) => {
  const values: Readonly<Record<string, unknown>> = { ...SETTINGS, ...written };
  return readRunSettings(
    (key) => values[key],
    (key) => Object.hasOwn(written, key),
  );
};

describe("readRunSettings", () => {
  it("asks for the default iterations, and for no goal or limit, where nobody set one", () => {
    assert.deepEqual(read({}), { maxIterations: SETTINGS.maxIterations });
  });

  it("asks for the goal that was set, and not for the other's default", () => {
    assert.deepEqual(read({ minFidelity: 0.8 }), { maxIterations: 5, minFidelity: 0.8 });
    assert.deepEqual(read({ maxMismatchRatio: 0 }), { maxIterations: 5, maxMismatchRatio: 0 });
  });

  it("asks for a goal that was set to its default", () => {
    const { minFidelity } = SETTINGS;
    assert.equal(read({ minFidelity }).minFidelity, minFidelity);
  });

  it("passes on what is set", () => {
    const set = { maxIterations: 7, timeBudgetSeconds: 90, tokenBudget: 50_000 };
    assert.deepEqual(read({ ...set, viewport: " 1280 × 800 ", deviceScaleFactor: 2 }), {
      ...{ maxIterations: 7, timeBudgetMs: 90_000, tokenBudget: 50_000 },
      viewport: { width: 1280, height: 800 },
      deviceScaleFactor: 2,
    });
  });

  it("takes every scale factor that a mockup may have, and no other", () => {
    for (const deviceScaleFactor of [SCALE_RANGE.least, SCALE_RANGE.most])
      assert.equal(read({ deviceScaleFactor }).deviceScaleFactor, deviceScaleFactor);
    for (const deviceScaleFactor of [SCALE_RANGE.least - 0.1, SCALE_RANGE.most + 0.1])
      assert.equal(read({ deviceScaleFactor }).deviceScaleFactor, undefined);
  });

  it("passes over what people write by mistake", () => {
    const wrong = {
      ...{ maxIterations: 0, minFidelity: 98, maxMismatchRatio: "0.5 %", tokenBudget: -1 },
      ...{ timeBudgetSeconds: "long", viewport: "wide", deviceScaleFactor: 5 },
    };
    assert.deepEqual(read(wrong), { maxIterations: SETTINGS.maxIterations });
  });
});
