import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createTreeMeter, sumTree } from "../../../../src/render/guard/processTree";

describe("the measure of a process tree", () => {
  it("adds up what a process started, and what those started, and nothing else", () => {
    const all = new Map([
      [10, { parent: 1, bytes: 1 }],
      [11, { parent: 10, bytes: 2 }],
      [12, { parent: 11, bytes: 4 }],
      [13, { parent: 1, bytes: 8 }],
      [14, { parent: 99, bytes: 16 }],
      // As a list may look that was read while numbers were given anew.
      [15, { parent: 16, bytes: 32 }],
      [16, { parent: 15, bytes: 64 }],
    ]);
    assert.deepEqual(sumTree(all, 10), { processes: 3, bytes: 7 });
    assert.deepEqual(sumTree(all, 77), { processes: 0, bytes: 0 });
  });

  it("sees memory that a grandchild takes", async function () {
    const meter = createTreeMeter();
    if (!meter) return this.skip();
    const hold =
      'const b=Buffer.alloc(2e8,1);console.log(b.length);process.stdin.on("end",()=>process.exit(b.length===0?1:0)).resume()';
    const code = `require("node:child_process").spawn(process.execPath,["-e",${JSON.stringify(hold)}],{stdio:"inherit"})`;
    const before = await meter(process.pid);
    const child = spawn(process.execPath, ["-e", code], { stdio: ["pipe", "pipe", "inherit"] });
    try {
      await once(child.stdout, "data");
      const own = await meter(child.pid ?? 0);
      assert.equal(own.processes, 2);
      assert.ok(own.bytes > 2e8, `${own.bytes}`);
      const all = await meter(process.pid);
      assert.ok(all.processes >= before.processes + 2);
    } finally {
      // Both read the same pipe, and end with it.
      child.stdin.end();
      await once(child, "exit");
    }
  });
});
