import assert from "node:assert/strict";
import { createLineWriter } from "../../../../src/run/lines/lineWriter";
import type { RunEvent } from "../../../../src/converge/events";
import type { ModelEvent } from "../../../../src/model/model";
import type { RunLineUnion } from "../../../../src/protocol/runProtocol";
import { toolError } from "../../../../src/tools/tool";

const call = { id: "1", name: "write_file", argumentsJson: "{}" };

function linesOf(...events: readonly RunEvent[]): RunLineUnion[] {
  const lines: RunLineUnion[] = [];
  let now = 0;
  const write = createLineWriter(
    (line) => lines.push(line),
    () => (now += 1000),
  );
  for (const event of events) write(event);
  return lines;
}

const model = (event: ModelEvent): RunEvent => ({ type: "model", event });

describe("createLineWriter", () => {
  it("says what goes on, each stage once", () => {
    const stage = { type: "stage", iteration: 2, stage: "rendering" } as const;
    assert.deepEqual(
      linesOf({ type: "iterationStart", number: 2 }, stage, stage).map(
        (line) => line.type === "progress" && [line.iteration, line.stage],
      ),
      [
        [2, "correcting"],
        [2, "rendering"],
      ],
    );
  });

  it("says that a run is paused, and no more once it goes on", () => {
    const say = (type: "pause" | "go-on"): RunEvent => ({
      ...{ type: "steer", iteration: 2, refused: undefined },
      message: { type },
    });
    const lines = linesOf({ type: "iterationStart", number: 2 }, say("pause"), say("go-on"));
    assert.deepEqual(
      lines.flatMap((line) => (line.type === "progress" ? [line.stage] : [])),
      ["correcting", "paused", "going on"],
    );
  });

  it("tells and journals of a tool's made-up name no more than its beginning", () => {
    const long = { ...call, name: `run_${"x".repeat(100_000)}` };
    const lines = linesOf(
      { type: "iterationStart", number: 1 },
      { type: "toolStart", call: long },
      { type: "toolEnd", call: long, result: toolError("No."), permission: undefined },
    );
    assert.deepEqual(
      lines.map(({ type }) => type),
      ["progress", "progress", "tool"],
    );
    assert.ok(JSON.stringify(lines).length < 600);
  });

  it("journals calls with the decisions about them, and mistakes without", () => {
    const permission = {
      call: { tool: "write_file", effect: "write-run", paths: [{ path: "a.css" }] },
      action: "allow",
      by: "policy",
      rule: "allow effect=write-run",
      line: 7,
    } as const;
    const details = { kind: "file", path: "a.css", change: "created", bytes: 1234 } as const;
    const [, done, failed] = linesOf(
      { type: "iterationStart", number: 1 },
      { type: "toolEnd", call, result: { content: [], isError: false, details }, permission },
      { type: "toolEnd", call, result: toolError("No."), permission: undefined },
      { type: "toolEnd", call, result: undefined, permission },
    );
    assert.deepEqual(done, {
      type: "tool",
      iteration: 1,
      name: "write_file",
      ok: true,
      summary: "created a.css (1.2 kB)",
      decision: 7,
    });
    assert.ok(failed?.type === "tool" && !failed.ok);
    assert.equal(failed.decision, undefined);
  });

  it("says what the model is doing, and how fast", () => {
    const writing = (done: number): RunEvent =>
      model({ type: "progress", phase: "writing", done, total: 100 });
    const call = (name: string, argumentsDelta: string): RunEvent =>
      model({ type: "toolCallDelta", index: 0, name, argumentsDelta });
    const lines = linesOf(
      { type: "turnStart", iteration: 1, turn: 1 },
      model({ type: "progress", phase: "loading", done: 0.43, total: 1 }),
      model({ type: "progress", phase: "reading picture", done: 0, total: 0 }),
      model({ type: "progress", phase: "reading prompt", done: 630, total: 1000 }),
      model({ type: "progress", phase: "reading prompt", done: 660, total: 1000 }),
      model({ type: "reasoning", delta: "Hm." }),
      writing(1),
      writing(13),
      call("write_file", '{"path":"index'),
      call("", '.html","content":"'),
      call("", "<h1>"),
    );
    const stages = lines.map((line) => line.type === "progress" && line.stage);
    assert.deepEqual(stages, [
      "loading the model 40 %",
      "reading the picture",
      "reading the prompt 60 %",
      "reading the prompt 65 %",
      "thinking",
      "thinking, 12 tokens/s",
      "writing, 12 tokens/s",
      "writing index.html, 12 tokens/s",
      "writing index.html, 12 tokens/s",
    ]);
    const drafts = lines.flatMap((line) => (line.type === "progress" ? [line.draft] : []));
    assert.deepEqual(drafts.at(-1), { path: "index.html", tail: "<h1>" });
  });

  it("passes on what people should know, and what every answer cost", () => {
    const engine = { imagesEncoded: 1 };
    const usage = { promptTokens: 9, cachedTokens: 4, outputTokens: 2, ms: 12.4, engine };
    assert.deepEqual(
      linesOf(
        model({ type: "notice", message: "The model runs on the CPU." }),
        { type: "turnEnd", iteration: 2, turn: 3, usage },
        { type: "turnEnd", iteration: 2, turn: 4, usage: undefined },
      ),
      [
        { type: "notice", message: "The model runs on the CPU." },
        {
          type: "call",
          iteration: 2,
          turn: 3,
          ms: 12,
          usage: { promptTokens: 9, cachedTokens: 4, outputTokens: 2 },
          engine,
        },
      ],
    );
  });
});
