import assert from "node:assert/strict";
import { raceAbort } from "../../../src/base/async";
import type { ModelEvent, ModelRequest } from "../../../src/model/model";
import { SourceFiles } from "../../../src/project/sourceFiles";
import { createCompareTool } from "../../../src/tools/compareTool";
import { createFinishTool } from "../../../src/tools/finish";
import { PermissionDesk } from "../../../src/policy/permissionDesk";
import { runTurn } from "../../../src/tools/runTurn";
import type { TurnEvent } from "../../../src/tools/runTurn";
import { Toolbox } from "../../../src/tools/toolbox";
import { createWriteFileTool } from "../../../src/tools/writeFile";
import { ScriptedModel } from "../../fakes/scriptedModel";
import type { ScriptedAnswer } from "../../fakes/scriptedModel";

const never = new AbortController().signal;
const write = (path: string) => ({ name: "write_file", args: { path, content: "<p>" } });

/** The delta with which a test's time is up. */
const LAST = "…";
const isLastDelta = (event: ModelEvent): boolean =>
  event.type === "toolCallDelta" && event.argumentsDelta.endsWith(LAST);

/** One turn of a model that says what `script` says. */
async function take(script: readonly ScriptedAnswer[], timeUp = new AbortController()) {
  const files = new SourceFiles();
  const measured: string[] = [];
  const compare = createCompareTool((focus, signal) => {
    measured.push(focus);
    // The time is up while the page is drawn.
    timeUp.abort();
    return raceAbort(new Promise(() => undefined), signal);
  });
  const toolbox = new Toolbox(
    [createWriteFileTool(files), createFinishTool(), compare],
    new PermissionDesk({ policy: [], ask: undefined }),
  );
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
    timeUp: timeUp.signal,
    emit: (event: TurnEvent) => {
      events.push(event);
      if (event.type === "model" && isLastDelta(event.event)) timeUp.abort();
    },
    wait: (ms: number) => {
      waits.push(ms);
      return Promise.resolve();
    },
  };
  const outcome = await runTurn(model, request, toolbox, room, never);
  const ended = events.filter((event) => event.type === "toolEnd");
  return { outcome, model, events, waits, ended, measured, paths: files.paths };
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
    const dead = { code: "crashed", message: "It died.", retryable: true } as const;
    const { outcome, model } = await take([
      ...[{ failure: dead }, { failure: dead }, { failure: dead }, { text: "x" }],
    ]);
    assert.ok(!outcome.ok);
    assert.equal(outcome.failure.message, "It died.");
    assert.equal(model.requests.length, 3);
  });

  it("is more patient with one that has too much to do, but not for ever", async () => {
    const { outcome, waits, model } = await take(Array.from({ length: 9 }, () => ({ failure })));
    assert.ok(!outcome.ok);
    assert.equal(model.requests.length, waits.length + 1);
    assert.ok(waits.length > 2 && waits.length < 8, waits.join());
  });

  it("waits as long as it is told to, unless that is for ever", async () => {
    const later = { ...failure, retryAfterMs: 7500 };
    const { outcome, waits, events } = await take([{ failure: later }, { text: "Hello." }]);
    assert.ok(outcome.ok);
    assert.deepEqual(waits, [7500]);
    assert.match(JSON.stringify(events), /It is asked again in 8 s\./);
    const tomorrow = { ...failure, retryAfterMs: 86_400_000 };
    const gaveUp = await take([{ failure: tomorrow }, { text: "Hello." }]);
    assert.ok(!gaveUp.outcome.ok);
    assert.deepEqual(gaveUp.waits, []);
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

  describe("whose time is up", () => {
    const json = (path: string): string => JSON.stringify(write(path).args);
    const streamed = (path: string, argumentsJson = json(path)) => ({
      name: "write_file",
      argumentsJson,
    });

    it("ends the answer in its middle, and carries out what is whole of it", async () => {
      const cut = `${json("c.html").slice(0, -3)}${LAST}`;
      const streams = [streamed("a.html"), streamed("b.html"), streamed("c.html", cut)];
      const { outcome, paths } = await take([{ text: "I begin.", streams }]);
      assert.deepEqual(paths, ["a.html", "b.html"]);
      assert.ok(outcome.ok);
      const { ending, message, changedFiles, usage } = outcome.turn;
      assert.deepEqual([ending, changedFiles, message.text], ["time", true, "I begin."]);
      assert.ok(usage.outputTokens > 0, "what was heard has cost something");
    });

    it("carries nothing out where nothing is whole", async () => {
      for (const part of [
        LAST,
        `{"path":"a.html"${LAST}`,
        `{"path":"a.html","content":"}${LAST}`,
      ]) {
        const { outcome, paths } = await take([{ streams: [streamed("a.html", part)] }]);
        assert.deepEqual(paths, [], part);
        assert.ok(outcome.ok && !outcome.turn.changedFiles);
      }
    });

    it("writes what the answer says, and measures nothing any more", async () => {
      const compare = { name: "compare", args: { focus: "page" } };
      const calls = [compare, compare, compare, write("a.html"), compare];
      const { outcome, paths, measured } = await take([{ calls }]);
      assert.equal(measured.length, 1);
      assert.deepEqual(paths, ["a.html"]);
      assert.ok(outcome.ok);
      const results = outcome.turn.toolMessages;
      assert.deepEqual(
        results.map(({ isError }) => isError),
        [true, true, true, false, true],
      );
      assert.match(JSON.stringify(results[0]?.content), /time is up/);
    });

    it("asks no model again, nor at all", async () => {
      const timeUp = new AbortController();
      timeUp.abort();
      const late = await take([{ text: "Hello." }], timeUp);
      assert.ok(late.outcome.ok);
      assert.deepEqual([late.outcome.turn.ending, late.model.requests.length], ["time", 0]);
    });
  });
});
