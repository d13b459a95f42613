import assert from "node:assert/strict";
import { createEditorModel } from "../../../../src/app/engine/editorModel";
import { isAbort } from "../../../../src/base/async";
import { describeMismatch } from "../../../../src/base/schema";
import type { Message, ModelEvent, ModelRequest } from "../../../../src/model/model";
import { editorModelSchemas } from "../../../../src/protocol/schemas/editorModel";
import type { EditorProgress, EditorRequest } from "../../../../src/protocol/schemas/editorModel";
import { editorModels } from "../../../../src/vscode/models/editorModels";
import {
  LanguageModelChatToolMode,
  LanguageModelDataPart,
  LanguageModelError,
  languageModels,
  LanguageModelTextPart,
  LanguageModelToolCallPart,
  LanguageModelToolResultPart,
} from "../../../fakes/vscode/languageModels";
import type { FakeLanguageModel } from "../../../fakes/vscode/languageModels";

type Asked = Parameters<FakeLanguageModel["sendRequest"]>;
type Editor = Parameters<typeof createEditorModel>[1];
type Options = {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: EditorProgress) => void;
};

/** The channel without its two processes: what crosses it is plain JSON of the agreed shape. */
const editor = {
  request: async (name: string, params: unknown, { signal, onProgress }: Options) => {
    const crossed: unknown = JSON.parse(JSON.stringify(params));
    if (name === "editor-model-open") return editorModels.open(crossed as { id: string });
    assert.equal(describeMismatch(editorModelSchemas.ask.params, crossed), "");
    const report = (progress: EditorProgress): void => {
      assert.equal(describeMismatch(editorModelSchemas.ask.progress, progress), "");
      onProgress?.(progress);
    };
    return editorModels.ask(crossed as EditorRequest, report, signal);
  },
} as unknown as Editor;

const never = new AbortController().signal;
const png = new Uint8Array([137, 80, 78, 71]);
const picture = { type: "image", png, width: 28, height: 28, role: "mockup" } as const;

const messages: readonly Message[] = [
  { role: "system", text: "You write pages." },
  { role: "user", content: [{ type: "text", text: "This one." }, picture] },
  {
    role: "assistant",
    text: "Yes.",
    reasoning: "hm",
    toolCalls: [{ id: "c1", name: "write_file", argumentsJson: '{"path":"index.html"}' }],
  },
  {
    role: "tool",
    toolCallId: "c1",
    toolName: "write_file",
    content: [{ type: "text", text: "Done." }, picture],
    isError: false,
  },
];

const request: ModelRequest = {
  messages,
  tools: [{ name: "write_file", description: "Writes.", parameters: { type: "object" } }],
  toolChoice: "required",
  maxOutputTokens: 1000,
  thinking: false,
};

/** A stream that breaks off with `error`. */
function broken(error: Error): AsyncIterable<unknown> {
  return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }) };
}

/** A stream of these parts. */
async function* streamOf(...parts: readonly unknown[]): AsyncIterable<unknown> {
  yield* await Promise.resolve(parts);
}

describe("a model of the editor", () => {
  let asked: Asked[] = [];
  beforeEach(() => (asked = []));
  afterEach(() => void languageModels.splice(0));

  function offer(answer: (...asked: Asked) => AsyncIterable<unknown>): void {
    languageModels.push({
      ...{ id: "copilot-x", name: "X", vendor: "copilot", maxInputTokens: 64_000 },
      sendRequest: (...call) => {
        asked.push(call);
        return Promise.resolve({ stream: answer(...call) });
      },
    });
  }

  async function hear(signal = never): Promise<ModelEvent[]> {
    const events: ModelEvent[] = [];
    const model = createEditorModel("copilot-x", editor);
    await model.open((event) => events.push(event), never);
    for await (const event of model.generate(request, signal)) events.push(event);
    return events;
  }

  it("says what it is", async () => {
    offer(() => streamOf());
    const model = createEditorModel("copilot-x", editor);
    const opened = await model.open(() => undefined, never);
    assert.deepEqual(opened, { type: "open", info: { contextTokens: 64_000, vision: true } });
    assert.equal(model.name, "X");
  });

  it("is told the conversation with pictures and tools, and answers with text and calls", async () => {
    offer(() =>
      streamOf(
        new LanguageModelTextPart("I wr"),
        new LanguageModelTextPart("ite."),
        { something: "of a newer editor" },
        new LanguageModelToolCallPart("c2", "write_file", { path: "a.css" }),
      ),
    );
    const events = await hear();
    const [told = [], options] = asked[0] ?? [];
    assert.deepEqual(
      told.map(({ role, content }) => [role, content]),
      [
        ["user", [new LanguageModelTextPart("You write pages.")]],
        [
          "user",
          [
            new LanguageModelTextPart("This one."),
            LanguageModelDataPart.image(Buffer.from(png), "image/png"),
          ],
        ],
        [
          "assistant",
          [
            new LanguageModelTextPart("Yes."),
            new LanguageModelToolCallPart("c1", "write_file", { path: "index.html" }),
          ],
        ],
        ["user", [new LanguageModelToolResultPart("c1", [new LanguageModelTextPart("Done.")])]],
        ["user", [LanguageModelDataPart.image(Buffer.from(png), "image/png")]],
      ],
    );
    assert.deepEqual(options?.tools, [
      { name: "write_file", description: "Writes.", inputSchema: { type: "object" } },
    ]);
    assert.equal(options?.toolMode, LanguageModelChatToolMode.Required);
    const end = events.at(-1);
    assert.ok(end?.type === "end");
    assert.equal(end.stop, "tool_calls");
    assert.equal(end.message.text, "I write.");
    assert.deepEqual(end.message.toolCalls, [
      { id: "c2", name: "write_file", argumentsJson: '{"path":"a.css"}' },
    ]);
    assert.ok(end.usage.promptTokens > 0 && end.usage.outputTokens > 0);
  });

  it("is cancelled when the run is stopped", async () => {
    const controller = new AbortController();
    offer(async function* (_messages, _options, token) {
      yield new LanguageModelTextPart("I");
      const cancelled = new Promise<void>((resolve) =>
        token.onCancellationRequested(() => resolve()),
      );
      controller.abort();
      await cancelled;
      throw new Error("Canceled");
    });
    await assert.rejects(hear(controller.signal), (error) => isAbort(error));
  });

  it("fails with a sentence when it is not there, refused, or broken", async () => {
    const gone = await createEditorModel("none", editor).open(() => undefined, never);
    assert.ok(gone.type === "failure");
    assert.match(gone.failure.message, /The editor has no model none at present/);
    const fates = [
      [LanguageModelError.NoPermissions("no"), "refused", false],
      [LanguageModelError.Blocked("quota"), "overloaded", false],
      [new Error("socket"), "internal", true],
    ] as const;
    for (const [error, code, retryable] of fates) {
      languageModels.splice(0);
      offer(() => broken(error));
      const end = (await hear()).at(-1);
      assert.ok(end?.type === "failure");
      assert.deepEqual([end.failure.code, end.failure.retryable], [code, retryable]);
    }
  });
});
