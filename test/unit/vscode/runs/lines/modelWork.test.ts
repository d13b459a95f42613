import assert from "node:assert/strict";
import type { CallLine, DecisionLine, RunLineUnion } from "../../../../../src/protocol/runProtocol";
import { NO_WORK, viewWork, workAfter } from "../../../../../src/vscode/runs/lines/modelWork";
import { describeWork } from "../../../../../webview/work/describeWork";
import { iteration, runEnd, runStart } from "../../lines";

const usage = { promptTokens: 1200, cachedTokens: 0, outputTokens: 300 };
const call = (turn: number, more: Partial<CallLine["usage"]> = {}): CallLine => ({
  ...{ type: "call", iteration: 1, turn, ms: 10_000 },
  usage: { ...usage, ...more },
});
const decision: DecisionLine = {
  ...{ type: "decision", at: "2026-01-01T10:00:00Z", model: "a", tool: "write_file" },
  ...{ effect: "write-run", paths: ["index.html"], rule: "allow effect=write-run" },
  ...{ action: "allow", by: "policy" },
};
const tool = { type: "tool", iteration: 1, name: "write_file", ok: true } as const;
const after = (...lines: readonly RunLineUnion[]) => lines.reduce(workAfter, NO_WORK);
/** Of so many ms, half of them the model's. */
const took = (number: number, total: number) => {
  const line = iteration(number, 0.8);
  return { ...line, ms: { ...line.ms, model: total / 2, total } };
};
const start = { ...runStart(), at: "2026-01-01T10:00:00Z" };

describe("the model's work", () => {
  it("is its answers, and its tools with what was decided, newest first", () => {
    const { steps } = after(
      ...[start, call(1), decision, { ...tool, summary: "created index.html", decision: 4 }],
      { ...tool, name: "fly", ok: false, summary: "There is no such tool." },
    );
    assert.deepEqual(
      steps.map(({ name, words, permission, isFailed }) => [name, words, permission, isFailed]),
      [
        ["fly", "There is no such tool.", null, true],
        ["write_file", "created index.html", "allowed, allow effect=write-run", false],
        ["answer 1", "1,200 tokens read, 300 written, 10.0 s", null, false],
      ],
    );
    const many = after(start, ...Array.from({ length: 500 }, (_, turn) => call(turn)));
    assert.deepEqual([many.steps.length, many.answers], [60, 500]);
  });

  it("tells a price where the server does, and never another", () => {
    const words = (...lines: readonly RunLineUnion[]) =>
      describeWork(viewWork(after(start, ...lines), false), false, 0);
    assert.equal(
      words(call(1), call(2)),
      "The model at work: 2 answers, 3,000 tokens, 30 tokens/s",
    );
    assert.match(
      words(call(1, { cost: 0.01 }), call(2, { cost: 0.0023 })),
      /, \$0\.0123 as the server/,
    );
    assert.match(words(call(1), call(2, { cost: 0 })), /\$0\.0000/);
  });

  it("tells how long it has taken, and what it may take yet once an iteration is there", () => {
    const now = Date.parse("2026-01-01T10:01:05Z");
    const words = (...lines: readonly RunLineUnion[]) => {
      const request = { ...start.request, maxIterations: 3 };
      return describeWork(viewWork(after({ ...start, request }, ...lines), true), true, now);
    };
    assert.equal(words(), "The model at work: 0 answers, 1:05");
    assert.match(words(took(1, 40_000)), /1:05, at most 1:20 more at this rate$/);
    const more = { type: "steer", iteration: 1, message: { type: "more", iterations: 2 } } as const;
    assert.match(words(took(1, 40_000), more), /at most 2:40 more/);
    assert.doesNotMatch(words(took(1, 1), took(2, 1), took(3, 1)), /at most/);
    // Nobody waits for the model in an iteration that it did not work in.
    assert.doesNotMatch(
      words({ ...took(1, 40_000), ms: { ...took(1, 0).ms, total: 9 } }),
      /at most/,
    );
    const ended = { ...runEnd(1), ms: { ...runEnd(1).ms, total: 3_723_000 } };
    assert.match(describeWork(viewWork(after(start, ended), false), false, now), /, 1:02:03$/);
  });

  it("begins anew with each run, and has the last thought", () => {
    const thinking = {
      type: "progress",
      iteration: 1,
      stage: "thinking",
      thought: "A nav",
    } as const;
    const seen = after(start, call(1), thinking, { ...thinking, thought: "A nav, then" });
    assert.equal(seen.thought, "A nav, then");
    assert.equal(
      workAfter(seen, { type: "progress", iteration: 1, stage: "x" }).thought,
      "A nav, then",
    );
    assert.deepEqual([workAfter(seen, start).answers, workAfter(seen, start).thought], [0, null]);
  });
});
