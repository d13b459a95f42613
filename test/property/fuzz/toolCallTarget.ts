import assert from "node:assert/strict";
import fc from "fast-check";
import type { ToolSpec } from "../../../src/model/model";
import { breakMarks, breakMarksInJson, restoreMarks } from "../../../src/model/text/controlMarks";
import { parseToolCalls } from "../../../src/model/text/parseToolCalls";
import { fuzzTarget, type FuzzTarget } from "./fuzzTarget";

const TOOLS: readonly ToolSpec[] = [
  {
    name: "write_file",
    description: "",
    parameters: {
      type: "object",
      properties: { path: { type: "string" }, x: { type: "integer" } },
    },
  },
];

const PARTS = [
  ...["<tool_call>", "</tool_call>", "<arg_key>", "</arg_key>", "<arg_value>", "</arg_value>"],
  ...["<think>", "</think>", "write_file", "path", "x", "12", '"', "\\", "{", "}", "[", "\n", " "],
  ...[
    '{"name":"write_file","arguments":{"path":"a"}}',
    '{"name":"write_file","arguments":',
    "null",
  ],
  ...["<|begin_of_box|>", "<|end_of_box|>", "<|user|>", "[gMASK]", "/nothink", "\u2060", "\ud800"],
  ...["<arg_key>path</arg_key><arg_value>a</arg_value>", "<tool_call>".repeat(2_000)],
  ...["<think>".repeat(2_000), " ".repeat(20_000), "<arg_key>".repeat(2_000), "<|".repeat(5_000)],
];

const answer = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...PARTS) },
      { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
    ),
    {
      maxLength: 16,
    },
  )
  .map((parts) => parts.join(""));

/** The reader of raw answers: a call is whole and an object, or its arguments are no JSON; no mark gets through to a model. */
export const toolCallTarget: FuzzTarget = fuzzTarget("tool-call parser", answer, (raw) => {
  const { text, reasoning, calls } = parseToolCalls(raw, TOOLS);
  assert.ok(text.length + reasoning.length <= raw.length, "nothing is made up");
  for (const { name, argumentsJson, complete } of calls) {
    assert.match(name, /^[\w.-]+$/);
    if (complete) assert.doesNotThrow(() => void JSON.parse(argumentsJson), argumentsJson);
    else assert.throws(() => void JSON.parse(argumentsJson), `${argumentsJson} is cut`);
  }
  const broken = breakMarks(raw);
  assert.equal(breakMarks(broken), broken, "what is broken holds no mark");
  if (!raw.includes("\u2060")) assert.equal(restoreMarks(broken), raw);
  const json = JSON.stringify({ [raw.slice(0, 40)]: raw });
  assert.deepEqual(JSON.parse(breakMarksInJson(json)), {
    [breakMarks(raw.slice(0, 40))]: broken,
  });
});
