import assert from "node:assert/strict";
import { Command } from "commander";
import { addLimitFlags, readLimitFlags } from "../../../../src/cli/flags/limitFlags";
import type { LimitFlags } from "../../../../src/cli/flags/limitFlags";

const declared = () =>
  addLimitFlags(new Command().exitOverride().configureOutput({ writeErr: () => undefined }));
const read = (...args: string[]) =>
  readLimitFlags(declared().parse(args, { from: "user" }).opts<LimitFlags>());

describe("the flags of goals and limits", () => {
  it("ask for nothing when none is given", () => assert.deepEqual(read(), {}));

  it("come to what a request says", () => {
    assert.deepEqual(read("--min-fidelity", "0.8"), { minFidelity: 0.8 });
    assert.deepEqual(read("--max-mismatch", "0.02"), { maxMismatchRatio: 0.02 });
    assert.deepEqual(
      read("--max-iterations", "3", "--time-budget", "1.5", "--token-budget", "9000"),
      { maxIterations: 3, timeBudgetMs: 1500, tokenBudget: 9000 },
    );
  });

  it("are refused out of range", () => {
    for (const [flag, value] of [
      ["--min-fidelity", "98"],
      ["--max-mismatch", "-0.1"],
      ["--time-budget", "0"],
      ["--token-budget", "1.5"],
      ["--max-iterations", "101"],
    ] as const)
      assert.throws(() => declared().parse([flag, value], { from: "user" }), /Give a/);
  });
});
