import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { nullLogger } from "../../../../src/base/logger";
import { startChild } from "../../../../src/channel/startChild";
import type { Child } from "../../../../src/channel/startChild";
import { engineContract } from "../../../../src/protocol/schemas/engine";
import type { RunRequest } from "../../../../src/protocol/runProtocol";
import { useTempFolder } from "../../../fakes/tempFolder";

const options = { signal: new AbortController().signal, graceMs: 60_000 };

describe("the engine process", function () {
  this.timeout(60_000);
  const temp = useTempFolder();
  let engine: Child<typeof engineContract>;
  before(() => {
    engine = startChild(
      engineContract,
      {
        requests: {
          "permission-ask": () => assert.fail("nothing here asks"),
          "editor-model-open": () => assert.fail("nothing here asks"),
          "editor-model-ask": () => assert.fail("nothing here asks"),
          "secret-read": () => assert.fail("nothing here asks"),
        },
        notifications: { log: () => undefined },
      },
      {
        entry: resolve(import.meta.dirname, "../../../../src/app/engine/engineHost.ts"),
        ...{ serialization: "json", execArgv: process.execArgv, logger: nullLogger },
        ...{ readyTimeoutMs: 60_000, patienceMs: 60_000, onOutput: () => undefined },
      },
    );
  });
  after(async () => {
    await engine.end();
    assert.equal(await engine.gone, "exit code 0");
  });

  const request = (): RunRequest => ({
    mockup: join(temp(), "missing.png"),
    runDir: join(temp(), "run"),
    model: { kind: "tracer" },
    ...{ target: "html", maxIterations: 1 },
  });

  it("does nothing that does not have the shape of a request, and says what is wrong", async () => {
    const odd = { ...request(), maxIterations: "2" } as unknown as RunRequest;
    await assert.rejects(engine.request("run", odd, options), {
      name: "MisunderstoodError",
      message: /run: maxIterations must be number/,
    });
  });

  it("answers a run that fails with its error line", async () => {
    const last = await engine.request("run", request(), options);
    assert.ok(last.type === "error");
    assert.deepEqual([last.code, last.mockup], ["MOCKUP_NOT_FOUND", request().mockup]);
  });

  it("answers a question it refuses with the reason's code and remedy", async () => {
    const question = { type: "verify-model", id: "nobody" } as const;
    await assert.rejects(engine.request("ask", question, options), {
      ...{ name: "FarSideError", code: "MODEL_UNAVAILABLE" },
      remedy: { kind: "choose-model" },
    });
  });
});
