import assert from "node:assert/strict";
import { FairGate } from "../../../src/batch/fair/fairGate";

const never = new AbortController().signal;
/** Lets everything that can go on go on. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Who works at a gate, on a clock that only they move on: each enters, stays its time, leaves, and comes again. */
class World {
  now = 0;
  /** Who was let in, in order. */
  readonly order: string[] = [];
  readonly gate: FairGate;
  constructor(slots: number) {
    this.gate = new FairGate(slots, () => this.now);
  }

  enter(key: string, signal = never): Promise<() => void> {
    return this.gate.enter(key, signal).then((leave) => {
      this.order.push(key);
      return leave;
    });
  }

  async visit(key: string, ms: number, times: number): Promise<void> {
    for (let i = 0; i < times; i++) {
      const leave = await this.enter(key);
      this.now += ms;
      leave();
    }
  }
}

describe("the fair gate", () => {
  it("lets no more in than it has slots, and first who came first", async () => {
    const { gate } = new World(2);
    let inside = 0;
    let most = 0;
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 7 }, async (_, i) => {
        const leave = await gate.enter(`task ${i}`, never);
        order.push(i);
        most = Math.max(most, ++inside);
        await settle();
        inside--;
        leave();
      }),
    );
    assert.equal(most, 2);
    assert.deepEqual(order, [0, 1, 2, 3, 4, 5, 6]);
  });

  it("lets who takes long wait while the others have as much", async () => {
    const world = new World(1);
    await Promise.all([
      world.visit("slow", 100, 3),
      world.visit("a", 10, 6),
      world.visit("b", 10, 6),
    ]);
    // All that the quick ones want is less than the slow one's first visit.
    const before = world.order.slice(0, 1 + 12);
    assert.deepEqual(before.filter((key) => key === "slow").length, 1, world.order.join());
  });

  it("keeps nobody waiting for ever: who comes anew begins with a fair share", async () => {
    const world = new World(1);
    const slow = world.visit("slow", 100, 3);
    // A hundred newcomers, two at a time: began each with nothing, each would go first.
    const lane = async (name: string): Promise<void> => {
      for (let i = 0; i < 50; i++) await world.visit(`${name}${i}`, 10, 1);
    };
    await Promise.all([slow, lane("a"), lane("b")]);
    assert.ok(world.order.lastIndexOf("slow") < 60, world.order.join());
  });

  it("gives the place of who is aborted to others, and takes a second leaving for none", async () => {
    const world = new World(1);
    const leave = await world.enter("a");
    const controller = new AbortController();
    const gone = world.enter("b", controller.signal);
    const next = world.enter("c");
    controller.abort();
    await assert.rejects(gone, { name: "AbortError" });
    await assert.rejects(world.enter("d", controller.signal), { name: "AbortError" });
    leave();
    leave();
    const last = world.enter("e");
    (await next)();
    (await last)();
    assert.deepEqual(world.order, ["a", "c", "e"]);
  });
});
