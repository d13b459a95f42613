import assert from "node:assert/strict";
import { parseToPanel } from "../../../../src/protocol/panelProtocol";
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

  it("shows pictures by addresses the panel may load, and none where nothing was drawn", () => {
    const { mockup, iterations, best, selected } = describePanel([running], running, toUri);
    assert.equal(mockup?.image, "webview:/runs/1/mockup.png");
    assert.equal(iterations[0]?.render, "webview:/runs/1/iterations/1/render.png");
    assert.deepEqual([iterations[1]?.render, iterations[1]?.fidelity], [null, null]);
    assert.deepEqual([best, selected], [1, 1]);
  });

  it("writes measures for people", () => {
    const { iterations } = describePanel([running], running, toUri);
    const measures = Object.fromEntries(
      (iterations[0]?.measures ?? []).map(({ name, value }) => [name, value]),
    );
    assert.equal(measures["Fidelity"], "0.800");
    assert.equal(measures["Differing pixels"], "1.20 %");
    assert.equal(measures["Time"], "2.5 s");
    assert.equal(measures["Tokens"], "1,234");
  });

  it("says what the code is like, and what is wrong with it", () => {
    const state = [runStart(), iteration(1, 0.8, true, 0.7)].reduce(applyLine, running);
    const shown = describePanel([state], state, toUri).iterations.at(-1);
    const measures = Object.fromEntries(
      (shown?.measures ?? []).map(({ name, value }) => [name, value]),
    );
    assert.deepEqual([measures["Code"], measures["Other widths"]], ["0.700", "0.250"]);
    assert.deepEqual(shown?.facts, ["Code: It sticks out."]);
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
      assert.ok(parseToPanel(JSON.parse(JSON.stringify(message))));
    }
  });
});
