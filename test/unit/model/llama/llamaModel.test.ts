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

/** A session without a process; `answer` is what its engine does. */
function createSession(answer: () => Promise<EngineResult> = () => Promise.resolve(result)) {
  const state = { sentence: "All layers run on the GPU.", closed: 0 };
  const close = (): Promise<void> => {
    state.closed++;
    return Promise.resolve();
  };
  const host = { alive: true, generate: answer, dispose: () => Promise.resolve() };
  const session: ModelSession = {
    open: () => Promise.resolve({ host, sentence: state.sentence }),
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

describe("createLlamaModel", () => {
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
    assert.deepEqual(notices(await ask(model)), [first]);
    assert.deepEqual(notices(await ask(model, later)), []);
    assert.deepEqual(notices(await ask(model)), [first], "the second run hears it as well");
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
