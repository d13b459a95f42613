import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import type { ModelEvent, ModelRequest } from "../../src/model/model";
import {
  collect,
  createTinyModel,
  endOf,
  noticesOf,
  nextJob,
  openTinyEngine,
  patternPng,
  residentBytes,
  writeFileTool,
} from "./tinyModel";

const request: ModelRequest = {
  messages: [
    {
      role: "user",
      content: [
        { type: "image", png: patternPng(224, 224, 2), width: 224, height: 224, role: "mockup" },
        { type: "text", text: "Build this." },
      ],
    },
  ],
  tools: [writeFileTool],
  toolChoice: "required",
  maxOutputTokens: 300,
  thinking: true,
};

/** The model hosts this process started, by process id (Linux). */
function hostPids(): number[] {
  const lines = execFileSync("ps", ["-o", "pid=,args=", "--ppid", String(process.pid)]).toString();
  return lines
    .split("\n")
    .filter((line) => line.includes("modelHost"))
    .map((line) => Number.parseInt(line, 10));
}

async function until(condition: () => boolean, timeoutMs = 5000): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!condition()) {
    assert.ok(performance.now() < end, "it did not happen in time");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe("the life of a model's process", function () {
  if (process.platform !== "linux") return;

  it("survives a SIGKILL in the middle of an answer: restarted once, the same answer", async () => {
    // All tokens nearly equally likely: the answer takes a second or more.
    const sampling = { temperature: 5, topP: 1, topK: 0, minP: 0, repeatPenalty: 1, seed: 1 };
    const long = { ...request, maxOutputTokens: 2500 };
    const quiet = createTinyModel({ sampling });
    const expected = endOf(await collect(quiet, long)).message;
    await quiet.dispose();

    const model = createTinyModel({ sampling });
    try {
      const events: ModelEvent[] = [];
      let killed = false;
      for await (const event of model.generate(long, new AbortController().signal)) {
        events.push(event);
        if (!killed && event.type === "progress" && event.phase === "writing") {
          killed = true;
          for (const pid of hostPids()) process.kill(pid, "SIGKILL");
        }
      }
      assert.ok(killed);
      assert.deepEqual(endOf(events).message, expected);
      assert.equal(noticesOf(events).filter((sentence) => sentence.includes("SIGKILL")).length, 1);
    } finally {
      await model.dispose();
    }
    await until(() => hostPids().length === 0);
  });

  it("gives up after the second crash, with a sentence, and works again at the next request", async () => {
    const sampling = { temperature: 5, topP: 1, topK: 0, minP: 0, repeatPenalty: 1, seed: 1 };
    const model = createTinyModel({ sampling });
    try {
      const events: ModelEvent[] = [];
      // Long answers: one that is whole before it can be stopped is no crash.
      const long = { ...request, maxOutputTokens: 2500 };
      for await (const event of model.generate(long, new AbortController().signal)) {
        events.push(event);
        if (event.type === "progress" && event.phase !== "loading")
          for (const pid of hostPids()) process.kill(pid, "SIGKILL");
      }
      const last = events.at(-1);
      assert.ok(last?.type === "failure");
      assert.equal(last.failure.code, "crashed");
      assert.equal(last.failure.retryable, false);
      assert.match(last.failure.message, /SIGKILL.*restarted once/s);
      endOf(await collect(model, request));
    } finally {
      await model.dispose();
    }
  });

  it("unloads after the idle time, which ends the process, and loads again when asked", async () => {
    const model = createTinyModel({ idleMs: 100 });
    try {
      const before = endOf(await collect(model, request));
      assert.equal(hostPids().length, 1);
      await until(() => hostPids().length === 0);
      const after = endOf(await collect(model, request));
      assert.deepEqual(after.message.toolCalls[0]?.name, before.message.toolCalls[0]?.name);
      assert.equal(after.usage.cachedTokens, 0);
    } finally {
      await model.dispose();
    }
    assert.equal(hostPids().length, 0);
  });

  it("aborts and keeps the process for the next request", async () => {
    const model = createTinyModel();
    try {
      await collect(model, request);
      const pids = hostPids();
      const abort = new AbortController();
      await assert.rejects(
        async () => {
          for await (const event of model.generate(request, abort.signal)) {
            assert.notEqual(event.type, "end");
            if (event.type === "progress") abort.abort();
          }
        },
        { name: "AbortError" },
      );
      const again = endOf(await collect(model, request));
      assert.deepEqual(hostPids(), pids);
      assert.ok(again.usage.cachedTokens > 0);
    } finally {
      await model.dispose();
    }
  });

  it("stops working when nobody listens any more", async () => {
    const model = createTinyModel();
    try {
      for await (const event of model.generate(request, new AbortController().signal))
        if (event.type === "progress" && event.phase === "writing") break;
      endOf(await collect(model, request));
    } finally {
      await model.dispose();
    }
  });

  it("takes no more memory after 50 cycles of load, answer and unload", async () => {
    const image = patternPng(112, 112, 2);
    const cycle = async (seed: number): Promise<void> => {
      const engine = await openTinyEngine({ contextSize: 2048 });
      const work = engine.generate(nextJob(), {
        messages: JSON.stringify([{ role: "user", content: [{ type: "media_marker", text: "" }] }]),
        images: [image],
        maxTokens: 8,
        seed,
      });
      if (seed % 3 !== 0)
        await work; // every third is disposed while it works
      else work.catch(() => undefined);
      await engine.dispose(nextJob());
    };
    for (let i = 0; i < 10; i++) await cycle(i);
    const warm = residentBytes();
    for (let i = 10; i < 60; i++) await cycle(i);
    const grown = (residentBytes() - warm) / 1e6;
    console.log(`      50 cycles: ${grown.toFixed(1)} MB more`);
    assert.ok(grown < 25, `${grown} MB more`);
  });
});
