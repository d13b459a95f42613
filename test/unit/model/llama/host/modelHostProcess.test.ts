import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { nullLogger } from "../../../../../src/base/logger";
import {
  HostDiedError,
  ModelHostProcess,
} from "../../../../../src/model/llama/host/modelHostProcess";
import { useTempFolder } from "../../../../fakes/tempFolder";

const never = new AbortController().signal;

describe("ModelHostProcess", () => {
  const temp = useTempFolder();
  let host: ModelHostProcess | undefined;
  afterEach(() => {
    if (host?.pid !== undefined && isRunning(host.pid)) process.kill(host.pid, "SIGKILL");
  });
  function start(script: string): ModelHostProcess {
    const entry = join(temp(), "host ü.mjs");
    writeFileSync(entry, `${script}process.send({ jsonrpc: "2.0", method: "ready" });`);
    host = new ModelHostProcess({ entry, logger: nullLogger });
    return host;
  }
  const isRunning = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  it("leaves no process behind that does not listen any more", async () => {
    const deaf = start(
      "setInterval(() => {}, 1000); process.on('message', () => setImmediate(() => process.disconnect()));",
    );
    await assert.rejects(deaf.init([], never), HostDiedError);
    assert.equal(deaf.alive, false);
    await deaf.dispose();
    assert.ok(deaf.pid !== undefined && !isRunning(deaf.pid));
  });

  it("says how a process ended, and what its last words were for", async () => {
    const broken = start("process.on('message', () => process.exit(7));");
    await assert.rejects(broken.init([], never), { message: /ended \(exit code 7\)/ });
    await assert.rejects(broken.init([], never), HostDiedError);
    await broken.dispose();
  });

  it("can be ended before it has begun", async () => {
    const none = start("");
    await Promise.all([none.dispose(), none.dispose()]);
    assert.equal(none.alive, false);
  });
});
