import assert from "node:assert/strict";
import type { RunEvent } from "../../../src/converge/events";
import { Inbox } from "../../../src/converge/inbox";
import type { SteerMessage } from "../../../src/protocol/steering";
import { fakePage } from "../../fakes/fakeEyes";
import type { ScriptedAnswer } from "../../fakes/scriptedModel";
import { assertPaired, run, write } from "./world";

const page = (fidelity: number): string => fakePage(fidelity).content;
const edit = (before: string, after: string, path = "index.html"): SteerMessage => ({
  ...{ type: "edit", path },
  change: { before, after },
});

/** A world in which something is said when an event happens for the first time, and the rest when the page it leads to is there. */
function editing(
  when: (event: RunEvent) => boolean,
  first: readonly SteerMessage[],
  later: readonly SteerMessage[] = [],
) {
  const inbox = new Inbox();
  const said = [false, false];
  return {
    inbox,
    onEvent: (event: RunEvent): void => {
      if (!said[0] && when(event)) {
        said[0] = true;
        for (const message of first) inbox.post(message);
      }
      if (!said[1] && event.type === "iterationEnd" && event.iteration?.by === "person") {
        said[1] = true;
        for (const message of later) inbox.post(message);
      }
    },
  };
}

const ended = (number: number) => (event: RunEvent) =>
  event.type === "iterationEnd" && event.number === number;
const outcomes = ({ kept }: Awaited<ReturnType<typeof run>>) =>
  kept.map(({ number, by, accepted, measured }) => [
    ...[number, by, accepted, measured?.comparison.fidelity],
  ]);
const refusals = ({ events }: Awaited<ReturnType<typeof run>>) =>
  events.flatMap((event) => (event.type === "steer" ? [event.refused] : []));

describe("a page edited by hand", () => {
  it("is measured while the run is paused, taken whatever it measures, and told to the model", async () => {
    const result = await run({
      script: [write(0.8), write(0.6), write(0.7)],
      stop: { maxIterations: 3, plateauGain: 0 },
      ...editing(
        ended(1),
        [{ type: "pause" }, edit(page(0.8), page(0.65))],
        [{ type: "say", text: "Go on." }, { type: "go-on" }],
      ),
    });
    assert.deepEqual(outcomes(result), [
      [1, undefined, true, 0.8],
      [2, "person", true, 0.65],
      [3, undefined, false, 0.6],
      [4, undefined, true, 0.7],
    ]);
    assert.equal(result.kept[1]?.summary, "Edited by hand: index.html.");
    assert.equal(result.kept[1].usage.outputTokens, 0);
    assert.deepEqual([result.value?.best?.number, result.page], [4, page(0.7)]);
    const told = JSON.stringify(result.model.requests[1]?.messages);
    assert.match(told, /edited the page by hand.*-<p data-fidelity=0\.8.*\+<p data-fidelity=0\.65/);
    assert.match(told, /The user says: Go on\./);
    // The change is told once, and stands in no line of the journal.
    assert.equal(JSON.stringify(result.model.requests[2]?.messages).match(/by hand/g)?.length, 1);
    const steer = result.events.find(
      (event) => event.type === "steer" && event.message.type === "edit",
    );
    assert.deepEqual(steer?.type === "steer" && steer.message, {
      type: "edit",
      path: "index.html",
    });
    assertPaired(result.events);
  });

  it("ends the model's round where that is paused between two answers", async () => {
    const draft: ScriptedAnswer = { calls: [{ name: "write_file", args: fakePage(0.9) }] };
    const result = await run({
      script: [write(0.5), draft, write(0.7)],
      stop: { maxIterations: 2, plateauGain: 0 },
      ...editing(
        (event) => event.type === "turnEnd" && event.iteration === 2,
        [{ type: "pause" }, edit(page(0.5), page(0.6))],
        [{ type: "go-on" }],
      ),
    });
    assert.deepEqual(outcomes(result), [
      [1, undefined, true, 0.5],
      [2, "person", true, 0.6],
      [3, undefined, true, 0.7],
    ]);
    assert.match(
      JSON.stringify(result.model.requests[2]?.messages),
      /what you had changed.* is gone/,
    );
    assertPaired(result.events);
  });

  it("is measured without a pause as well, several changes together", async () => {
    const result = await run({
      script: [write(0.5), write(0.9)],
      stop: { maxIterations: 2, plateauGain: 0 },
      ...editing(ended(1), [edit(page(0.5), page(0.6)), edit(page(0.6), page(0.55))]),
    });
    assert.deepEqual(outcomes(result)[1], [2, "person", true, 0.55]);
    assert.deepEqual(refusals(result), [undefined, undefined]);
  });

  it("is not tidied at the end, unless the model has made something of it", async () => {
    const good = (fidelity: number, code: number): string => fakePage(fidelity, code).content;
    const mask: SteerMessage = { type: "mask", masks: [{ x: 0, y: 0, width: 9, height: 9 }] };
    const tidied: string[] = [];
    const runWith = async (mine: string, later: readonly SteerMessage[]) => {
      const { value, page: last } = await run({
        script: [write(0.7, 0.5), write(0.9, 0.5)],
        stop: { maxIterations: 2, plateauGain: 0 },
        ...editing(ended(1), [edit(good(0.7, 0.5), mine)], later),
        tidy: (files) => {
          tidied.push(new TextDecoder().decode(files.get("index.html")));
          return Promise.resolve(undefined);
        },
      });
      assert.equal(value?.reason, "max-iterations");
      return last;
    };
    for (const later of [[], [mask]])
      assert.equal(await runWith(good(0.95, 0.5), later), good(0.95, 0.5));
    assert.deepEqual(tidied, []);
    await runWith(good(0.8, 0.5), []);
    assert.deepEqual(tidied, [good(0.9, 0.5)]);
  });

  it("is kept, but not gone on from, where it cannot be drawn", async () => {
    const result = await run({
      script: [write(0.5), write(0.9)],
      stop: { maxIterations: 2, plateauGain: 0 },
      ...editing(ended(1), [edit(page(0.5), "<p>")]),
    });
    assert.deepEqual(outcomes(result)[1], [2, "person", false, undefined]);
    assert.doesNotMatch(JSON.stringify(result.model.requests[1]?.messages), /by hand/);
    assert.equal(result.page, page(0.9));
  });

  it("is refused where it is of another page, of none, of no text, or too late", async () => {
    const result = await run({
      script: [write(0.5), write(0.9)],
      stop: { maxIterations: 2, plateauGain: 0 },
      ...editing(ended(1), [
        edit(page(0.4), page(0.6)),
        edit("", "x", "gone.css"),
        edit("", "x", "../escape.css"),
        edit("", "x", "a.png"),
        edit(page(0.5), page(0.5)),
        { type: "edit", path: "index.html" },
      ]),
    });
    const why = refusals(result).map(String);
    assert.equal(why.length, 6);
    assert.match(why[0] ?? "", /was changed since it was opened/);
    for (const one of why.slice(1, 4)) assert.match(one, /no text file|refused/);
    assert.match(why[4] ?? "", /Nothing was changed/);
    assert.match(why[5] ?? "", /was changed since/);
    assert.equal(result.kept.length, 2);

    const early = new Inbox();
    early.post(edit("", "x"));
    const first = await run({ script: [write(1)], inbox: early });
    assert.match(String(refusals(first)[0]), /no page yet/);
    const late = await run({
      script: [write(1)],
      stop: { maxIterations: 1 },
      ...editing(
        (event) => event.type === "stage" && event.stage === "comparing",
        [{ type: "stop" }],
      ),
    });
    assert.equal(late.value?.reason, "converged");
  });
});
