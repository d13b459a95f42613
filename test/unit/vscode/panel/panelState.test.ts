import assert from "node:assert/strict";
import { matches } from "../../../../src/base/schema";
import { toPanelSchema } from "../../../../src/protocol/panelMessages";
import { describePanel } from "../../../../src/vscode/panel/panelState";
import type { DecisionLine } from "../../../../src/protocol/runProtocol";
import { applyLine, beginRun, createRunState } from "../../../../src/vscode/runs/runState";
import { everyLine, iteration, runEnd, runStart } from "../lines";

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

  it("hands on all mockups of a page, and how it looks at each width", () => {
    const start = runStart();
    const phone = { ...start.mockup, name: "phone.png", width: 390, png: "/runs/1/mockup-2.png" };
    const drawn = iteration(1, 0.8);
    const seen = { name: "phone.png", width: 390, height: 844, scores: drawn.scores };
    const view = { ...seen, renderPng: "/runs/1/r-2.png", diffPng: "/runs/1/d-2.png" };
    const line = { ...drawn, views: [view, view] } as typeof drawn;
    const run = [{ ...start, views: [phone] }, line].reduce(
      applyLine,
      beginRun(createRunState("1", "signup.png")),
    );
    const state = describePanel([run], run, toUri);
    assert.deepEqual(
      state.furtherMockups.map(({ name, image, width }) => [name, image, width]),
      [["phone.png", "webview:/runs/1/mockup-2.png", 390]],
    );
    const views = state.iterations[0]?.line.views ?? [];
    assert.deepEqual(
      views.map(({ renderPng, diffPng }) => [renderPng, diffPng]),
      Array(2).fill(["webview:/runs/1/r-2.png", "webview:/runs/1/d-2.png"]),
    );
  });

  it("says what was decided about the model, newest first, of the run under way alone", () => {
    const decision = everyLine().find((line) => line.type === "decision");
    assert.ok(decision);
    const denied: DecisionLine = {
      ...{ ...decision, tool: "write_file", paths: ["a.html"], by: "policy", action: "deny" },
      rule: "rule 2",
    };
    const run = [decision, ...Array<DecisionLine>(60).fill(denied)].reduce(applyLine, running);
    const { count, denied: refused, latest } = describePanel([run], run, toUri).decisions;
    assert.deepEqual([count, refused, latest.length], [61, 60, 50]);
    const { time, tool, decided, isDenied } = latest[0] ?? {};
    assert.deepEqual([tool, decided, isDenied], ["write_file", "denied, rule 2", true]);
    assert.match(time ?? "", /^\d\d:\d\d:\d\d$/);
    assert.equal(latest[0]?.about, "a.html, a");
    assert.equal(describePanel([run], beginRun(run), toUri).decisions.count, 0);
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
