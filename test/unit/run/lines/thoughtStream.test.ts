import assert from "node:assert/strict";
import type { ModelEvent } from "../../../../src/model/model";
import { ThoughtStream } from "../../../../src/run/lines/thoughtStream";

describe("ThoughtStream", () => {
  const thought = (delta: string): ModelEvent => ({ type: "reasoning", delta });
  const text: ModelEvent = { type: "text", delta: "Here" };

  it("tells a thought as it comes, not more often than people read, and its rest when it is over", () => {
    let now = 0;
    const stream = new ThoughtStream(() => now);
    stream.start();
    assert.equal(stream.take(thought("A")), "A");
    now += 100;
    assert.equal(stream.take(thought(" nav")), undefined);
    now += 300;
    assert.equal(stream.take(thought(", then")), "A nav, then");
    now += 1;
    assert.equal(stream.take(thought(" a form")), undefined);
    assert.equal(stream.take({ type: "progress", phase: "writing", done: 1, total: 2 }), undefined);
    assert.equal(stream.take(text), "A nav, then a form");
    assert.equal(stream.take(text), undefined);
    stream.start();
    assert.equal(stream.take(text), undefined);
    now += 1000;
    assert.equal(stream.take(thought("B")), "B");
  });

  it("keeps no more than the end of a long one", () => {
    let now = 0;
    const stream = new ThoughtStream(() => (now += 1000));
    let last: string | undefined;
    for (let part = 0; part < 1000; part++) last = stream.take(thought(`${part} thought, `));
    assert.ok(last && last.length <= 4000 && last.endsWith("999 thought, "));
  });
});
