import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

interface TestOutcome {
  readonly describeOutcome: (totals: {
    readonly passed: number;
    readonly failed: number;
    readonly broken: number;
    readonly notRun: readonly string[];
    readonly isCi: boolean;
  }) => { readonly exitCode: number; readonly text: string };
  readonly failuresIn: (output: string) => string | undefined;
}
const scripts = resolve(import.meta.dirname, "../../../scripts");

describe("the outcome of the suites", () => {
  const all = { passed: 12, failed: 0, broken: 0, notRun: [], isCi: false };
  let describeOutcome: TestOutcome["describeOutcome"];
  let failuresIn: TestOutcome["failuresIn"];
  before(async () => {
    const file = pathToFileURL(resolve(scripts, "testOutcome.mjs")).href;
    ({ describeOutcome, failuresIn } = (await import(file)) as TestOutcome);
  });

  it("is good when all ran and passed", () => {
    assert.deepEqual(describeOutcome({ ...all, isCi: true }), {
      exitCode: 0,
      text: "12 passed, 0 failed",
    });
  });

  it("is bad with a failed test, and with a step that broke without one", () => {
    assert.equal(describeOutcome({ ...all, failed: 2, broken: 1 }).text, "12 passed, 2 failed");
    assert.equal(describeOutcome({ ...all, failed: 2, broken: 1 }).exitCode, 1);
    assert.equal(describeOutcome({ ...all, broken: 1 }).text, "12 passed, 1 failed");
    assert.equal(describeOutcome({ ...all, broken: 1 }).exitCode, 1);
  });

  it("lets a suite go that cannot be run here, but not in continuous integration", () => {
    const here = describeOutcome({ ...all, notRun: ["native"] });
    assert.deepEqual(here, { exitCode: 0, text: "12 passed, 0 failed, 1 suite not run: native" });
    const ci = describeOutcome({ ...all, notRun: ["native"], isCi: true });
    assert.equal(ci.exitCode, 1);
    assert.match(ci.text, /not run: native\nWith CI=true every suite must be run/);
  });

  it("names at its end what failed", () => {
    const passed = "  suite\n    ✔ reads 2 failing tests\n\n  2 passing (3s)\n";
    const failed = "  1 failing\n\n  1) suite\n       reads:\n     Error: no";
    assert.equal(failuresIn(passed), undefined);
    assert.equal(failuresIn(`${passed}${failed}\n\n`), failed.trim());
  });

  it("is an error for a suite that there is not, before anything is set up", () => {
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      [resolve(scripts, "test.mjs"), "check", "nativ"],
      { encoding: "utf8" },
    );
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.match(
      stderr,
      /^No such suite: nativ\. There are check, browser, hostile, golden, native, integ/,
    );
  });
});
