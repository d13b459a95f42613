import assert from "node:assert/strict";
import {
  chooseGoals,
  DEFAULT_STOP_OPTIONS,
  describeStopReason,
  findStopReason,
} from "../../../src/converge/stopPolicy";
import type { Progress } from "../../../src/converge/stopPolicy";

const early: Progress = {
  iterations: 1,
  bestFidelities: [0.8],
  bestMismatchRatio: 0.1,
  unwrittenTexts: 0,
  idleIterations: 0,
  tokens: 0,
  timeIsUp: false,
  stopAsked: false,
  wordsWait: false,
};
const options = { ...DEFAULT_STOP_OPTIONS, tokenBudget: 1000 };
const reasonOf = (progress: Partial<Progress>) =>
  findStopReason({ ...early, ...progress }, options);

describe("chooseGoals", () => {
  /** Why a run at fidelity .9 ends whose best page has 2 % of differing pixels. */
  const endOf = (asked: Parameters<typeof chooseGoals>[0]) =>
    findStopReason(
      { ...early, bestFidelities: [0.9], bestMismatchRatio: 0.02 },
      { ...options, ...chooseGoals(asked) },
    );

  it("asks for both where nobody set one", () => {
    assert.deepEqual(chooseGoals({}), { minFidelity: 0.98, maxMismatchRatio: 0.005 });
    assert.equal(endOf({}), undefined);
  });

  it("lets the one that was set decide alone", () => {
    assert.equal(endOf({ minFidelity: 0.8 }), "converged");
    assert.equal(endOf({ minFidelity: 0.91 }), undefined);
    assert.equal(endOf({ maxMismatchRatio: 0.02 }), "converged");
    assert.equal(endOf({ maxMismatchRatio: 0.019 }), undefined);
  });

  it("asks for both where both were set", () => {
    assert.equal(endOf({ minFidelity: 0.8, maxMismatchRatio: 0.02 }), "converged");
    assert.equal(endOf({ minFidelity: 0.8, maxMismatchRatio: 0.01 }), undefined);
    assert.equal(endOf({ minFidelity: 0.95, maxMismatchRatio: 0.02 }), undefined);
  });

  it("is not content with a page that cannot be drawn, however little is asked", () => {
    const undrawn = { ...early, bestFidelities: [0], bestMismatchRatio: undefined };
    const goals = chooseGoals({ minFidelity: 0 });
    assert.equal(findStopReason(undrawn, { ...options, ...goals }), undefined);
  });
});

describe("findStopReason", () => {
  it("never calls a run converged that left texts unread", () => {
    const good = { bestFidelities: [1], bestMismatchRatio: 0 };
    assert.equal(reasonOf(good), "converged");
    assert.equal(reasonOf({ ...good, unwrittenTexts: 2 }), "texts-as-pictures");
    assert.match(
      describeStopReason("texts-as-pictures", 2),
      /matches .* with 2 texts kept as pictures/,
    );
    assert.match(describeStopReason("texts-as-pictures", 1), /with 1 text kept/);
    assert.match(describeStopReason("plateau", 3), /3 texts could not be read/);
  });

  it("lets words that wait keep a run going, but not beyond its limits", () => {
    const good = { bestFidelities: [1], bestMismatchRatio: 0 };
    const wordsWait = true;
    assert.equal(reasonOf({ ...good, wordsWait }), undefined);
    assert.equal(reasonOf({ idleIterations: 2, wordsWait }), undefined);
    assert.equal(reasonOf({ bestFidelities: [0.8, 0.8, 0.8], wordsWait }), undefined);
    assert.equal(reasonOf({ iterations: 5, wordsWait }), "max-iterations");
    assert.equal(reasonOf({ timeIsUp: true, wordsWait }), "time-budget");
    assert.equal(reasonOf({ ...good, iterations: 5, wordsWait }), "converged");
  });

  it("stops where it is asked to, unless it has converged just now", () => {
    assert.equal(reasonOf({ stopAsked: true }), "stopped");
    assert.equal(reasonOf({ stopAsked: true, wordsWait: true, timeIsUp: true }), "stopped");
    const good = { bestFidelities: [1], bestMismatchRatio: 0 };
    assert.equal(reasonOf({ ...good, stopAsked: true }), "converged");
  });

  it("lets a run go on that still gains", () => {
    assert.equal(reasonOf({}), undefined);
    assert.equal(reasonOf({ iterations: 3, bestFidelities: [0.8, 0.802, 0.806] }), undefined);
  });

  it("needs both fidelity and pixels to converge", () => {
    assert.equal(reasonOf({ bestFidelities: [0.99], bestMismatchRatio: 0.001 }), "converged");
    assert.equal(reasonOf({ bestFidelities: [0.99], bestMismatchRatio: 0.2 }), undefined);
    assert.equal(reasonOf({ bestFidelities: [0.97], bestMismatchRatio: 0.001 }), undefined);
    assert.equal(reasonOf({ bestFidelities: [0.99], bestMismatchRatio: undefined }), undefined);
  });

  it("sees a plateau over two iterations, not over one, and not before a page stands", () => {
    assert.equal(reasonOf({ iterations: 3, bestFidelities: [0.8, 0.801, 0.804] }), "plateau");
    assert.equal(reasonOf({ iterations: 2, bestFidelities: [0.8, 0.8] }), undefined);
    assert.equal(reasonOf({ iterations: 3, bestFidelities: [0, 0, 0] }), undefined);
  });

  it("keeps to every budget", () => {
    assert.equal(reasonOf({ iterations: 5 }), "max-iterations");
    assert.equal(reasonOf({ tokens: 1000 }), "token-budget");
    assert.equal(reasonOf({ timeIsUp: true }), "time-budget");
    assert.equal(reasonOf({ idleIterations: 2 }), "no-change");
  });

  it("prefers converged to a budget that ended with it", () => {
    assert.equal(
      reasonOf({ bestFidelities: [1], bestMismatchRatio: 0, iterations: 5, timeIsUp: true }),
      "converged",
    );
  });

  it("has a sentence for every reason", () => {
    for (const reason of ["converged", "plateau", "aborted", "failed", "no-change"] as const)
      assert.match(describeStopReason(reason), /\.$/);
  });
});
