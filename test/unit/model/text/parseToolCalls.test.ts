import { strict as assert } from "node:assert";
import type { ToolSpec } from "../../../../src/model/model";
import { parseToolCalls, stripBoxTokens } from "../../../../src/model/text/parseToolCalls";

const tools: readonly ToolSpec[] = [
  {
    name: "write_file",
    description: "",
    parameters: {
      type: "object",
      properties: { path: { type: "string" }, content: { type: "string" } },
      required: ["path", "content"],
    },
  },
  {
    name: "view_mockup",
    description: "",
    parameters: {
      type: "object",
      properties: { x: { type: "integer" }, exact: { type: "boolean" }, tags: { type: "array" } },
      required: ["x"],
    },
  },
];

const parse = (raw: string) => parseToolCalls(raw, tools);
const pair = (key: string, value: string) =>
  `<arg_key>${key}</arg_key>\n<arg_value>${value}</arg_value>\n`;

describe("parseToolCalls", () => {
  it("reads a call as GLM writes it, with thought and text", () => {
    const raw = `\n<think>The bar is blue.</think>\nI write it.\n<tool_call>write_file\n${pair("path", "a.html")}${pair("content", '<p>\n  "é"</p>')}</tool_call>`;
    assert.deepEqual(parse(raw), {
      text: "I write it.",
      reasoning: "The bar is blue.",
      calls: [
        {
          name: "write_file",
          argumentsJson: JSON.stringify({ path: "a.html", content: '<p>\n  "é"</p>' }),
          complete: true,
        },
      ],
    });
  });

  it("takes a JSON call whose arguments are whole for whole, and no other that is cut", () => {
    const cut = (args: string) =>
      parse(`<tool_call>{"name":"write_file","arguments":${args}`).calls;
    assert.deepEqual(cut('{"path":"a"}'), [
      { name: "write_file", argumentsJson: '{"path":"a"}', complete: true },
    ]);
    for (const args of ['{"path":"a"', "12", '"a"', "null", ""]) {
      const [call] = cut(args);
      assert.equal(call?.complete, false, args);
      assert.throws(() => void JSON.parse(call?.argumentsJson ?? "{}"), args);
    }
  });

  it("types arguments by the schema: strings stay bare, the rest is JSON", () => {
    const [call] = parse(
      `<tool_call>view_mockup\n${pair("x", "12")}${pair("exact", "true")}${pair("tags", '["a"]')}${pair("x2", "7")}</tool_call>`,
    ).calls;
    assert.deepEqual(JSON.parse(call?.argumentsJson ?? ""), {
      x: 12,
      exact: true,
      tags: ["a"],
      x2: 7,
    });
    const [file] = parse(
      `<tool_call>write_file\n${pair("path", "12")}${pair("content", "true")}</tool_call>`,
    ).calls;
    assert.deepEqual(JSON.parse(file?.argumentsJson ?? ""), { path: "12", content: "true" });
  });

  it("forgives blanks where llama.cpp's own parser refuses them", () => {
    const [call] = parse(
      "<tool_call> \n view_mockup  \n <arg_key> x </arg_key> \n\n <arg_value>3</arg_value>\n \t</tool_call>",
    ).calls;
    assert.deepEqual(call, { name: "view_mockup", argumentsJson: '{"x":3}', complete: true });
  });

  it("reads several calls, and text between them", () => {
    const one = `<tool_call>view_mockup\n${pair("x", "1")}</tool_call>`;
    const parsed = parse(`a ${one} b ${one.replace("1", "2")} c`);
    assert.deepEqual(
      parsed.calls.map((call) => call.argumentsJson),
      ['{"x":1}', '{"x":2}'],
    );
    assert.equal(parsed.text, "a  b  c");
  });

  it("finds the call of a model that forgot to end its thought", () => {
    const parsed = parse(`<think>hm <tool_call>view_mockup\n${pair("x", "1")}</tool_call>`);
    assert.equal(parsed.calls.length, 1);
    assert.equal(parsed.reasoning, "hm");
  });

  it("takes an answer that starts inside a thought", () => {
    assert.deepEqual(parse("so it is</think>\nDone."), {
      text: "Done.",
      reasoning: "so it is",
      calls: [],
    });
  });

  for (const [where, raw] of [
    [
      "a value",
      `<tool_call>write_file\n${pair("path", "a.css")}<arg_key>content</arg_key>\n<arg_value>p { "x"`,
    ],
    ["a key", `<tool_call>write_file\n${pair("path", "a.css")}<arg_key>cont`],
    ["between pairs", `<tool_call>write_file\n${pair("path", "a.css")}`],
    ["the name", "<tool_call>write_file"],
  ] as const)
    it(`leaves a call cut in ${where} broken, so that nobody takes it for whole`, () => {
      const [call] = parse(raw).calls;
      assert.ok(call);
      assert.equal(call.name, "write_file");
      assert.equal(call.complete, false);
      assert.throws(() => JSON.parse(call.argumentsJson));
    });

  it("keeps what it had of a cut value", () => {
    const [call] = parse("<tool_call>write_file\n<arg_key>path</arg_key><arg_value>a\nb").calls;
    assert.equal(call?.argumentsJson, '{"path":"a\\nb');
  });

  it("accepts a call as a JSON object, its arguments as object or text", () => {
    const calls = parse(
      '<tool_call>\n{"name": "view_mockup", "arguments": {"x": 1}}\n</tool_call>' +
        '<tool_call>{"name":"view_mockup","arguments":"{\\"x\\":2}"}</tool_call>',
    ).calls;
    assert.deepEqual(
      calls.map((call) => JSON.parse(call.argumentsJson) as unknown),
      [{ x: 1 }, { x: 2 }],
    );
  });

  it("leaves a JSON call that was cut broken", () => {
    const [call] = parse('<tool_call>{"name": "view_mockup", "arguments": {"x": 1').calls;
    assert.deepEqual(call, { name: "view_mockup", argumentsJson: '{"x": 1', complete: false });
  });

  it("takes marks that open no call for text", () => {
    const raw = "a <tool_call></arg_value> b <tool_call> 12 c";
    assert.deepEqual(parse(raw), { text: raw, reasoning: "", calls: [] });
  });

  it("strips box marks and keeps what they enclose", () => {
    assert.equal(stripBoxTokens("at <|begin_of_box|>[1,2,3,4]<|end_of_box|>."), "at [1,2,3,4].");
    const [call] = parse(
      `<tool_call>view_mockup\n${pair("x", "<|begin_of_box|>5<|end_of_box|>")}</tool_call>`,
    ).calls;
    assert.equal(call?.argumentsJson, '{"x":5}');
  });

  it("takes marks inside a value for the value's", () => {
    const content = "<tool_call>view_mockup\n</tool_call> and <think>";
    const parsed = parse(
      `<tool_call>write_file\n${pair("path", "a.md")}${pair("content", content)}</tool_call>`,
    );
    assert.equal(parsed.calls.length, 1);
    assert.deepEqual(JSON.parse(parsed.calls[0]?.argumentsJson ?? ""), { path: "a.md", content });
  });

  it("never throws and never loses text, whatever the marks' order", () => {
    const marks = ["<tool_call>", "</tool_call>", "<arg_key>", "</arg_key>", "<arg_value>"];
    marks.push("</arg_value>", "<think>", "</think>", "write_file", "\n", "{", '"', "x");
    let state = 1;
    const next = (): number => (state = (state * 48271) % 2147483647);
    for (let round = 0; round < 3000; round++) {
      let raw = "";
      for (let i = next() % 14; i >= 0; i--) raw += marks[next() % marks.length];
      const parsed = parse(raw);
      for (const call of parsed.calls) if (call.complete) JSON.parse(call.argumentsJson);
      if (raw.includes("x")) {
        const everything = JSON.stringify(parsed);
        assert.ok(everything.includes("x"), raw);
      }
    }
  });
});
