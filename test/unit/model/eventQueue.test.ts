import { strict as assert } from "node:assert";
import { EventQueue } from "../../../src/model/eventQueue";

describe("EventQueue", () => {
  const drain = async (queue: EventQueue<number>): Promise<number[]> => {
    const seen: number[] = [];
    for await (const event of queue) seen.push(event);
    return seen;
  };

  it("hands over what was pushed before and while somebody waits", async () => {
    const queue = new EventQueue<number>();
    queue.push(1);
    setTimeout(() => queue.push(2), 1);
    setTimeout(() => {
      queue.push(3);
      queue.end();
      queue.push(4);
    }, 2);
    assert.deepEqual((await drain(queue)).slice(0, 3), [1, 2, 3]);
  });

  it("throws after the last event when it failed", async () => {
    const queue = new EventQueue<number>();
    queue.push(1);
    queue.fail(new Error("no"));
    const seen: number[] = [];
    await assert.rejects(async () => {
      for await (const event of queue) seen.push(event);
    }, /no/);
    assert.deepEqual(seen, [1]);
  });

  it("ends without events", async () => {
    const queue = new EventQueue<number>();
    queue.end();
    assert.deepEqual(await drain(queue), []);
  });
});
