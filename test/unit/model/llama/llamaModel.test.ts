import assert from "node:assert/strict";
import { nullLogger } from "../../../../src/base/logger";
import { createLlamaModel } from "../../../../src/model/llama/llamaModel";
import { HostDiedError } from "../../../../src/model/llama/host/modelHostProcess";
import type { ModelSession } from "../../../../src/model/llama/host/modelSession";
import type { Message, Model, ModelEvent } from "../../../../src/model/model";
import type { EngineResult } from "../../../../src/protocol/schemas/nativeEngine";

const never = new AbortController().signal;
const result = {
  ...{ raw: "", message: '{"role":"assistant","content":"Hello."}', parseError: "", stop: "eog" },
  stats: { promptTokens: 9, reusedTokens: 0, sampledTokens: 3 },
} as EngineResult;

const LOADED = { contextSize: 8448, vision: false };

/** A session without a process; `answer` is what its engine does. */
function createSession(answer: () => Promise<EngineResult> = () => Promise.resolve(result)) {
  const state = { sentence: "All layers run on the GPU.", closed: 0, loaded: LOADED };
  const close = (): Promise<void> => {
    state.closed++;
    return Promise.resolve();
  };
  const host = { alive: true, generate: answer, dispose: () => Promise.resolve() };
  const session: ModelSession = {
    open: () => Promise.resolve({ host, sentence: state.sentence, loaded: state.loaded }),
    close,
    dispose: close,
  };
  return { state, session };
}

function createModel(session: ModelSession, idleMs?: number): Model {
  return createLlamaModel(
    {
      ...{ name: "tiny", model: "tiny.gguf", contextSize: 8192, gpu: "auto" },
      ...{ nativeDirs: [], hostEntry: "", logger: nullLogger },
      sampling: { temperature: 0, topP: 1, topK: 0, minP: 0, repeatPenalty: 1 },
      ...(idleMs !== undefined && { idleMs }),
    },
    session,
  );
}

const opening: readonly Message[] = [{ role: "user", content: [{ type: "text", text: "Draw." }] }];
const later: readonly Message[] = [
  ...opening,
  { role: "assistant", text: "Hello.", reasoning: "", toolCalls: [] },
  ...opening,
];

async function ask(model: Model, messages = opening): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  const request = { messages, tools: [], maxOutputTokens: 100, thinking: false } as const;
  for await (const event of model.generate({ ...request, toolChoice: "auto" }, never))
    events.push(event);
  return events;
}

const notices = (events: readonly ModelEvent[]): string[] =>
  events.flatMap((event) => (event.type === "notice" ? [event.message] : []));

async function open(model: Model) {
  const events: ModelEvent[] = [];
  return { events, opening: await model.open((event) => events.push(event), never) };
}

describe("createLlamaModel", () => {
  it("knows its context when it is loaded, and says why it cannot be", async () => {
    const { session } = createSession();
    const { opening } = await open(createModel(session));
    assert.deepEqual(opening, { type: "open", info: { contextTokens: 8448, vision: false } });

    const broken = createModel({ ...session, open: () => Promise.reject(new Error("No file.")) });
    const { opening: failed } = await open(broken);
    assert.ok(failed.type === "failure" && !failed.failure.retryable);
  });

  it("stays loaded for a while after it was opened", async () => {
    const { state, session } = createSession();
    await open(createModel(session, 20));
    assert.equal(state.closed, 0);
    while (state.closed === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(state.closed, 1);
  });

  it("tells what is going to run where before anything is loaded", async () => {
    const heard: ModelEvent[] = [];
    const heardBefore: string[][] = [];
    const { session } = createSession();
    const model = createModel({
      ...session,
      open: async (_onEvent, _signal, onPlan) => {
        onPlan?.({ sentence: "It runs on the CPU." });
        await new Promise(setImmediate);
        heardBefore.push(notices(heard));
        throw new HostDiedError("It ended (SIGKILL).");
      },
    });
    const request = { messages: opening, tools: [], maxOutputTokens: 9, thinking: false } as const;
    for await (const event of model.generate({ ...request, toolChoice: "auto" }, never))
      heard.push(event);
    const last = heard.at(-1);
    assert.ok(last?.type === "failure" && !last.failure.retryable, "two processes, not four");
    const again = "It ended (SIGKILL). It is started again, and the answer begins anew.";
    assert.deepEqual(heardBefore, [["It runs on the CPU."], ["It runs on the CPU.", again]]);
  });

  it("tells every run once what runs where, and again when it changes", async () => {
    const { state, session } = createSession();
    const model = createModel(session);
    const first = state.sentence;
    assert.deepEqual(notices((await open(model)).events), [first]);
    assert.deepEqual(notices(await ask(model)), []);
    assert.deepEqual(notices(await ask(model, later)), []);
    assert.deepEqual(notices((await open(model)).events), [first], "the second run hears it too");
    state.sentence = "The model runs on the CPU.";
    assert.deepEqual(notices(await ask(model, later)), [state.sentence]);
    assert.deepEqual(notices(await ask(model, later)), []);
  });

  it("stays loaded while one of two answers is under way", async () => {
    const ends: ((result: EngineResult) => void)[] = [];
    const { state, session } = createSession(() => new Promise((resolve) => ends.push(resolve)));
    const model = createModel(session, 20);
    const answers = [ask(model), ask(model)];
    const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));
    await pause();
    assert.equal(ends.length, 2);
    ends[0]?.(result);
    await answers[0];
    await pause();
    assert.equal(state.closed, 0, "the other answer is still under way");
    ends[1]?.(result);
    assert.equal((await answers[1])?.at(-1)?.type, "end");
    // The timer holds no process up; something must keep this one here.
    await pause();
    assert.equal(state.closed, 1);
  });
});
