import type { AssistantMessage, ModelEvent } from "../../../../src/model/model";
import { delta, DONE } from "../../../fakes/fakeServer";

/** How a family streams an answer, and what it comes to. */
export interface Shape {
  readonly family: string;
  readonly what: string;
  /** Where the shape is from. */
  readonly source: string;
  /** As `stream` takes them. */
  readonly items: readonly unknown[];
  readonly message: Partial<Omit<AssistantMessage, "role" | "toolCalls">> & {
    /** Name and arguments. */
    readonly calls?: readonly (readonly [string, string])[];
  };
  readonly stop: Extract<ModelEvent, { type: "end" }>["stop"];
}

const WRITE = `{"path":"index.html","content":"<p>a\\n\\"b\\"</p>"}`;
const call = (index: number | undefined, fields: object, id?: string): object => ({
  ...(index !== undefined && { index }),
  ...(id !== undefined && { id, type: "function" }),
  function: fields,
});
const usage = (prompt: number, output: number, cached?: number): unknown => ({
  ...{ id: "chatcmpl-1", object: "chat.completion.chunk", choices: [] },
  usage: {
    ...{ prompt_tokens: prompt, completion_tokens: output, total_tokens: prompt + output },
    ...(cached !== undefined && { prompt_tokens_details: { cached_tokens: cached } }),
  },
});

export const SHAPES: readonly Shape[] = [
  {
    family: "llama-server",
    what: "content null, progress, a call in pieces, usage without choices",
    source:
      "recorded from llama-server (built from the llama.cpp in node-llama-cpp 3.22.1), tools/server/server-task.cpp",
    items: [
      {
        ...(delta({ role: "assistant", content: null }) as object),
        prompt_progress: { total: 158, cache: 0, processed: 100, time_ms: 4 },
      },
      delta({ role: "assistant", content: null }),
      delta({ reasoning_content: "I shall" }),
      delta({ reasoning_content: " write." }),
      delta({ tool_calls: [call(0, { name: "write_file", arguments: "" }, "abc")] }),
      delta({ tool_calls: [call(0, { arguments: WRITE.slice(0, 20) })] }),
      delta({ tool_calls: [call(0, { arguments: WRITE.slice(20) })] }),
      delta({}, "tool_calls"),
      usage(158, 40, 120),
      DONE,
    ],
    message: { reasoning: "I shall write.", calls: [["write_file", WRITE]] },
    stop: "tool_calls",
  },
  {
    family: "vllm",
    what: "the reasoning under its newer name, a name with null arguments, two calls",
    source:
      "vllm-project/vllm, vllm/entrypoints/openai/serving_chat.py (DeltaMessage, DeltaToolCall)",
    items: [
      delta({ role: "assistant", content: "" }),
      delta({ reasoning: "Two files." }),
      delta({ tool_calls: [call(0, { name: "write_file", arguments: null }, "chatcmpl-tool-1")] }),
      delta({ tool_calls: [call(0, { arguments: WRITE })] }),
      delta({ tool_calls: [call(1, { name: "finish" }, "chatcmpl-tool-2")] }),
      delta({ tool_calls: [call(1, { arguments: '{"summary": ' })] }),
      delta({ tool_calls: [call(1, { arguments: '"done"}' })] }),
      delta({ content: "" }, "tool_calls"),
      usage(90, 30),
      DONE,
    ],
    message: {
      reasoning: "Two files.",
      calls: [
        ["write_file", WRITE],
        ["finish", '{"summary": "done"}'],
      ],
    },
    stop: "tool_calls",
  },
  {
    family: "vllm",
    what: "the reasoning under its older name, cut at the limit",
    source: "docs.vllm.ai, Reasoning Outputs (reasoning_content of 0.9)",
    items: [
      delta({ role: "assistant", content: "" }),
      delta({ reasoning_content: "Long" }),
      delta({ content: "Half" }),
      delta({ content: " a sen" }, "length"),
      DONE,
    ],
    message: { reasoning: "Long", text: "Half a sen" },
    stop: "length",
  },
  {
    family: "sglang",
    what: "content and reasoning null beside each other, a name with empty arguments, then pieces",
    source: "sgl-project/sglang, python/sglang/srt/entrypoints/openai/serving_chat.py",
    items: [
      delta({ role: "assistant", content: "", reasoning_content: null, tool_calls: null }),
      delta({ role: null, content: null, reasoning_content: "Hm.", tool_calls: null }),
      delta({
        ...{ role: null, content: null, reasoning_content: null },
        tool_calls: [call(0, { name: "write_file", arguments: "" }, "call_1")],
      }),
      delta({ content: null, tool_calls: [call(0, { name: null, arguments: WRITE }, undefined)] }),
      delta({ role: null, content: null, reasoning_content: null, tool_calls: null }, "tool_calls"),
      usage(10, 5),
      DONE,
    ],
    message: { reasoning: "Hm.", calls: [["write_file", WRITE]] },
    stop: "tool_calls",
  },
  {
    family: "transformers",
    what: "GLM's calls as raw text, after a thought, with box marks",
    source:
      "huggingface/transformers, src/transformers/commands/serving.py (streams text as it is); the form is that of GLM-4.6V's chat template",
    items: [
      delta({ role: "assistant" }),
      delta({ content: "<think>I look.</think>\n<tool_" }),
      delta({ content: "call>write_file\n<arg_key>path</arg_key>\n<arg_value>index.html" }),
      delta({ content: "</arg_value>\n<arg_key>content</arg_key>\n<arg_value><p>a</p>" }),
      delta({ content: "<|begin_of_box|></arg_value>\n</tool_call>" }),
      delta({}, "stop"),
    ],
    message: {
      reasoning: "I look.",
      calls: [["write_file", '{"path":"index.html","content":"<p>a</p>"}']],
    },
    stop: "tool_calls",
  },
  {
    family: "transformers",
    what: "Hermes' calls as raw text",
    source:
      "huggingface/transformers, src/transformers/commands/serving.py; the form is that of Qwen's chat template",
    items: [
      delta({ role: "assistant" }),
      delta({ content: 'Now.\n<tool_call>\n{"name": "finish", "argu' }),
      delta({ content: 'ments": {"summary": "done"}}\n</tool_call>' }),
      delta({}, "stop"),
      DONE,
    ],
    message: { text: "Now.", calls: [["finish", '{"summary":"done"}']] },
    stop: "tool_calls",
  },
  {
    family: "ollama",
    what: "calls whole, one a chunk, then the reason with empty content",
    source: "recorded: g0t4/ask-openai.nvim, lua/ask-openai/backends/ollama/notes/sses.md",
    items: [
      delta({
        ...{ role: "assistant", content: "" },
        tool_calls: [call(0, { name: "write_file", arguments: WRITE }, "call_wteop8bt")],
      }),
      delta({
        ...{ role: "assistant", content: "" },
        tool_calls: [call(1, { name: "finish", arguments: '{"summary":"x"}' }, "call_rk2xye1l")],
      }),
      delta({ role: "assistant", content: "" }, "tool_calls"),
      DONE,
    ],
    message: {
      calls: [
        ["write_file", WRITE],
        ["finish", '{"summary":"x"}'],
      ],
    },
    stop: "tool_calls",
  },
  {
    family: "ollama",
    what: "several calls with the same number and ids of their own",
    source: "ollama/ollama issue 15457 (every call has the number 0)",
    items: [
      delta({ tool_calls: [call(0, { name: "write_file", arguments: WRITE }, "call_a")] }),
      delta({ tool_calls: [call(0, { name: "finish", arguments: '{"summary":"x"}' }, "call_b")] }),
      delta({ content: "" }, "tool_calls"),
      DONE,
    ],
    message: {
      calls: [
        ["write_file", WRITE],
        ["finish", '{"summary":"x"}'],
      ],
    },
    stop: "tool_calls",
  },
  {
    family: "lm-studio",
    what: "calls in pieces, the first with an id, none with a number",
    source:
      "lmstudio.ai/docs/developer/openai-compat/tools (accumulate delta.tool_calls); without numbers: openai/openai-python issue 2806",
    items: [
      delta({ role: "assistant" }),
      delta({
        tool_calls: [call(undefined, { name: "write_file", arguments: "" }, "365174485")],
      }),
      delta({ tool_calls: [call(undefined, { arguments: WRITE.slice(0, 9) })] }),
      delta({ tool_calls: [call(undefined, { arguments: WRITE.slice(9) })] }),
      delta({ tool_calls: [call(undefined, { name: "finish", arguments: "{}" }, "365174486")] }),
      delta({}, "tool_calls"),
      DONE,
    ],
    message: {
      calls: [
        ["write_file", WRITE],
        ["finish", "{}"],
      ],
    },
    stop: "tool_calls",
  },
  {
    family: "z-ai",
    what: "content of a line break, arguments as one string, box marks around an answer",
    source:
      "docs.z.ai/guides/tools/stream-tool and zai-org/GLM-4.6V-Flash's model card (box tokens)",
    items: [
      delta({ role: "assistant", content: "\n" }),
      delta({ role: "assistant", content: "", reasoning_content: "Where?" }),
      delta({ role: "assistant", content: "<|begin_of_box|>Here.<|end_of_box|>" }),
      delta({ tool_calls: [call(0, { name: "write_file", arguments: WRITE }, "call_-8")] }),
      {
        ...(delta({ role: "assistant", content: "" }, "tool_calls") as object),
        usage: {
          ...{ prompt_tokens: 200, completion_tokens: 30, total_tokens: 230 },
          prompt_tokens_details: { cached_tokens: 150 },
        },
      },
      DONE,
    ],
    message: { text: "Here.", reasoning: "Where?", calls: [["write_file", WRITE]] },
    stop: "tool_calls",
  },
  {
    family: "novita",
    what: "reasoning beside content, arguments as an object",
    source:
      "novita.ai/docs/guides/llm-reasoning; arguments as an object have no source: they are accepted from anybody",
    items: [
      delta({ role: "assistant", content: "", reasoning_content: "So." }),
      delta({
        tool_calls: [call(0, { name: "finish", arguments: { summary: "x" } }, "call_1")],
      }),
      delta({ content: "" }, "tool_calls"),
      DONE,
    ],
    message: { reasoning: "So.", calls: [["finish", '{"summary":"x"}']] },
    stop: "tool_calls",
  },
  {
    family: "openrouter",
    what: "comments between events",
    source: "openrouter.ai/docs/api-reference/streaming",
    items: [
      ": OPENROUTER PROCESSING\n\n",
      delta({ role: "assistant", content: "He" }),
      ": OPENROUTER PROCESSING\n\n",
      delta({ content: "llo." }),
      { ...(delta({ content: "" }, "stop") as object), native_finish_reason: "end_turn" },
      usage(5, 2, 0),
      DONE,
    ],
    message: { text: "Hello." },
    stop: "stop",
  },
  {
    family: "openai",
    what: "a refusal field, obfuscation, a call in pieces",
    source: "platform.openai.com/docs/api-reference/chat-streaming",
    items: [
      delta({ role: "assistant", content: null, refusal: null }),
      delta({ tool_calls: [call(0, { name: "finish", arguments: "" }, "call_DdmO9pD3")] }),
      { ...(delta({ tool_calls: [call(0, { arguments: '{"' })] }) as object), obfuscation: "x4" },
      delta({ tool_calls: [call(0, { arguments: 'summary":"x"}' })] }),
      delta({}, "tool_calls"),
      usage(5, 2),
      DONE,
    ],
    message: { calls: [["finish", '{"summary":"x"}']] },
    stop: "tool_calls",
  },
  {
    family: "plain",
    what: "lines that end with CR LF, data without a blank, fields nobody knows",
    source:
      "html.spec.whatwg.org, Server-sent events, 9.2.6 (line ends, the blank after the colon)",
    items: [
      `event: message\r\nid: 1\r\ndata:${JSON.stringify(delta({ content: "a" }))}\r\n\r\n`,
      `retry: 10\nwhatever: 1\ndata:${JSON.stringify(delta({ content: "b" }))}\n\n`,
      "data: \n\ndata: not json\n\n",
      `data: ${JSON.stringify(delta({}, "stop"))}\n`,
    ],
    message: { text: "ab" },
    stop: "stop",
  },
];
