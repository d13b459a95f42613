import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../..");

describe("a model that calls every tool with hostile arguments", function () {
  this.timeout(180_000);

  it("leaves home, workspace and network alone, and every run ends as a run", async () => {
    // A process of its own, since it has another home and another current folder. The long way: bench/soak/worstModel.ts.
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        createRequire(import.meta.url).resolve("tsx/cli"),
        "bench/soak/worstModel.ts",
        "--calls",
        "150",
      ],
      { cwd: root },
    );
    assert.match(stdout, /^150 calls in \d+ runs/m);
    assert.match(stdout, /^Network: 0 connections\. Home and workspace: untouched\.$/m);
    assert.doesNotMatch(stdout, /FAULT/);
    for (const tool of ["write_file", "view_mockup", "compare", "finish"])
      assert.match(
        stdout,
        new RegExp(`^ {2}${tool}: [1-9]\\d* done`, "m"),
        `${tool} did something`,
      );
  });
});
