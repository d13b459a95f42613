import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { isAbort } from "../../../src/base/async";
import { openModel } from "../../../src/converge/openModel";
import type { ModelEvent, ModelOpening } from "../../../src/model/model";
import { runMockup } from "../../../src/run/runMockup";
import type { RunLine, RunRequest } from "../../../src/protocol/runProtocol";
import { fakeSession } from "../../fakes/fakeSession";
import { ScriptedModel } from "../../fakes/scriptedModel";
import { useTempFolder } from "../../fakes/tempFolder";
import { parseModelRef } from "../../../src/protocol/modelRef";

const never = new AbortController().signal;
const known = (contextTokens: number): ModelOpening => ({
  type: "open",
  info: { contextTokens, vision: true },
});
const busy: ModelOpening = {
  type: "failure",
  failure: { code: "overloaded", message: "It is busy.", retryable: true },
};

/** A room whose waits are over at once. */
function createRoom(timeUp = never) {
  const events: ModelEvent[] = [];
  const waited: number[] = [];
  const wait = (ms: number): Promise<void> => Promise.resolve(void waited.push(ms));
  const emit = ({ event }: { readonly event: ModelEvent }): void => void events.push(event);
  return { events, waited, room: { timeUp, wait, emit } };
}

describe("openModel", () => {
  it("asks again a model that cannot say so for the moment", async () => {
    const answers = [busy, busy, known(9000)];
    const model = new ScriptedModel([], () => Promise.resolve(answers.shift() ?? busy));
    const { room, events, waited } = createRoom();
    assert.deepEqual(await openModel(model, room, never), known(9000));
    assert.deepEqual(waited, [1000, 5000]);
    assert.match(JSON.stringify(events), /It is busy\. It is asked again in 5 s\./);
  });

  it("gives up when the run's time is up, and tells it from an abort", async () => {
    const silent = new ScriptedModel([], () => new Promise(() => undefined));
    const timer = new AbortController();
    const opening = openModel(silent, createRoom(timer.signal).room, never);
    timer.abort();
    assert.equal(await opening, undefined);

    const abort = new AbortController();
    const aborted = openModel(silent, createRoom().room, abort.signal);
    abort.abort();
    await assert.rejects(aborted, isAbort);
  });
});

describe("a run with a model that says late what it is", () => {
  const temp = useTempFolder();

  async function run(model: ScriptedModel): Promise<RunLine> {
    const request: RunRequest = {
      ...{
        mockup: "m.png",
        runDir: `${temp()}/run`,
        model: parseModelRef("scripted"),
        target: "html",
      },
      maxIterations: 1,
    };
    return runMockup(fakeSession(model), request, () => undefined, never);
  }

  const finish = { calls: [{ name: "finish", args: { summary: "done" } }] };

  it("asks nothing of it before, and gives it as long answers as its context allows", async () => {
    let say: (opening: ModelOpening) => void = () => undefined;
    const model = new ScriptedModel([finish], () => new Promise((resolve) => (say = resolve)));
    const running = run(model);
    while (model.opened === 0) await setImmediate();
    await setImmediate();
    assert.equal(model.requests.length, 0);
    say(known(6000));
    await running;
    assert.equal(model.requests[0]?.maxOutputTokens, 2000);
  });

  it("ends when it cannot be opened, and says why", async () => {
    const failure = { code: "unavailable", message: "It is not there.", retryable: false } as const;
    const end = await run(
      new ScriptedModel([], () => Promise.resolve({ type: "failure", failure })),
    );
    assert.deepEqual([end.reason, end.message], ["model-failed", "It is not there."]);
  });
});
