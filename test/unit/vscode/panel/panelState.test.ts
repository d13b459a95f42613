import assert from "node:assert/strict";
import { matches } from "../../../../src/base/schema";
import { toPanelSchema } from "../../../../src/protocol/panelMessages";
import { describePanel } from "../../../../src/vscode/panel/panelState";
import { applyLine, beginRun, createRunState } from "../../../../src/vscode/runs/runState";
import { iteration, runEnd, runStart } from "../lines";

const toUri = (path: string): string => `webview:${path}`;
const running = [runStart(), iteration(1, 0.8), iteration(2, undefined, false)].reduce(
  applyLine,
  beginRun(createRunState("1", "signup.png")),
);

describe("describePanel", () => {
  it("is empty before the first run", () => {
    const state = describePanel([], undefined, toUri);
    assert.equal(state.phase, "empty");
    assert.deepEqual([state.canAccept, state.canRefine, state.canDiscard], [false, false, false]);
  });

  it("hands on the record of each iteration, with pictures by addresses the panel may load", () => {
    const { mockup, iterations, best, selected } = describePanel([running], running, toUri);
    assert.equal(mockup?.image, "webview:/runs/1/mockup.png");
    const drawn = iteration(1, 0.8);
    const pictures = {
      renderPng: "webview:/runs/1/iterations/1/render.png",
      diffPng: "webview:/runs/1/iterations/1/diff.png",
    };
    assert.deepEqual(iterations, [
      { ordinal: 1, line: { ...drawn, ...pictures } },
      { ordinal: 2, line: iteration(2, undefined, false) },
    ]);
    assert.deepEqual([best, selected], [1, 1]);
  });

  it("allows to accept, refine and discard only what has ended", () => {
    const before = describePanel([running], running, toUri);
    assert.deepEqual(
      [before.canAccept, before.canRefine, before.canDiscard],
      [false, false, false],
    );
    const ended = applyLine(running, runEnd(1));
    const after = describePanel([ended], ended, toUri);
    assert.deepEqual([after.canAccept, after.canRefine, after.canDiscard], [true, true, true]);
  });

  it("makes messages that the panel understands", () => {
    for (const shown of [undefined, running, applyLine(running, runEnd(1))]) {
      const message = { type: "state", state: describePanel([running], shown, toUri) };
      assert.ok(matches(toPanelSchema, JSON.parse(JSON.stringify(message))));
    }
  });
});
