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
const write = (path: string) => ({ name: "write_file", args: { path, content: "<p>" } });

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
  const ended = events.filter((event) => event.type === "toolEnd");
  return { outcome, model, events, waits, ended, paths: files.paths };
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

  describe("of an answer that was cut off", () => {
    it("runs the calls before the last one, which may be cut in its middle though it can be read", async () => {
      const calls = [write("a.html"), write("b.html")];
      const { outcome, paths, ended } = await take([{ calls, stop: "length" }]);
      assert.deepEqual(paths, ["a.html"]);
      assert.ok(outcome.ok);
      assert.equal(outcome.turn.ending, "tools");
      const [first, last] = outcome.turn.toolMessages;
      assert.equal(first?.isError, false);
      assert.equal(last?.isError, true);
      assert.match(JSON.stringify(last.content), /cut off .* was not run/);
      assert.equal(ended.length, 2, "each call has its result");
    });

    it("takes no call for the end of the work that may be cut", async () => {
      const finish = { name: "finish", args: { summary: "half a sen" } };
      const { outcome } = await take([{ calls: [write("a.html"), finish], stop: "length" }]);
      assert.ok(outcome.ok);
      assert.deepEqual([outcome.turn.ending, outcome.turn.summary], ["tools", ""]);
    });
  });
});
