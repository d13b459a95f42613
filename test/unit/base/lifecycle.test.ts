import assert from "node:assert/strict";
import { DisposableStore } from "../../../src/base/lifecycle";

describe("DisposableStore", () => {
  it("disposes in reverse order, once", async () => {
    const order: number[] = [];
    const store = new DisposableStore();
    for (const number of [1, 2, 3]) store.defer(() => void order.push(number));
    await Promise.all([store.dispose(), store.dispose()]);
    assert.deepEqual(order, [3, 2, 1]);
  });

  it("disposes the rest when one fails, and then says so", async () => {
    const order: string[] = [];
    const store = new DisposableStore();
    store.defer(() => void order.push("first"));
    store.defer(() => Promise.reject(new Error("stuck")));
    await assert.rejects(store.dispose(), /stuck/);
    assert.deepEqual(order, ["first"]);
  });

  it("disposes at once what comes too late", async () => {
    const store = new DisposableStore();
    await store.dispose();
    let disposed = false;
    store.add({ dispose: () => void (disposed = true) });
    assert.ok(disposed);
  });
});
