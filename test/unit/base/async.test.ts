import assert from "node:assert/strict";
import {
  AbortError,
  isAbort,
  makeOnce,
  mapLimited,
  raceAbort,
  SerialQueue,
  throwIfAborted,
  TimeoutError,
  wait,
  withinTime,
  withTimeout,
} from "../../../src/base/async";

const never = new Promise<never>(() => undefined);
const after = <T>(ms: number, value: T): Promise<T> =>
  new Promise((resolve) => setTimeout(() => resolve(value), ms));

describe("async", () => {
  it("lets work win against a signal that stays silent, and lose against one that fires", async () => {
    const controller = new AbortController();
    assert.equal(await raceAbort(after(1, "done"), controller.signal), "done");
    const lost = raceAbort(never, controller.signal);
    controller.abort();
    await assert.rejects(lost, isAbort);
    await assert.rejects(raceAbort(never, controller.signal), isAbort);
    assert.throws(() => throwIfAborted(controller.signal), AbortError);
  });

  it("gives work a time, and tells it when that is over", async () => {
    const told: string[] = [];
    const work = (name: string) => (signal: AbortSignal) => {
      signal.addEventListener("abort", () => told.push(name));
      return never;
    };
    const { signal } = new AbortController();
    await assert.rejects(withinTime(work("late"), 5, signal), TimeoutError);
    const controller = new AbortController();
    const aborted = withinTime(work("aborted"), 1e6, controller.signal);
    controller.abort();
    await assert.rejects(aborted, isAbort);
    await assert.rejects(withinTime(work("never begun"), 1e6, controller.signal), isAbort);
    assert.deepEqual(told, ["late", "aborted"]);
    assert.equal(await withinTime(() => after(1, 7), 1e6, signal), 7);
  });

  it("waits until the signal fires at the latest", async () => {
    const controller = new AbortController();
    await wait(1, controller.signal);
    const waiting = wait(1e9, controller.signal);
    controller.abort();
    await assert.rejects(waiting, isAbort);
    await assert.rejects(wait(1, controller.signal), isAbort);
  });

  it("tells a timeout from an abort", async () => {
    await assert.rejects(withTimeout(never, 5), (error) => {
      assert.ok(error instanceof TimeoutError);
      assert.equal(error.timeoutMs, 5);
      return !isAbort(error);
    });
    assert.equal(await withTimeout(after(1, 7), 1000), 7);
  });

  it("runs queued tasks one at a time, also after a failure", async () => {
    const queue = new SerialQueue();
    const order: string[] = [];
    const task = (name: string, ms: number) => async (): Promise<void> => {
      order.push(`${name} begins`);
      await after(ms, undefined);
      order.push(`${name} ends`);
      if (name === "a") throw new Error("a failed");
    };
    const results = await Promise.allSettled([queue.run(task("a", 10)), queue.run(task("b", 1))]);
    assert.deepEqual(order, ["a begins", "a ends", "b begins", "b ends"]);
    assert.deepEqual(
      results.map((result) => result.status),
      ["rejected", "fulfilled"],
    );
  });

  it("keeps what was made, and makes it anew after a failure", async () => {
    let attempts = 0;
    const use = makeOnce(async () => {
      await after(1, undefined);
      if (++attempts === 1) throw new Error("not yet");
      return { attempts };
    });
    await Promise.all([assert.rejects(use(), /not yet/), assert.rejects(use(), /not yet/)]);
    const [first, second] = await Promise.all([use(), use()]);
    assert.deepEqual(first, { attempts: 2 });
    assert.equal(first, second);
    assert.equal(await use(), first);
  });

  it("maps with a limit and keeps the order", async () => {
    let running = 0;
    let most = 0;
    const squares = await mapLimited([5, 4, 3, 2, 1], 2, async (value) => {
      most = Math.max(most, ++running);
      await after(value, undefined);
      running--;
      return value * value;
    });
    assert.deepEqual(squares, [25, 16, 9, 4, 1]);
    assert.equal(most, 2);
    assert.deepEqual(await mapLimited([], 3, () => never), []);
  });
});
