import { strict as assert } from "node:assert";
import { readAnswer } from "../../../../../src/model/llama/messages/readAnswer";
import type { EngineResult, EngineStats } from "../../../../../src/protocol/schemas/nativeEngine";

const result = (change: Partial<EngineResult>): EngineResult => ({
  raw: "",
  message: "",
  parseError: "",
  stop: "eog",
  stats: {} as EngineStats,
  ...change,
});
const wire = (message: object): string => JSON.stringify({ role: "assistant", ...message });
const read = (change: Partial<EngineResult>) =>
  readAnswer(result(change), [], (n) => `call_1_${n}`);

describe("readAnswer", () => {
  it("takes llama.cpp's parse and gives its calls ids", () => {
    const answer = read({
      raw: "…<tool_call>…",
      message: wire({
        content: "\ntext ",
        reasoning_content: "thought\n",
        tool_calls: [
          { type: "function", id: "", function: { name: "a", arguments: '{"x":1}' } },
          { type: "function", id: "", function: { name: "b", arguments: "{}" } },
        ],
      }),
    });
    assert.deepEqual(answer, {
      stop: "tool_calls",
      message: {
        role: "assistant",
        text: "text",
        reasoning: "thought",
        toolCalls: [
          { id: "call_1_0", name: "a", argumentsJson: '{"x":1}' },
          { id: "call_1_1", name: "b", argumentsJson: "{}" },
        ],
      },
    });
  });

  it("parses the raw text itself when llama.cpp could not", () => {
    const answer = read({
      parseError: "no",
      raw: "<think>t</think>\n<tool_call>a\n <arg_key>x</arg_key>\n<arg_value>1</arg_value>\n </tool_call>",
    });
    assert.equal(answer.stop, "tool_calls");
    assert.deepEqual(answer.message.toolCalls, [
      { id: "call_1_0", name: "a", argumentsJson: '{"x":1}' },
    ]);
  });

  it("finds a call that llama.cpp took for text, but keeps its parse when there is none", () => {
    const call = "<tool_call>a\n<arg_key>x</arg_key><arg_value>1</arg_value></tool_call>";
    assert.equal(read({ raw: call, message: wire({ content: call }) }).stop, "tool_calls");
    const plain = "the <tool_call> mark";
    const answer = read({ raw: plain, message: wire({ content: plain }) });
    assert.equal(answer.stop, "stop");
    assert.equal(answer.message.text, plain);
  });

  it("tells a cut answer from a whole one", () => {
    const message = wire({
      content: "",
      tool_calls: [{ function: { name: "a", arguments: '{"x":"cu' } }],
    });
    for (const stop of ["length", "context"] as const) {
      const answer = read({ stop, raw: "<tool_call>a", message });
      assert.equal(answer.stop, "length");
      assert.equal(answer.message.toolCalls[0]?.argumentsJson, '{"x":"cu');
    }
  });

  it("strips box marks everywhere", () => {
    const box = "<|begin_of_box|>1<|end_of_box|>";
    const answer = read({
      message: wire({
        content: box,
        reasoning_content: box,
        tool_calls: [{ function: { name: "a", arguments: `{"x":${box}}` } }],
      }),
    });
    assert.equal(answer.message.text + answer.message.reasoning, "11");
    assert.equal(answer.message.toolCalls[0]?.argumentsJson, '{"x":1}');
  });

  it("gives back whole what the model copied from a text whose marks were broken for it", () => {
    const copied = "a <\u2060|user|> b\u2060c";
    const message = wire({
      content: copied,
      reasoning_content: copied,
      tool_calls: [{ function: { name: "a", arguments: JSON.stringify({ x: copied }) } }],
    });
    const answer = read({ message }).message;
    const whole = "a <|user|> b\u2060c";
    assert.deepEqual([answer.text, answer.reasoning], [whole, whole]);
    assert.deepEqual(JSON.parse(answer.toolCalls[0]?.argumentsJson ?? ""), { x: whole });
  });

  it("loses nothing when nothing can be parsed", () => {
    assert.equal(read({ parseError: "no", raw: "words" }).message.text, "words");
  });
});
