import assert from "node:assert/strict";
import { resolve } from "node:path";
import { startChild } from "../../../src/channel/startChild";
import type { Child } from "../../../src/channel/startChild";
import { testContract } from "../../fakes/channelContract";

const never = new AbortController().signal;
const options = { signal: never, graceMs: 60_000 };

describe("a channel to a child process", function () {
  this.timeout(60_000); // a child starts with its loader, on a machine that may be busy
  let child: Child<typeof testContract>;
  let log: string[];
  let heard: string[];
  let hear: () => void;

  function start(entry = "channelChild.ts"): Child<typeof testContract> {
    const write = (message: string): void => void log.push(message);
    return startChild(
      testContract,
      {
        requests: { double: (value) => Promise.resolve(2 * value) },
        notifications: {
          heard: (text) => {
            heard.push(text);
            hear();
          },
        },
      },
      {
        entry: resolve(import.meta.dirname, "../../fakes", entry),
        serialization: "advanced",
        execArgv: process.execArgv,
        readyTimeoutMs: 60_000,
        patienceMs: 60_000,
        onOutput: write,
        logger: { debug: write, info: write, warn: write, error: write },
      },
    );
  }

  before(() => (child = start()));
  beforeEach(() => {
    [log, heard, hear] = [[], [], () => undefined];
    if (!child.alive) child = start();
  });
  after(async () => {
    child.kill();
    await child.gone;
  });

  it("answers, after everything it reported, in order", async () => {
    const seen: number[] = [];
    const onProgress = (done: number): void => void seen.push(done);
    const counted = await child.request("count", { count: 1000 }, { ...options, onProgress });
    assert.equal(counted, 1000);
    assert.deepEqual(
      seen,
      Array.from({ length: 1000 }, (_, index) => index + 1),
    );
  });

  it("keeps two requests' progress apart", async () => {
    const seen = await Promise.all(
      [3, 5].map(async (count) => {
        const mine: number[] = [];
        const onProgress = (done: number): void => void mine.push(done);
        await child.request("count", { count }, { ...options, onProgress });
        return mine.length;
      }),
    );
    assert.deepEqual(seen, [3, 5]);
  });

  it("carries bytes as bytes", async () => {
    const bytes = new Uint8Array(100_000).fill(2);
    assert.equal(await child.request("sum", { bytes }, options), 200_000);
  });

  it("carries words both ways, and the child's own questions", async () => {
    const told = new Promise<void>((resolve) => (hear = resolve));
    child.notify("say", "good day");
    await child.request("count", { count: 0 }, options);
    await told;
    assert.deepEqual(heard, ["GOOD DAY"]);
    assert.equal(await child.request("misbehave", { how: "ask" }, options), "42");
  });

  it("throws what was thrown there, with its code and remedy", async () => {
    await assert.rejects(child.request("misbehave", { how: "throw" }, options), {
      name: "FarSideError",
      code: "DISK_FULL",
      message: "No room.",
      remedy: { kind: "resume" },
    });
  });

  it("takes nothing that does not have the agreed shape, on either side", async () => {
    const seen: unknown[] = [];
    const onProgress = (done: unknown): void => void seen.push(done);
    const mumbled = child.request("misbehave", { how: "mumble" }, { ...options, onProgress });
    await assert.rejects(mumbled, { name: "MisunderstoodError", message: /misbehave: .*string/ });
    assert.deepEqual(seen, []);
    assert.match(log.join("\n"), /not understood: misbehave: .*number.*It was "one"/);
    const count = "many" as unknown as number;
    await assert.rejects(child.request("count", { count }, options), {
      name: "MisunderstoodError",
      message: /count: count must be number/,
    });
  });

  it("stops what is aborted, and lives on", async () => {
    const controller = new AbortController();
    const waiting = child.request(
      "misbehave",
      { how: "wait" },
      { ...options, signal: controller.signal, onProgress: () => controller.abort() },
    );
    await assert.rejects(waiting, { name: "AbortError" });
    assert.equal(await child.request("count", { count: 2 }, options), 2);
  });

  it("kills a child that does not stop, unless it may not", async () => {
    for (const mayKill of [false, true]) {
      const controller = new AbortController();
      let heardOf = 0;
      const deaf = child.request(
        "misbehave",
        { how: "deaf" },
        {
          ...{ signal: controller.signal, graceMs: 20, mayKill: () => mayKill },
          onProgress: (done) => {
            heardOf = done;
            controller.abort();
          },
        },
      );
      await assert.rejects(deaf, { name: mayKill ? "GoneError" : "AbortError" });
      assert.equal(child.alive, !mayKill);
      if (mayKill) continue;
      const heardBefore = heardOf;
      // Two turns of the child's, in which it goes on telling how far it is.
      for (let turn = 0; turn < 2; turn++) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        await child.request("count", { count: 1 }, options);
      }
      assert.equal(heardOf, heardBefore, "nobody listens any more");
    }
  });

  it("fails all that is asked of a child that ends, with how", async () => {
    const waiting = child.request("misbehave", { how: "wait" }, options);
    const crashed = child.request("misbehave", { how: "crash" }, options);
    for (const request of [waiting, crashed])
      await assert.rejects(request, { name: "GoneError", how: "signal SIGKILL" });
    await assert.rejects(child.request("count", { count: 1 }, options), { name: "GoneError" });
    assert.equal(await child.gone, "signal SIGKILL");
  });

  it("hears all that was said before the end", async () => {
    const seen: number[] = [];
    const onProgress = (done: number): void => void seen.push(done);
    const crashed = child.request(
      "misbehave",
      { how: "speakAndCrash" },
      { ...options, onProgress },
    );
    await assert.rejects(crashed, { name: "GoneError", how: "exit code 9" });
    assert.equal(seen.length, 20_000);
  });

  it("ends when it is asked to", async () => {
    await child.request("count", { count: 0 }, options);
    await Promise.all([child.end(), child.end()]);
    assert.equal(await child.gone, "exit code 0");
    child.notify("say", "nobody hears this");
  });

  it("asks nothing for who has gone before it was ready", async () => {
    await assert.rejects(
      child.request("count", { count: 1 }, { ...options, signal: AbortSignal.abort() }),
      { name: "AbortError" },
    );
  });

  it("says so when there is no such child", async () => {
    const none = start("noSuchChild.mjs");
    await assert.rejects(none.request("count", { count: 1 }, options), {
      name: "GoneError",
      how: "exit code 1",
    });
  });
});
