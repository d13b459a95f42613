import assert from "node:assert/strict";
import { createRunState } from "../../../../src/vscode/runs/runState";
import type { RunState } from "../../../../src/vscode/runs/runState";
import type { Work } from "../../../../src/vscode/runs/work";
import { WorkList } from "../../../../src/vscode/runs/workList";

function work(id: string, phase: RunState["phase"] = "finished"): Work {
  const state = { ...createRunState(id, `${id}.png`), phase };
  return {
    id,
    source: undefined,
    mockupPath: id,
    furtherPaths: [],
    runDirs: [id],
    place: undefined,
    state,
  };
}

const ids = (works: readonly Work[]): string => works.map(({ id }) => id).join("");

function listOf(...names: readonly string[]): WorkList {
  const list = new WorkList();
  list.restore(names.map((name) => work(name)));
  return list;
}

describe("WorkList", () => {
  it("brings back earlier works in their order, before what began meanwhile, none twice", () => {
    const list = new WorkList();
    list.add([work("c")]);
    list.restore([work("a"), work("b"), work("c")]);
    assert.equal(ids(list.all), "abc");
  });

  it("shows the newest at first, then what begins", () => {
    const list = listOf("a", "b");
    assert.equal(list.shown?.id, "b");
    const [c, d] = [work("c"), work("d")];
    list.add([c, d]);
    assert.equal(list.shown?.id, "c");
    list.follow(d);
    assert.equal(list.shown?.id, "d");
    list.remove(d);
    assert.equal(list.shown?.id, "c");
  });

  it("leaves what a person chose in sight until something new is asked for", () => {
    const list = listOf("a", "b");
    list.choose("a");
    list.choose("none of them");
    list.follow(list.all[1] as Work);
    assert.equal(list.shown?.id, "a");
    list.add([work("c")]);
    assert.equal(list.shown?.id, "c");
  });

  it("follows what begins once the one that a person chose is gone", () => {
    const list = listOf("a", "b", "c");
    list.choose("a");
    list.remove(list.all[0] as Work);
    list.follow(list.all[0] as Work);
    assert.equal(list.shown?.id, "b");
  });

  it("spares the oldest that have ended", () => {
    const list = listOf("a", "b", "c", "d");
    assert.equal(ids(list.spare(3, new Set())), "a");
    assert.equal(ids(list.spare(4, new Set())), "");
    list.choose("a");
    assert.equal(ids(list.spare(2, new Set())), "bc");
  });

  it("never spares what is fresh, or under way", () => {
    const list = listOf("a");
    const fresh = [work("b"), work("c"), work("d", "queued")];
    list.add(fresh);
    assert.equal(ids(list.spare(1, new Set(fresh))), "a");
    assert.equal(ids(list.spare(1, new Set())), "ac");
  });
});
