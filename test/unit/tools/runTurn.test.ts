import assert from "node:assert/strict";
import type { ModelRequest } from "../../../src/model/model";
import { SourceFiles } from "../../../src/project/sourceFiles";
import { createFinishTool } from "../../../src/tools/finish";
import { DEFAULT_POLICY } from "../../../src/tools/permissions";
import { runTurn } from "../../../src/tools/runTurn";
import type { TurnEvent } from "../../../src/tools/runTurn";
import { Toolbox } from "../../../src/tools/toolbox";
import { createWriteFileTool } from "../../../src/tools/writeFile";
import { ScriptedModel } from "../../fakes/scriptedModel";
import type { ScriptedAnswer } from "../../fakes/scriptedModel";

const never = new AbortController().signal;

/** One turn of a model that says what `script` says. */
async function take(script: readonly ScriptedAnswer[], signal = never) {
  const files = new SourceFiles();
  const toolbox = new Toolbox([createWriteFileTool(files), createFinishTool()], DEFAULT_POLICY);
  const model = new ScriptedModel(script);
  const request: ModelRequest = {
    messages: [],
    tools: toolbox.specs,
    toolChoice: "auto",
    maxOutputTokens: 1000,
    thinking: false,
  };
  const events: TurnEvent[] = [];
  const waits: number[] = [];
  const room = {
    now: () => 0,
    emit: (event: TurnEvent) => void events.push(event),
    wait: (ms: number) => {
      waits.push(ms);
      return Promise.resolve();
    },
  };
  const outcome = await runTurn(model, request, toolbox, room, signal);
  return { outcome, model, events, waits };
}

describe("runTurn", () => {
  const failure = { code: "overloaded", message: "It is busy.", retryable: true } as const;

  it("asks a model again that failed for the moment, and waits longer each time", async () => {
    const { outcome, waits, events } = await take([{ failure }, { failure }, { text: "Hello." }]);
    assert.ok(outcome.ok);
    assert.equal(outcome.turn.message.text, "Hello.");
    assert.equal(waits.length, 2);
    assert.ok((waits[0] ?? 0) > 0 && (waits[1] ?? 0) > (waits[0] ?? 0), waits.join());
    const told = events.flatMap((event) =>
      event.type === "model" && event.event.type === "notice" ? [event.event.message] : [],
    );
    assert.equal(told.length, 2);
    assert.match(told[0] ?? "", /^It is busy\. It is asked again in \d+ s\.$/);
  });

  it("gives up after that", async () => {
    const { outcome, model } = await take([{ failure }, { failure }, { failure }, { text: "x" }]);
    assert.ok(!outcome.ok);
    assert.equal(outcome.failure.message, "It is busy.");
    assert.equal(model.requests.length, 3);
  });

  it("does not ask again where that is of no use", async () => {
    const { waits, model } = await take([{ failure: { ...failure, retryable: false } }]);
    assert.deepEqual([waits.length, model.requests.length], [0, 1]);
  });
});
