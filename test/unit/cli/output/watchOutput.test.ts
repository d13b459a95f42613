import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

const main = resolve(import.meta.dirname, "../../../../src/cli/main.ts");

describe("a command whose output nobody reads", () => {
  it("ends without a word, as in `mockloop models | head -0`", async () => {
    const args = ["--import", "tsx", main, "models", "list"];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let errors = "";
    child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
    await once(child, "close");
    assert.equal(errors, "");
    assert.ok(child.exitCode === 0 || child.exitCode === 130, `exit code ${child.exitCode}`);
  });
});
