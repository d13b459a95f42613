import { strict as assert } from "node:assert";
import type {
  EngineEvent,
  EngineRequest,
  EngineResult,
} from "../../src/protocol/modelHostProtocol";
import { toEngineTools } from "../../src/model/llama/engineMessages";
import {
  nextJob,
  openTinyEngine,
  patternPng,
  tinyBridge,
  tinyOptions,
  writeFileTool,
} from "./tinyModel";

/** Long enough for a busy machine; the issue asks for 250. */
const limitMs = 250;

const big = patternPng(1232, 1120, 3); // 44 × 40 tokens: seconds of encoding on one thread
const withPicture: EngineRequest = {
  messages: JSON.stringify([
    {
      role: "user",
      content: [
        { type: "media_marker", text: "" },
        { type: "text", text: "Look." },
      ],
    },
  ]),
  images: [big],
  maxTokens: 4,
  seed: 1,
};
const longText: EngineRequest = {
  messages: JSON.stringify([{ role: "user", content: "word ".repeat(6000) }]),
  maxTokens: 4,
  seed: 1,
};

/** A hot temperature inside a grammar that wants a call: hundreds of tokens. */
const endless: EngineRequest = {
  messages: JSON.stringify([{ role: "user", content: "Write." }]),
  tools: toEngineTools([writeFileTool]) ?? "",
  toolChoice: "required",
  maxTokens: 8000,
  temperature: 3,
  seed: 2,
};

describe("abort", () => {
  /** Runs a request, aborts it at the first matching event, and tells how long it took to come back. */
  async function abortAt(
    request: EngineRequest,
    isMoment: (event: EngineEvent) => boolean,
    delayMs: number,
  ): Promise<{ result: EngineResult | { code: string }; ms: number; reusedNext: number }> {
    const engine = await openTinyEngine({ contextSize: 32768 });
    try {
      const job = nextJob();
      let abortedAt = 0;
      const abort = (): void => {
        abortedAt = performance.now();
        engine.abort(job);
      };
      let armed = false;
      const result = await engine
        .generate(job, request, (event) => {
          if (armed || !isMoment(event)) return;
          armed = true;
          setTimeout(abort, delayMs);
        })
        .catch((error: { code: string }) => ({ code: error.code }));
      assert.ok(abortedAt > 0, "it was still at work when it was aborted");
      const ms = performance.now() - abortedAt;
      const next = await engine.generate(nextJob(), {
        messages: JSON.stringify([{ role: "user", content: "Hi." }]),
        maxTokens: 4,
        seed: 1,
      });
      assert.ok(next.stats.sampledTokens > 0, "the engine works on");
      return { result, ms, reusedNext: next.stats.reusedTokens };
    } finally {
      await engine.dispose(nextJob());
    }
  }

  it("stops the vision encoder", async () => {
    const { result, ms } = await abortAt(
      withPicture,
      (event) => event.type === "progress" && event.phase === "image",
      60,
    );
    assert.deepEqual(result, { code: "ABORTED" });
    assert.ok(ms < limitMs, `${ms} ms`);
    console.log(`      encoder: ${ms.toFixed(0)} ms`);
  });

  it("stops the reading of a prompt", async () => {
    const { result, ms } = await abortAt(
      longText,
      (event) => event.type === "progress" && event.phase === "prompt",
      20,
    );
    assert.deepEqual(result, { code: "ABORTED" });
    assert.ok(ms < limitMs, `${ms} ms`);
    console.log(`      prompt: ${ms.toFixed(0)} ms`);
  });

  it("stops sampling and hands over what there is", async () => {
    const { result, ms } = await abortAt(
      endless,
      (event) => event.type === "progress" && event.phase === "sample",
      0,
    );
    assert.ok("stop" in result && result.stop === "abort" && result.raw.length > 0);
    assert.ok(ms < limitMs, `${ms} ms`);
    console.log(`      sampling: ${ms.toFixed(0)} ms`);
  });

  it("stops a load, and the next one works", async () => {
    const engine = new (await tinyBridge()).NativeEngine();
    const job = nextJob();
    const load = engine.load(job, tinyOptions);
    const abortedAt = performance.now();
    engine.abort(job);
    await assert.rejects(load, { code: "ABORTED" });
    const ms = performance.now() - abortedAt;
    assert.ok(ms < limitMs, `${ms} ms`);
    console.log(`      load: ${ms.toFixed(0)} ms`);
    await engine.load(nextJob(), tinyOptions);
    await engine.dispose(nextJob());
  });

  it("hits the job it names and no other", async () => {
    const engine = await openTinyEngine();
    try {
      const request: EngineRequest = { ...withPicture, images: [patternPng(112, 112, 1)] };
      const jobs = [nextJob(), nextJob(), nextJob()];
      const work = jobs.map((job) =>
        engine.generate(job, request).then(
          (result) => result.stop,
          (error: { code: string }) => error.code,
        ),
      );
      engine.abort(jobs[1] ?? 0);
      const [first, second, third] = await Promise.all(work);
      assert.notEqual(first, "ABORTED");
      assert.equal(second, "ABORTED");
      assert.notEqual(third, "ABORTED");
      engine.abort(jobs[0] ?? 0); // long finished: nothing happens
      const after = await engine.generate(nextJob(), request);
      assert.notEqual(after.stop, "abort");
    } finally {
      await engine.dispose(nextJob());
    }
  });

  it("is part of dispose: work under way ends, later work is refused", async () => {
    const engine = await openTinyEngine();
    const work = engine.generate(nextJob(), withPicture).then(
      (result) => result.stop,
      (error: { code: string }) => error.code,
    );
    const waiting = engine.generate(nextJob(), withPicture);
    waiting.catch(() => undefined);
    await engine.dispose(nextJob());
    assert.match(await work, /abort|ABORTED|DISPOSED/);
    await assert.rejects(waiting, { code: "DISPOSED" });
    await engine.dispose(nextJob());
    await assert.rejects(engine.generate(nextJob(), withPicture), { code: "DISPOSED" });
  });
});
