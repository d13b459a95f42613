import assert from "node:assert/strict";
import { MockloopError } from "../../../src/base/errors";
import type { Comparison } from "../../../src/compare/comparison";
import type { Iteration, RunEvent } from "../../../src/converge/events";
import { Inbox } from "../../../src/converge/inbox";
import type { MarkedParts, Mask, SteerMessage } from "../../../src/protocol/steering";
import { FakeEyes, fakePage } from "../../fakes/fakeEyes";
import type { ScriptedAnswer } from "../../fakes/scriptedModel";
import { assertPaired, run, write } from "./world";
import type { World } from "./world";

/** A world in which something is said as soon as an event happens for the first time. */
function saying(when: (event: RunEvent) => boolean, ...messages: readonly SteerMessage[]) {
  const inbox = new Inbox();
  let said = false;
  const onEvent = (event: RunEvent): void => {
    if (said || !when(event)) return;
    said = true;
    for (const message of messages) inbox.post(message);
  };
  return { inbox, onEvent } satisfies World;
}

const inIteration =
  (number: number) =>
  (event: RunEvent): boolean =>
    event.type === "iterationStart" && event.number === number;
const whenKept =
  (number: number) =>
  (event: RunEvent): boolean =>
    event.type === "stage" && event.iteration === number && event.stage === "comparing";

type SteerEvent = Extract<RunEvent, { type: "steer" }>;
const steers = (events: readonly RunEvent[]): SteerEvent[] =>
  events.filter((event) => event.type === "steer");

/** What a person said, as the model reads it in a request. */
const heardIn = (request: { readonly messages: readonly unknown[] } | undefined): string[] =>
  [...JSON.stringify(request?.messages).matchAll(/The user says: ([^"\\]+)/g)].map(
    ([, words]) => words ?? "",
  );

/**
 * Eyes that see a page worse, by the number of masks on it; masks that begin left of the page are refused. Pinned parts are as true as the
 * last digit of the page's fidelity says: .75 has .5.
 */
class MaskedEyes extends FakeEyes {
  constructor(override readonly marked: MarkedParts = { masks: [], pins: [] }) {
    super();
  }

  override minding(marked: MarkedParts): MaskedEyes {
    if (marked.masks.some(({ x }) => x < 0))
      throw new MockloopError("BAD_OPTION", "Mask 1 lies outside.");
    return new MaskedEyes(marked);
  }

  override async compare(): Promise<Comparison> {
    const seen = await super.compare();
    const { masks, pins } = this.marked;
    const fidelity = seen.fidelity - masks.length / 10;
    const there = (Math.round(seen.fidelity * 100) % 10) / 10;
    return {
      ...{ ...seen, fidelity },
      ...(masks.length > 0 && { masks }),
      ...(pins.length > 0 && { pins: pins.map((pin) => ({ ...pin, fidelity: there })) }),
    };
  }
}

const MASK: Mask = { x: 0, y: 0, width: 2, height: 2 };
const PINNED: MarkedParts = { masks: [], pins: [MASK] };
const outcomes = ({ kept }: { readonly kept: readonly Iteration[] }) =>
  kept.map(({ number, accepted, measured }) => [
    ...[number, accepted, measured?.comparison.fidelity],
    measured?.comparison.pins?.[0]?.fidelity,
  ]);

describe("steering", () => {
  it("tells the model what was said, in order, before its next answer", async () => {
    const draft: ScriptedAnswer = { calls: [{ name: "write_file", args: fakePage(0.5) }] };
    const result = await run({
      script: [draft, { calls: [{ name: "finish", args: { summary: "Done." } }] }],
      stop: { maxIterations: 1 },
      ...saying(
        (event) => event.type === "toolEnd",
        { type: "say", text: "Use a nav." },
        { type: "say", text: "Make it blue.", about: { x: 9.6, y: 0, width: 30, height: 12 } },
      ),
    });
    const [first, second] = result.model.requests;
    assert.deepEqual(heardIn(first), []);
    assert.deepEqual(heardIn(second), [
      "Use a nav.",
      "Make it blue. (This is about the part at x 10, y 0, 30×12 of the mockup.)",
    ]);
    assert.deepEqual(
      steers(result.events).map(({ iteration, message }) => [iteration, message]),
      [
        [1, { type: "say", text: "Use a nav." }],
        [1, { type: "say", text: "Make it blue.", about: { x: 9.6, y: 0, width: 30, height: 12 } }],
      ],
    );
    assertPaired(result.events);
  });

  it("goes on for words that came when the page was good already", async () => {
    const result = await run({
      script: [write(1), write(1)],
      ...saying(whenKept(1), { type: "say", text: "Use a nav." }),
    });
    assert.equal(result.value?.reason, "converged");
    assert.equal(result.value?.iterations, 2);
    assert.deepEqual(heardIn(result.model.requests.at(-1)), ["Use a nav."]);
  });

  it("says which words came too late, and notes them all the same", async () => {
    const result = await run({
      script: [write(0.5)],
      stop: { maxIterations: 1 },
      ...saying(whenKept(1), { type: "say", text: "Use a nav." }),
    });
    assert.equal(result.value?.reason, "max-iterations");
    assert.equal(steers(result.events).length, 1);
    const unheard = result.events.filter((event) => event.type === "unheard");
    assert.deepEqual(unheard, [{ type: "unheard", iteration: 2, words: ["Use a nav."] }]);
  });

  it("stops after the iteration under way, whole and with its best", async () => {
    const result = await run({
      script: [write(0.5), write(0.7), write(0.9)],
      ...saying(inIteration(2), { type: "stop" }),
    });
    assert.equal(result.value?.reason, "stopped");
    assert.equal(result.value?.best?.number, 2);
    assert.match(result.page ?? "", /0\.7/);
    assert.equal(result.model.requests.length, 2);
  });

  it("draws one page for who stops a run that has none, and none for who continues one", async () => {
    const stopped = new Inbox();
    stopped.post({ type: "stop" });
    const first = await run({ script: [write(0.5), write(0.9)], inbox: stopped });
    assert.deepEqual([first.value?.reason, first.value?.best?.number], ["stopped", 1]);
    stopped.post({ type: "stop" });
    const files = new Map([["index.html", new TextEncoder().encode(fakePage(0.8).content)]]);
    const second = await run({ script: [write(0.9)], inbox: stopped, start: { files } });
    assert.deepEqual([second.value?.reason, second.model.requests.length], ["stopped", 0]);
  });

  it("does more iterations than were asked for", async () => {
    const result = await run({
      script: [write(0.1), write(0.3), write(0.5), write(0.7)],
      stop: { maxIterations: 1 },
      ...saying(inIteration(1), { type: "more", iterations: 2 }),
    });
    assert.deepEqual([result.value?.reason, result.value?.iterations], ["max-iterations", 3]);
  });

  it("asks nothing of the model while it is paused, and loses nothing that is said then", async () => {
    const inbox = new Inbox();
    inbox.post({ type: "pause" });
    inbox.post({ type: "say", text: "One." });
    let answersPost = true;
    const result = await run({
      inbox,
      script: [write(1)],
      onEvent: ({ type }) => {
        if (type !== "steer" || !answersPost) return;
        answersPost = false;
        // Said once the loop waits.
        setImmediate(() => {
          inbox.post({ type: "say", text: "Two." });
          setImmediate(() => inbox.post({ type: "go-on" }));
        });
      },
    });
    const types = result.events.map(({ type }) => type);
    assert.ok(types.lastIndexOf("steer") < types.indexOf("turnStart"));
    assert.deepEqual(
      steers(result.events).map(({ message }) => message.type),
      ["pause", "say", "say", "go-on"],
    );
    assert.deepEqual(heardIn(result.model.requests[0]), ["One.", "Two."]);
  });

  it("ends a pause when the run's time is up, and when it is aborted", async () => {
    const timeUp = new AbortController();
    const late = await run({
      script: [write(0.5), write(0.9)],
      timeUp: timeUp.signal,
      ...saying(whenKept(1), { type: "pause" }),
      keep: () => {
        setImmediate(() => timeUp.abort());
        return Promise.resolve();
      },
    });
    assert.deepEqual([late.value?.reason, late.value?.best?.number], ["time-budget", 1]);
    const controller = new AbortController();
    const aborted = await run({
      script: [write(0.5), write(0.9)],
      signal: controller.signal,
      ...saying(whenKept(1), { type: "pause" }),
      keep: () => {
        setImmediate(() => controller.abort());
        return Promise.resolve();
      },
    });
    assert.deepEqual([aborted.value?.reason, aborted.value?.best?.number], ["aborted", 1]);
    assertPaired(aborted.events);
  });

  it("measures its best page again under new masks, and goes on from there", async () => {
    const result = await run({
      eyes: new MaskedEyes(),
      script: [write(0.8), write(0.75), write(0.9)],
      stop: { maxIterations: 3, plateauGain: 0 },
      ...saying(inIteration(1), { type: "mask", masks: [MASK] }),
    });
    const { kept } = result;
    assert.deepEqual(
      kept.map(({ number, accepted, measured }) => [
        number,
        accepted,
        measured?.comparison.fidelity.toFixed(2),
        measured?.comparison.masks?.length ?? 0,
      ]),
      [
        [1, true, "0.80", 0],
        [2, true, "0.70", 1],
        // Worse than .70: the page of the first iteration is still the best.
        [3, false, "0.65", 1],
        [4, true, "0.80", 1],
      ],
    );
    assert.match(kept[1]?.summary ?? "", /Masks or pins were changed/);
    // The iteration that nobody worked in is none of those asked for.
    assert.deepEqual([result.value?.reason, result.value?.iterations], ["max-iterations", 4]);
    assertPaired(result.events);
  });

  it("takes no page for a better one where a pinned part is worse", async () => {
    const result = await run({
      eyes: new MaskedEyes(PINNED),
      script: [write(0.75), write(0.94), write(0.85), write(0.96)],
      stop: { maxIterations: 4, plateauGain: 0 },
    });
    assert.deepEqual(outcomes(result), [
      [1, true, 0.75, 0.5],
      [2, false, 0.94, 0.4],
      [3, true, 0.85, 0.5],
      [4, true, 0.96, 0.6],
    ]);
    assert.equal(result.value?.best?.number, 4);
  });

  it("keeps the truest page of an iteration in which no pinned part is worse", async () => {
    const looked = (fidelity: number): ScriptedAnswer => ({
      calls: [
        { name: "write_file", args: fakePage(fidelity) },
        { name: "compare", args: { focus: "page" } },
      ],
    });
    const result = await run({
      eyes: new MaskedEyes(PINNED),
      script: [write(0.75), looked(0.94), looked(0.85), write(0.76)],
      stop: { maxIterations: 2, plateauGain: 0 },
    });
    // .94 would be the truest, but its pinned part is worse; .76 is what the model ended with.
    assert.deepEqual(outcomes(result).at(-1), [2, true, 0.85, 0.5]);
  });

  it("measures its best page again when a part is pinned, whatever else is left out", async () => {
    const result = await run({
      eyes: new MaskedEyes(),
      script: [write(0.75), write(0.94), write(0.85)],
      stop: { maxIterations: 3, plateauGain: 0 },
      ...saying(
        inIteration(1),
        { type: "pin", pins: [MASK] },
        { type: "mask", masks: [MASK] },
        { type: "pin", pins: [{ ...MASK, x: 1 }] },
      ),
    });
    assert.deepEqual(
      outcomes(result).map(([number, accepted, , pinned]) => [number, accepted, pinned]),
      [
        [1, true, undefined],
        [2, true, 0.5],
        [3, false, 0.4],
        [4, true, 0.5],
      ],
    );
    const [{ masks, pins } = {}] = result.kept.slice(1).map((one) => one.measured?.comparison);
    assert.deepEqual([masks, pins?.[0]?.x], [[MASK], 1]);
  });

  it("refuses masks that do not fit, says why, and looks as before", async () => {
    const result = await run({
      eyes: new MaskedEyes(),
      script: [write(0.8)],
      stop: { maxIterations: 1 },
      ...saying(inIteration(1), { type: "mask", masks: [{ ...MASK, x: -1 }] }),
    });
    assert.deepEqual(
      steers(result.events).map(({ refused }) => refused),
      ["Mask 1 lies outside."],
    );
    assert.equal(result.kept.length, 1);
  });
});

describe("Inbox", () => {
  it("gives everything once, in order, and says when something comes", async () => {
    const inbox = new Inbox();
    const arrival = inbox.arrival();
    inbox.post({ type: "stop" });
    inbox.post({ type: "pause" });
    await arrival;
    await inbox.arrival();
    assert.deepEqual(inbox.take(), [{ type: "stop" }, { type: "pause" }]);
    assert.deepEqual(inbox.take(), []);
  });
});
