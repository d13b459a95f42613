/**
 * What a run of the suites comes to, as its exit code and its last lines. On one's own machine a suite that could not be run is
 * a notice; in continuous integration nobody reads it, so it is a failure there.
 *
 * @param {{ passed: number, failed: number, broken: number, notRun: readonly string[], isCi: boolean }} totals broken: steps that
 *   ended badly
 */
export function describeOutcome({ passed, failed, broken, notRun, isCi }) {
  // A step that broke without a failed test (lint, a crash) counts as one failure.
  const failures = Math.max(failed, broken);
  const suites = notRun.length === 1 ? "1 suite" : `${notRun.length} suites`;
  const lines = [
    `${passed} passed, ${failures} failed${notRun.length > 0 ? `, ${suites} not run: ${notRun.join(", ")}` : ""}`,
  ];
  const isIncomplete = isCi && notRun.length > 0;
  if (isIncomplete)
    lines.push("With CI=true every suite must be run: see above for what is missing here.");
  return { exitCode: failures > 0 || isIncomplete ? 1 : 0, text: lines.join("\n") };
}

/**
 * What Mocha printed of the tests that failed, from "N failing" to its end; undefined when none did. The last lines of a long run
 * are often all that is kept of it, and they must name what failed.
 *
 * @param {string} output what Mocha's "spec" reporter wrote to its standard output, or the end of that
 */
export function failuresIn(output) {
  const start = [...output.matchAll(/^\s*\d+ failing$/gm)].at(-1)?.index;
  return start === undefined ? undefined : output.slice(start).trim();
}
