import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { isAbort } from "../../../../src/base/async";
import { nullLogger } from "../../../../src/base/logger";
import type { Message, ModelEvent, ModelRequest, ToolSpec } from "../../../../src/model/model";
import { createOpenaiModel } from "../../../../src/model/openai/openaiModel";
import type { OpenaiModelOptions } from "../../../../src/model/openai/modelOptions";
import type { ServerFacts, ServerMemory } from "../../../../src/model/openai/serverFacts";
import { Secret } from "../../../../src/model/secret";
import type { ServerFamily } from "../../../../src/protocol/schemas/savedServer";
import {
  DONE,
  delta,
  event,
  says,
  startFakeServer,
  stream,
  whole,
} from "../../../fakes/fakeServer";
import type { FakeServer, Reply } from "../../../fakes/fakeServer";
import { SHAPES } from "./shapes";

const KEY = "sk-test-0123456789abcdef";
const never = new AbortController().signal;
const png = Uint8Array.from(
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
    "base64",
  ),
);
const tools: readonly ToolSpec[] = [
  {
    name: "write_file",
    description: "Writes a file.",
    parameters: {
      type: "object",
      properties: { path: { type: "string" }, content: { type: "string" } },
      required: ["path", "content"],
    },
  },
  {
    name: "finish",
    description: "Ends.",
    parameters: {
      type: "object",
      properties: { summary: { type: "string" } },
      required: ["summary"],
    },
  },
];
const picture = { type: "image", png, width: 1, height: 1, role: "crop" } as const;
const task: Message = { role: "user", content: [picture, { type: "text", text: "Write it." }] };
const exchange: readonly Message[] = [
  { role: "system", text: "You write pages." },
  task,
  {
    ...{ role: "assistant", text: "I look.", reasoning: "Where?" },
    toolCalls: [{ id: "c1", name: "finish", argumentsJson: '{"summary":"a"}' }],
  },
  {
    ...{ role: "tool", toolCallId: "c1", toolName: "finish", isError: false },
    content: [{ type: "text", text: "So it looks:" }, picture],
  },
];

function ask(
  messages: readonly Message[] = [task],
  more: Partial<ModelRequest> = {},
): ModelRequest {
  const base = {
    messages,
    tools,
    toolChoice: "auto",
    maxOutputTokens: 100,
    thinking: false,
  } as const;
  return { ...base, ...more };
}

function createMemory(): ServerMemory & { readonly facts: ServerFacts[] } {
  const facts: ServerFacts[] = [];
  return {
    facts,
    recall: (url, model) =>
      Promise.resolve(facts.findLast((one) => one.url === url && one.model === model)),
    remember: (one) => Promise.resolve(void facts.push(one)),
  };
}

describe("a model behind a server", () => {
  const servers: FakeServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });

  async function serve(replies: readonly Reply[], pages = {}): Promise<FakeServer> {
    const server = await startFakeServer(replies, pages);
    servers.push(server);
    return server;
  }

  const open = (server: { readonly url: string }, more: Partial<OpenaiModelOptions> = {}) =>
    createOpenaiModel({
      ...{ name: "m", url: server.url, model: "m", memory: createMemory(), logger: nullLogger },
      ...more,
    });

  async function listen(
    model: ReturnType<typeof createOpenaiModel>,
    request = ask(),
    signal = never,
  ): Promise<{ events: ModelEvent[]; last: ModelEvent | undefined }> {
    const events: ModelEvent[] = [];
    try {
      for await (const one of model.generate(request, signal)) events.push(one);
    } finally {
      await model.dispose();
    }
    const ends = events.filter(({ type }) => type === "end" || type === "failure");
    assert.equal(ends.length, 1, "exactly one last event");
    assert.equal(events.at(-1), ends[0]);
    return { events, last: ends[0] };
  }

  async function failureOf(reply: Reply, more: Partial<OpenaiModelOptions> = {}) {
    const { last } = await listen(open(await serve([reply]), more), ask([], { tools: [] }));
    assert.equal(last?.type, "failure", JSON.stringify(last));
    return last.failure;
  }

  describe("reads what is streamed by", () => {
    for (const { family, what, source, items, message, stop } of SHAPES)
      it(`${family}: ${what}`, async () => {
        assert.ok(source.length > 10);
        const model = open(await serve([stream(items)]), { family: family as ServerFamily });
        const { events, last } = await listen(model);
        assert.equal(last?.type, "end", JSON.stringify(last));
        assert.equal(last.stop, stop);
        assert.equal(last.message.text, message.text ?? "");
        assert.equal(last.message.reasoning, message.reasoning ?? "");
        const calls = last.message.toolCalls;
        assert.deepEqual(
          calls.map((call) => [call.name, call.argumentsJson]),
          message.calls ?? [],
        );
        assert.equal(new Set(calls.map(({ id }) => id)).size, calls.length, "each has its own id");
        assert.ok(calls.every(({ id }) => id !== ""));
        assert.ok(last.usage.promptTokens > 0, "nobody's counting is 0");
        assert.ok(events.length > 1, "it is told of on the way");
      });

    it("any of them, wherever the bytes are cut", async () => {
      const bytes = Buffer.from(event(delta({ content: "Grüße 🙂" })) + event(delta({}, "stop")));
      const drip: Reply = async (response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        for (const byte of bytes) {
          response.write(Buffer.from([byte]));
          await new Promise((next) => setImmediate(next));
        }
        response.end();
      };
      const { last } = await listen(open(await serve([drip])));
      assert.equal(last?.type === "end" && last.message.text, "Grüße 🙂");
    });

    it("one that does not stream at all", async () => {
      const answer = {
        choices: [
          { index: 0, message: { role: "assistant", content: "All." }, finish_reason: "stop" },
        ],
        usage: { prompt_tokens: 7, completion_tokens: 2 },
      };
      const { last } = await listen(open(await serve([whole(200, answer)])));
      assert.ok(last?.type === "end");
      assert.equal(last.message.text, "All.");
      assert.deepEqual([last.usage.promptTokens, last.usage.outputTokens], [7, 2]);
    });

    for (const [said, cost] of [
      [0.0042, 0.0042],
      [0, 0],
      [-1, undefined],
      ["0.1", undefined],
    ] as const)
      it(`one that says a call cost ${JSON.stringify(said)} dollars`, async () => {
        const answer = {
          choices: [
            { index: 0, message: { role: "assistant", content: "All." }, finish_reason: "stop" },
          ],
          usage: { prompt_tokens: 7, completion_tokens: 2, cost: said },
        };
        const { last } = await listen(open(await serve([whole(200, answer)])));
        assert.ok(last?.type === "end");
        assert.equal(last.usage.cost, cost);
      });

    it("one that says what was cached, and how far it has read", async () => {
      const shape = SHAPES.find(({ family }) => family === "llama-server");
      const { events, last } = await listen(open(await serve([stream(shape?.items ?? [])])));
      assert.ok(last?.type === "end");
      const { promptTokens, cachedTokens, outputTokens } = last.usage;
      assert.deepEqual([promptTokens, cachedTokens, outputTokens], [158, 120, 40]);
      const progress = events.find(({ type }) => type === "progress");
      assert.deepEqual(progress, {
        ...{ type: "progress", phase: "reading prompt", done: 100, total: 158 },
      });
    });
  });

  describe("takes no half an answer for a whole one:", () => {
    const half = [
      delta({ content: "Half" }),
      delta({
        tool_calls: [
          { index: 0, id: "a", function: { name: "finish", arguments: '{"summary":"x"}' } },
        ],
      }),
    ];

    it("a stream that ends without an end", async () => {
      const failure = await failureOf(stream(half));
      assert.deepEqual([failure.code, failure.retryable], ["crashed", true]);
    });

    it("a connection that breaks", async () => {
      const failure = await failureOf((response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        for (const item of half) response.write(event(item));
        // Not before it is on its way.
        setImmediate(() => response.destroy());
      });
      assert.deepEqual([failure.code, failure.retryable], ["crashed", true]);
    });

    for (const [what, reply] of [
      // openrouter.ai/docs/api-reference/errors: an error in a chunk, with finish_reason "error".
      [
        "OpenRouter's",
        {
          ...(delta({ content: "" }, "error") as object),
          error: { code: 502, message: "Provider disconnected" },
        },
      ],
      // tools/server/server-context.cpp: {"error": {"code": 500, …}} as an event.
      ["llama-server's", { error: { code: 500, message: "The model died", type: "server_error" } }],
      // vllm/entrypoints/openai/serving_engine.py, create_streaming_error_response.
      [
        "vLLM's",
        { object: "error", message: "CUDA error", type: "InternalServerError", code: 500 },
      ],
      // ollama/ollama, openai/openai.go, ErrorResponse.
      [
        "Ollama's",
        { error: { message: "llama runner died", type: "api_error", param: null, code: null } },
      ],
    ] as const)
      it(`an error of ${what} in its middle`, async () => {
        const failure = await failureOf(stream([...half, reply, DONE]));
        assert.equal(failure.retryable, true, failure.message);
        assert.equal(failure.code, "crashed");
      });

    it("an answer that a filter stopped", async () => {
      const failure = await failureOf(stream([...half, delta({}, "sensitive"), DONE]));
      assert.deepEqual([failure.code, failure.retryable], ["refused", false]);
    });

    it("an answer whose server lost the network", async () => {
      const failure = await failureOf(stream([...half, delta({}, "network_error"), DONE]));
      assert.deepEqual([failure.code, failure.retryable], ["crashed", true]);
    });

    it("but keeps one that is whole when the connection breaks behind it", async () => {
      const reply: Reply = (response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(event(delta({ content: "All." })) + event(delta({}, "stop")));
        setTimeout(() => response.destroy(), 50);
      };
      const { last } = await listen(open(await serve([reply])));
      assert.equal(last?.type === "end" && last.message.text, "All.");
    });
  });

  describe("says what went wrong:", () => {
    it("too much to do, and when to come again", async () => {
      const error = { error: { message: "Rate limit reached", type: "rate_limit_exceeded" } };
      const json = { "content-type": "application/json" };
      const busy = await failureOf(whole(429, error, { ...json, "retry-after": "7" }));
      assert.deepEqual([busy.code, busy.retryable, busy.retryAfterMs], ["overloaded", true, 7000]);
      assert.match(busy.message, /^127\.0\.0\.1:\d+ is busy \(HTTP 429\): Rate limit reached\.$/);
      const at = new Date(Date.now() + 3_600_000).toUTCString();
      const later = await failureOf(whole(503, "{}", { "retry-after": at }));
      assert.ok((later.retryAfterMs ?? 0) > 3_000_000, String(later.retryAfterMs));
    });

    for (const [status, code, retryable] of [
      [401, "refused", false],
      [402, "refused", false],
      [403, "refused", false],
      [404, "unavailable", false],
      [413, "refused", false],
      [500, "crashed", true],
      [502, "crashed", true],
      [529, "overloaded", true],
    ] as const)
      it(`HTTP ${status}`, async () => {
        const failure = await failureOf(
          whole(status, "<html>Bad</html>", { "content-type": "text/html" }),
        );
        assert.deepEqual([failure.code, failure.retryable], [code, retryable]);
      });

    for (const [what, error] of [
      // tools/server/server-context.cpp (ERROR_TYPE_EXCEED_CONTEXT_SIZE)
      [
        "llama-server's",
        {
          error: {
            code: 400,
            message: "the request exceeds the available context size, try increasing it",
            type: "exceed_context_size_error",
            n_prompt_tokens: 9000,
            n_ctx: 4096,
          },
        },
      ],
      // vllm/entrypoints/openai/serving_engine.py
      [
        "vLLM's",
        {
          object: "error",
          message:
            "This model's maximum context length is 4096 tokens. However, you requested 9000 tokens",
          type: "BadRequestError",
          code: 400,
        },
      ],
      // platform.openai.com/docs/guides/error-codes
      [
        "OpenAI's",
        {
          error: {
            message: "Your input exceeds the limit.",
            type: "invalid_request_error",
            code: "context_length_exceeded",
          },
        },
      ],
    ] as const)
      it(`a conversation that is too long, in ${what} words`, async () => {
        const failure = await failureOf(whole(400, error));
        assert.deepEqual([failure.code, failure.retryable], ["context", false]);
      });

    it("a web page in the place of an API", async () => {
      const failure = await failureOf(
        whole(200, "<!doctype html>", { "content-type": "text/html" }),
      );
      assert.equal(failure.code, "unavailable");
      assert.match(failure.message, /web page/);
    });

    it("a line without end, of which little is kept", async () => {
      let sent = 0;
      const failure = await failureOf(async (response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write("data: ");
        const block = Buffer.alloc(1_000_000, "a");
        for (; sent < 200 && !response.destroyed; sent++)
          if (!response.write(block)) await drained(response);
      });
      assert.deepEqual([failure.code, failure.retryable], ["internal", false]);
      assert.ok(sent < 200, "it hung up on the way");
    });

    it("another host that it is sent to, which does not get the key", async () => {
      const other = await serve([says("Mine.")]);
      const reply = whole(307, "", { location: `${other.url}/chat/completions` });
      const findKey = () => Promise.resolve(new Secret(KEY));
      const failure = await failureOf(reply, { findKey });
      assert.equal(failure.code, "unavailable");
      assert.match(failure.message, /another address/);
      assert.equal(other.received.length, 0);
    });

    it("nobody who listens", async () => {
      const gone = await startFakeServer([]);
      await gone.stop();
      const { last } = await listen(open(gone));
      assert.ok(last?.type === "failure");
      assert.deepEqual([last.failure.code, last.failure.retryable], ["unavailable", true]);
      assert.match(last.failure.message, /nothing listens there/);
    });

    it("a server that never begins, and one that stops in the middle", async () => {
      const timeouts = { firstMs: 50 };
      const silent = await failureOf(() => undefined, { timeouts });
      assert.equal(silent.retryable, true);
      assert.match(silent.message, /said nothing/);
      // Bytes that make no event are no life: a slow loris.
      const loris = await failureOf(
        (response) => {
          response.writeHead(200, { "content-type": "text/event-stream" });
          response.write(event(delta({ content: "a" })));
          const timer = setInterval(() => response.write(":"), 5);
          response.on("close", () => clearInterval(timer));
        },
        { timeouts: { idleMs: 50 } },
      );
      assert.match(loris.message, /stopped in the middle/);
    });
  });

  describe("when a server takes no", () => {
    /** Refuses until `isGood` says of a request's text that it is as it should be. */
    const until = (isGood: (text: string) => boolean, error: unknown, status = 400): Reply => {
      const good = says("Good.");
      return (response, received) =>
        isGood(received.text) ? good(response, received) : whole(status, error)(response, received);
    };
    const parts = (role: string, server: FakeServer): string[] => {
      const last = server.chats().at(-1)?.body?.messages ?? [];
      return last
        .filter((message) => message.role === role)
        .map((message) => JSON.stringify(message));
    };

    for (const [what, status, message] of [
      // vllm-project/vllm issue 43203
      ["vLLM", 400, "Only 'text' content type is supported in tool messages; image_url is not"],
      // docs.z.ai/api-reference/llm/chat-completion: a tool message's content is a string; code 1214
      ["Z.ai", 400, "messages[3] parameter is illegal. Please check the document."],
      ["a template", 500, "Error rendering prompt with jinja template: image in tool content"],
    ] as const)
      it(`pictures in tool results (${what}), sends them after the results`, async () => {
        const memory = createMemory();
        const server = await serve([
          until(
            (text) => !/"role":"tool"[^}]*"content":\[/.test(text),
            { error: { message } },
            status,
          ),
        ]);
        const { events, last } = await listen(open(server, { memory }), ask(exchange));
        assert.equal(last?.type, "end", JSON.stringify(last));
        assert.match(JSON.stringify(events), /takes no pictures in tool results/);
        assert.match(parts("tool", server).join(), /"content":"So it looks:"/);
        assert.match(parts("user", server).at(-1) ?? "", /belong to the results.*image_url/);
        assert.equal(memory.facts.at(-1)?.toolImages, false);
        // And knows it the next time.
        const before = server.chats().length;
        await listen(open(server, { memory }), ask(exchange));
        assert.equal(server.chats().length, before + 1);
      });

    for (const [what, message] of [
      // vllm/entrypoints/openai/serving_chat.py
      [
        "vLLM",
        '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
      ],
      // ollama/ollama, server/routes.go
      ["Ollama", "registry.ollama.ai/library/x does not support tools"],
      // tools/server/server-common.cpp
      ["llama-server", "tools param requires --jinja flag"],
    ] as const)
      it(`tools (${what}), tells of them in words and reads the calls from the text`, async () => {
        const call = '<tool_call>{"name": "finish", "arguments": {"summary": "x"}}</tool_call>';
        const good = says(`Done. ${call}`);
        const server = await serve([
          (response, received) =>
            received.body?.["tools"] === undefined
              ? good(response, received)
              : whole(what === "llama-server" ? 500 : 400, { error: { message } })(
                  response,
                  received,
                ),
        ]);
        const { last } = await listen(open(server), ask(exchange.slice(0, 2)));
        assert.ok(last?.type === "end", JSON.stringify(last));
        assert.deepEqual(last.message.toolCalls, [
          { id: "call_1_0", name: "finish", argumentsJson: '{"summary":"x"}' },
        ]);
        assert.match(parts("system", server)[0] ?? "", /<tools>.*write_file.*<\/tools>/s);
      });

    it("pictures at all, goes on with words", async () => {
      // tools/server/server-common.cpp
      const message = "image input is not supported - hint: you may need to provide the mmproj";
      const server = await serve([
        until((text) => !text.includes("image_url"), { error: { message } }, 500),
      ]);
      const model = open(server);
      const { events, last } = await listen(model, ask(exchange));
      assert.equal(last?.type, "end", JSON.stringify(last));
      assert.match(JSON.stringify(events), /takes no pictures for this model/);
      assert.match(parts("user", server)[0] ?? "", /a picture: crop, 1 × 1 px/);
    });

    it("settings that it does not know, leaves them out", async () => {
      const message = "Unsupported parameter: 'temperature' is not supported with this model.";
      const server = await serve([
        until((text) => !text.includes("temperature"), { error: { message } }),
      ]);
      const { last } = await listen(open(server, { model: "glm-4.6v" }));
      assert.equal(last?.type, "end", JSON.stringify(last));
      assert.equal(server.chats().length, 2);
    });

    it("of all that, gives up in the end", async () => {
      const server = await serve([
        whole(400, { error: { message: "tools and image_url are not supported" } }),
      ]);
      const memory = createMemory();
      const { last } = await listen(open(server, { memory }), ask(exchange));
      assert.ok(last?.type === "failure");
      assert.deepEqual([last.failure.code, last.failure.retryable], ["refused", false]);
      assert.deepEqual(memory.facts, [], "what did not help is not remembered");
    });

    it("call that the model wrote badly, asks again, and then without the server's own reader", async () => {
      const message =
        "The model produced output that does not match the expected peg-native format";
      const server = await serve([
        until((text) => !text.includes('"tools":['), { error: { code: 500, message } }, 500),
      ]);
      const { events, last } = await listen(open(server, { family: "llama-server" }));
      assert.equal(last?.type, "end", JSON.stringify(last));
      assert.match(JSON.stringify(events), /could not read what the model wrote/);
      assert.equal(server.chats().length, 3);
      assert.match(server.chats().at(-1)?.text ?? "", /<tools>/);
    });
  });

  it("sends the same transcript as the same bytes, and a longer one after them", async () => {
    const server = await serve([says("One."), says("Two.")]);
    const model = open(server, { family: "llama-server", model: "glm-4.6v-flash" });
    for (const messages of [exchange, [...exchange, task]])
      for await (const _ of model.generate(ask(messages), never));
    await model.dispose();
    const [first, second] = server.chats().map(({ text }) => text);
    const end = first?.lastIndexOf('"}]') ?? 0;
    const shared = first?.slice(0, first.indexOf("So it looks:")) ?? "";
    assert.ok(end > 0 && shared.length > 300);
    assert.ok(second?.startsWith(shared));
  });

  it("gives reasoning back in the fields a family reads", async () => {
    for (const [family, fields] of [
      ["llama-server", ["reasoning_content"]],
      ["vllm", ["reasoning_content", "reasoning"]],
      ["openrouter", ["reasoning"]],
      ["openai", []],
    ] as const) {
      const server = await serve([says("x")]);
      await listen(open(server, { family }), ask(exchange));
      const sent = server.chats()[0]?.body?.messages.find(({ role }) => role === "assistant") ?? {};
      assert.deepEqual(
        Object.keys(sent).filter((name) => name.startsWith("reasoning")),
        fields,
      );
    }
  });

  it("asks for what each family knows", async () => {
    const bodyOf = async (family: ServerFamily, more: Partial<ModelRequest> = {}) => {
      const server = await serve([says("x")]);
      await listen(open(server, { family, model: "glm-4.6v-flash" }), ask([task], more));
      return server.chats()[0]?.body ?? {};
    };
    const local = (await bodyOf("llama-server", { toolChoice: "required" })) as Record<
      string,
      unknown
    >;
    assert.deepEqual(
      [local["tool_choice"], local["parallel_tool_calls"], local["top_k"], local["repeat_penalty"]],
      ["required", false, 2, 1.1],
    );
    assert.deepEqual(local["chat_template_kwargs"], { enable_thinking: false });
    const zai = (await bodyOf("z-ai", { toolChoice: "required", thinking: true })) as Record<
      string,
      unknown
    >;
    assert.equal(zai["tool_choice"], undefined);
    assert.deepEqual(zai["thinking"], { type: "enabled" });
    const openai = (await bodyOf("openai")) as Record<string, unknown>;
    assert.deepEqual([openai["max_completion_tokens"], openai["temperature"]], [100, undefined]);
  });

  it("opens with what a server says of itself", async () => {
    const server = await serve([says("x")], {
      "/v1/models": { data: [{ id: "q", owned_by: "llamacpp", meta: { n_ctx: 4096 } }] },
      "/props": { default_generation_settings: { n_ctx: 5000 }, modalities: { vision: false } },
    });
    const model = open(server, { model: "" });
    const opened = await model.open(() => undefined, never);
    assert.deepEqual(opened, {
      ...{ type: "open", info: { contextTokens: 5000, vision: false, size: "small" } },
    });
    await listen(model);
    assert.equal((server.chats()[0]?.body as { model?: string } | undefined)?.model, "q");
  });

  it("does not open where the key is refused", async () => {
    const server = await serve([says("x")]);
    const refuse = await startFakeServer([], {});
    await refuse.stop();
    const closed = await open(refuse).open(() => undefined, never);
    assert.equal(closed.type, "failure");
    assert.equal((await open(server).open(() => undefined, never)).type, "open");
  });

  describe("with a key", () => {
    it("sends it in the header, and has it in no message, not even where the server repeats it", async () => {
      const error = { error: { message: `Incorrect API key provided: ${KEY}` } };
      const server = await serve([whole(401, error)]);
      const logged: string[] = [];
      const log = (text: string): void => void logged.push(text);
      const logger = { debug: log, info: log, warn: log, error: log };
      const findKey = () => Promise.resolve(new Secret(KEY));
      const { events } = await listen(open(server, { findKey, logger }));
      assert.equal(server.chats()[0]?.headers.authorization, `Bearer ${KEY}`);
      assert.ok(!JSON.stringify([events, logged]).includes(KEY));
      assert.match(JSON.stringify(events), /Incorrect API key provided: \[secret\]/);
    });

    it("takes the header that the server wants", async () => {
      const server = await serve([says("x")]);
      const findKey = () => Promise.resolve(new Secret(KEY));
      await listen(open(server, { findKey, keyHeader: "api-key" }));
      const { headers } = server.chats()[0] ?? {};
      assert.deepEqual([headers?.["api-key"], headers?.authorization], [KEY, undefined]);
    });
  });

  it("closes the connection when it is aborted, and throws nothing else", async () => {
    const reply: Reply = (response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(event(delta({ content: "a" })));
    };
    const server = await serve([reply]);
    const abort = new AbortController();
    const model = open(server);
    await model.open(() => undefined, never);
    const heard = async (): Promise<void> => {
      for await (const one of model.generate(ask(), abort.signal))
        if (one.type === "text") abort.abort();
    };
    await assert.rejects(heard(), isAbort);
    await server.closed;
    await model.dispose();
  });

  it("does not trust a host whose certificate it cannot check, nor one without TLS", async () => {
    const plain = await serve([says("x")]);
    const { last } = await listen(open({ url: plain.url.replace("http:", "https:") }));
    assert.ok(last?.type === "failure");
    assert.deepEqual([last.failure.code, last.failure.retryable], ["unavailable", false]);
    assert.match(last.failure.message, /TLS/);
    assert.equal(plain.chats().length, 0);
  });
});

/** Resolves when more can be written, or nobody reads any more. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.on("drain", done).on("close", done);
  });
}
