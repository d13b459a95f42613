import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../golden/expected");

/**
 * Compares `text` with the golden file `name`. MOCKLOOP_RESET_GOLDEN=1 writes it anew: read the change before you commit it.
 */
export function assertGolden(name: string, text: string): void {
  const path = join(folder, `${name}.txt`);
  if (process.env["MOCKLOOP_RESET_GOLDEN"]) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, text);
  }
  assert.equal(text, readFileSync(path, "utf8"), `${name} differs from its golden file`);
}
