import assert from "node:assert/strict";
import { RunQueue } from "../../../../src/vscode/runs/runQueue";

/** A task that ends when it is told to, or cancelled. */
function createTask(log: string[], name: string) {
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  return {
    finish: () => finish(),
    run: async (signal: AbortSignal): Promise<void> => {
      log.push(`${name} begins`);
      const aborted = new Promise<void>((resolve) =>
        signal.addEventListener("abort", () => resolve()),
      );
      await Promise.race([finished, aborted]);
      log.push(`${name} ${signal.aborted ? "cancelled" : "done"}`);
    },
    skip: () => void log.push(`${name} skipped`),
  };
}

describe("RunQueue", () => {
  let log: string[];
  let queue: RunQueue<string>;
  beforeEach(() => {
    log = [];
    queue = new RunQueue();
  });

  const add = (name: string) => {
    const task = createTask(log, name);
    return { ...task, ended: queue.run(name, task.run, task.skip) };
  };

  it("runs one after the other, in the order they came", async () => {
    const [a, b] = [add("a"), add("b")];
    b.finish();
    a.finish();
    await Promise.all([a.ended, b.ended]);
    assert.deepEqual(log, ["a begins", "a done", "b begins", "b done"]);
  });

  it("ends one that waits at once, and never begins it", async () => {
    const [a, b, c] = [add("a"), add("b"), add("c")];
    await Promise.resolve();
    queue.cancel("b");
    await b.ended;
    assert.deepEqual(log, ["a begins", "b skipped"]);
    a.finish();
    c.finish();
    await Promise.all([a.ended, c.ended]);
    assert.deepEqual(log.slice(2), ["a done", "c begins", "c done"]);
  });

  it("cancels every one, the one under way last to end", async () => {
    const [a, b] = [add("a"), add("b")];
    await Promise.resolve();
    queue.cancel();
    await Promise.all([a.ended, b.ended]);
    assert.deepEqual(log, ["a begins", "b skipped", "a cancelled"]);
  });

  it("goes on after one that failed", async () => {
    const failed = queue.run("a", () => Promise.reject(new Error("no")), assert.fail);
    const b = add("b");
    await assert.rejects(failed, /no/);
    b.finish();
    await b.ended;
    assert.deepEqual(log, ["b begins", "b done"]);
  });

  it("waits for the end of one that is cancelled, and for nothing when there is none", async () => {
    const a = add("a");
    await Promise.resolve();
    await queue.end("a");
    assert.deepEqual(log, ["a begins", "a cancelled"]);
    await a.ended;
    await queue.end("a");
  });
});
