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
