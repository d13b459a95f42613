import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder (with a space in its name) for each test of the suite it is called in; removed afterwards. */
export function useTempFolder(): () => string {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "mockloop test "));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  return () => folder;
}
