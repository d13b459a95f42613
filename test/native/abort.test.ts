import { strict as assert } from "node:assert";
import type {
  EngineEvent,
  EngineRequest,
  EngineResult,
} from "../../src/protocol/schemas/nativeEngine";
import type { NativeEngine } from "../../src/model/llama/bridge/bridge";
import { toEngineTools } from "../../src/model/llama/messages/engineMessages";
import {
  nextJob,
  openTinyEngine,
  patternPng,
  tinyBridge,
  tinyOptions,
  writeFileTool,
} from "./tinyModel";

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

/** A hot temperature inside a grammar that wants a call: hundreds of tokens, a tenth of a second. */
const longAnswer = (seed: number): EngineRequest => ({
  messages: JSON.stringify([{ role: "user", content: "Write." }]),
  tools: toEngineTools([writeFileTool]) ?? "",
  toolChoice: "required",
  maxTokens: 8000,
  temperature: 3,
  seed,
});

type Progress = Extract<EngineEvent, { type: "progress" }>;

describe("abort", () => {
  /** How long the picture takes when nothing stops it, ms. */
  async function timeToEncode(): Promise<number> {
    const engine = await openTinyEngine({ contextSize: 32768 });
    const marks: number[] = [];
    await engine.generate(nextJob(), withPicture, (event) => {
      const { length } = marks;
      if (event.type === "progress" && (length > 0 || event.phase === "image"))
        marks.push(performance.now());
    });
    await engine.dispose(nextJob());
    return (marks[1] ?? 0) - (marks[0] ?? 0);
  }

  /**
   * Runs a request, aborts it `delayMs` after the first matching event, and tells how long it took to come back and how far it
   * was by then.
   */
  async function abortAt(
    request: EngineRequest,
    isMoment: (event: EngineEvent) => boolean,
    delayMs: number,
  ): Promise<{ result: EngineResult | { code: string }; ms: number; last: Progress | undefined }> {
    const engine = await openTinyEngine({ contextSize: 32768 });
    try {
      const job = nextJob();
      let abortedAt = 0;
      const abort = (): void => {
        abortedAt = performance.now();
        engine.abort(job);
      };
      let armed = false;
      let last: Progress | undefined;
      const result = await engine
        .generate(job, request, (event) => {
          if (event.type === "progress") last = event;
          if (armed || !isMoment(event)) return;
          armed = true;
          setTimeout(abort, delayMs);
        })
        .catch((error: { code: string }) => ({ code: error.code }));
      const ms = performance.now() - abortedAt;
      const next = await engine.generate(nextJob(), {
        messages: JSON.stringify([{ role: "user", content: "Hi." }]),
        maxTokens: 4,
        seed: 1,
      });
      assert.ok(next.stats.sampledTokens > 0, "the engine works on");
      return { result, ms, last };
    } finally {
      await engine.dispose(nextJob());
    }
  }

  it("stops in the middle of the vision encoder", async () => {
    const wholeMs = await timeToEncode();
    const { result, ms } = await abortAt(
      withPicture,
      (event) => event.type === "progress" && event.phase === "image",
      60,
    );
    assert.deepEqual(result, { code: "ABORTED" });
    assert.ok(ms < wholeMs / 2, `${ms} ms of ${wholeMs} ms`);
    console.log(`      encoder: ${ms.toFixed(0)} ms`);
  });

  it("stops in the middle of a prompt", async () => {
    const { result, ms, last } = await abortAt(
      longText,
      (event) => event.type === "progress" && event.phase === "prompt",
      20,
    );
    assert.deepEqual(result, { code: "ABORTED" });
    assert.ok(last?.phase === "prompt" && last.done < last.total / 2, JSON.stringify(last));
    console.log(`      prompt: ${ms.toFixed(0)} ms`);
  });

  it("stops sampling and hands over what there is", async () => {
    const sampling = (event: EngineEvent): boolean =>
      event.type === "progress" && event.phase === "sample";
    let stopped = await abortAt(longAnswer(1), sampling, 0);
    // On a busy machine an answer may be whole before it is stopped.
    for (let seed = 2; seed < 12 && "stop" in stopped.result; seed++) {
      if (stopped.result.stop === "abort") break;
      stopped = await abortAt(longAnswer(seed), sampling, 0);
    }
    const { result, ms } = stopped;
    assert.ok("stop" in result && result.stop === "abort" && result.raw.length > 0);
    console.log(`      sampling: ${ms.toFixed(0)} ms`);
  });

  /** Aborts a load at its first sign of life; "loaded" when that came too late. */
  async function abortLoad(engine: NativeEngine): Promise<string> {
    const job = nextJob();
    let abortedAt = 0;
    // The large context takes a while to be made.
    const load = engine.load(job, { ...tinyOptions, contextSize: 131_072 }, (event) => {
      assert.ok(event.type === "progress" && event.phase === "loading", JSON.stringify(event));
      abortedAt ||= performance.now();
      engine.abort(job);
    });
    const end = await load.then(
      () => "loaded",
      (error: { code: string }) => error.code,
    );
    if (end !== "loaded")
      console.log(`      load: ${(performance.now() - abortedAt).toFixed(0)} ms`);
    return end;
  }

  it("stops in the middle of a load, and the next one works", async () => {
    const { NativeEngine } = await tinyBridge();
    let [engine, end] = [new NativeEngine(), ""];
    // On a busy machine the engine may be faster than who aborts.
    for (let attempt = 0; attempt < 10 && end !== "ABORTED"; attempt++) {
      await engine.dispose(nextJob());
      engine = new NativeEngine();
      end = await abortLoad(engine);
    }
    assert.equal(end, "ABORTED");
    await engine.load(nextJob(), tinyOptions);
    await engine.dispose(nextJob());
  });

  it("stops a load that has not begun, and the next one works", async () => {
    const engine = new (await tinyBridge()).NativeEngine();
    const job = nextJob();
    const load = engine.load(job, tinyOptions);
    engine.abort(job);
    await assert.rejects(load, { code: "ABORTED" });
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
