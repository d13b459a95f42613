import assert from "node:assert/strict";
import type { TargetId } from "../../../../src/project/target";
import { loadTargetCode } from "../../../../src/targets/loadTargetCode";
import type { BuildOutcome } from "../../../../src/targets/targetCode";

/** Builds a page of texts as the target does. */
export async function buildFiles(
  target: TargetId,
  files: Readonly<Record<string, string>>,
): Promise<BuildOutcome> {
  const encoder = new TextEncoder();
  const code = await loadTargetCode(target);
  return code.build(
    new Map(Object.entries(files).map(([path, text]) => [path, encoder.encode(text)])),
  );
}

/** What a file of a page that was built holds. */
export function textOf(outcome: BuildOutcome, path: string): string {
  assert.ok(outcome.ok, outcome.ok ? "" : outcome.message);
  return new TextDecoder().decode(outcome.files.get(path));
}

/** What is said of a page that could not be built. */
export function messageOf(outcome: BuildOutcome): string {
  assert.ok(!outcome.ok, "it should not compile");
  return outcome.message;
}
