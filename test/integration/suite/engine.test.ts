import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { RunState } from "../../../src/vscode/runs/runState";
import { activateExtension, generate, set, startAfresh, waitFor } from "./editor";

describe("the engine", () => {
  beforeEach(startAfresh);
  after(startAfresh);

  it("may crash: the run says so, and Refine further goes on with a new engine", async () => {
    const { runs, enginePid } = await activateExtension();
    const ended = generate();
    await waitFor("the run's start", () => runs().some(({ mockup }) => mockup !== undefined));
    const pid = enginePid();
    assert.ok(pid !== undefined && pid !== process.pid);
    process.kill(pid, "SIGKILL");
    const crashed = await ended;
    assert.equal(crashed.phase, "failed");
    assert.match(crashed.status, /stopped unexpectedly.*Refine further/s);
    const again = await vscode.commands.executeCommand<RunState>("mockloop.refine", {
      instruction: "",
    });
    assert.equal(again.phase, "finished", again.status);
    assert.notEqual(enginePid(), pid);
  });

  it("is told of settings: a browser that is not there is a clear failure", async () => {
    await set("browserPath", "/no/such/browser");
    try {
      const state = await generate();
      assert.equal(state.phase, "failed");
      assert.match(state.status, /no\/such\/browser/);
    } finally {
      await set("browserPath", undefined);
    }
  });
});
