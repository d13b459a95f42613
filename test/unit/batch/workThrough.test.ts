import assert from "node:assert/strict";
import { workThrough } from "../../../src/batch/workThrough";

const never = (): boolean => false;
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("working through a list", () => {
  it("does each item once, some at a time", async () => {
    let under = 0;
    let most = 0;
    const done: number[] = [];
    const items = Array.from({ length: 50 }, (_, i) => i);
    await workThrough(
      items,
      { concurrency: 4, attempts: 3 },
      async (item) => {
        most = Math.max(most, ++under);
        await pause();
        under--;
        done.push(item);
        return "done";
      },
      never,
    );
    assert.equal(most, 4);
    assert.deepEqual(done, items);
  });

  it("lets a slow one hold up nobody", async () => {
    const done: string[] = [];
    let free = (): void => undefined;
    const others = new Promise<void>((resolve) => (free = resolve));
    await workThrough(
      ["slow", ..."abcdefgh"],
      { concurrency: 2, attempts: 1 },
      async (item) => {
        // Ends only once all the others have: would they wait for it, nothing would end.
        if (item === "slow") await others;
        done.push(item);
        if (done.length === 8) free();
        return "done";
      },
      never,
    );
    assert.deepEqual(done, [..."abcdefgh", "slow"]);
  });

  it("tries what failed again after all the others, as often as it may", async () => {
    const tries: string[] = [];
    await workThrough(
      ["bad", "a", "b"],
      { concurrency: 1, attempts: 3 },
      (item, attempt) => {
        tries.push(`${item} ${attempt}`);
        return Promise.resolve(item === "bad" ? "again" : "done");
      },
      never,
    );
    assert.deepEqual(tries, ["bad 1", "a 1", "b 1", "bad 2", "bad 3"]);
  });

  it("begins nothing more once it is over, or something threw, and waits for what is under way", async () => {
    const begun: string[] = [];
    const ended: string[] = [];
    await assert.rejects(
      workThrough(
        ["a", "b", "c", "d"],
        { concurrency: 2, attempts: 1 },
        async (item) => {
          begun.push(item);
          if (item === "a") throw new Error("disk full");
          await pause();
          ended.push(item);
          return "done";
        },
        never,
      ),
      /disk full/,
    );
    assert.deepEqual([begun, ended], [["a", "b"], ["b"]]);
    await workThrough(
      ["e"],
      { concurrency: 2, attempts: 1 },
      (item) => (begun.push(item), Promise.resolve("done")),
      () => true,
    );
    assert.deepEqual(begun, ["a", "b"]);
  });
});
