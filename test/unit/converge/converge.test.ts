import assert from "node:assert/strict";
import type { RunEvent } from "../../../src/converge/events";
import type { ModelRequest } from "../../../src/model/model";
import { FakeEyes, fakePage } from "../../fakes/fakeEyes";
import type { ScriptedAnswer } from "../../fakes/scriptedModel";
import { assertPaired, run, write } from "./world";
import type { World } from "./world";

describe("converge", () => {
  it("goes on until the page matches", async () => {
    const result = await run({ script: [write(0.5), write(0.8), write(1)] });
    assert.equal(result.value?.reason, "converged");
    assert.equal(result.value?.iterations, 3);
    assert.deepEqual(
      result.kept.map((it) => [it.number, it.accepted, it.measured?.comparison.fidelity]),
      [
        [1, true, 0.5],
        [2, true, 0.8],
        [3, true, 1],
      ],
    );
    assertPaired(result.events);
  });

  it("rolls back what got worse, and tells the model", async () => {
    const result = await run({
      script: [write(0.8), write(0.6), write(0.9)],
      stop: { maxIterations: 3 },
    });
    assert.deepEqual(
      result.kept.map((iteration) => iteration.accepted),
      [true, false, true],
    );
    assert.deepEqual(
      result.rounds.map((round) => [round.accepted, round.best?.measured?.comparison.fidelity]),
      [
        [true, 0.8],
        [false, 0.8],
      ],
    );
    assert.equal(result.value?.reason, "max-iterations");
    assert.match(result.page ?? "", /0\.9/);
  });

  it("lets the better code win where two look nearly as true, and nowhere else", async () => {
    const result = await run({
      script: [write(0.8, 0.5), write(0.8, 0.9), write(0.8, 0.7), write(0.79, 1), write(0.85, 0.1)],
      stop: { maxIterations: 5, plateauGain: 0 },
    });
    assert.deepEqual(
      result.kept.map(({ accepted, code }) => [accepted, code?.score]),
      [
        [true, 0.5],
        [true, 0.9],
        [false, 0.7],
        [false, 1],
        [true, 0.1],
      ],
    );
  });

  describe("tidies the best page when the model has finished", () => {
    const tidyInto =
      (fidelity: number, code: number): NonNullable<World["tidy"]> =>
      (files) => {
        const page = fakePage(fidelity, code);
        const tidied = new Map(files).set(page.path, new TextEncoder().encode(page.content));
        return Promise.resolve({ files: tidied, summary: "Tidied." });
      };

    it("and keeps what is as true and better", async () => {
      const result = await run({ script: [write(1, 0.5)], tidy: tidyInto(1, 0.9) });
      assert.equal(result.value?.reason, "converged");
      assert.deepEqual([result.value?.best?.number, result.value?.iterations], [2, 2]);
      assert.equal(result.kept.at(-1)?.summary, "Tidied.");
      assert.match(result.page ?? "", /data-code=0\.9/);
      assertPaired(result.events);
    });

    it("and rolls back what is less true, or no better", async () => {
      for (const tidy of [tidyInto(0.96, 1), tidyInto(1, 0.5)]) {
        const result = await run({ script: [write(1, 0.5)], tidy });
        assert.deepEqual(
          result.kept.map(({ accepted }) => accepted),
          [true, false],
        );
        assert.equal(result.value?.best?.number, 1);
        assert.match(result.page ?? "", /data-fidelity=1 data-code=0\.5/);
      }
    });

    it("but not after a failure, and an abort meanwhile loses nothing", async () => {
      const failure = await run({
        script: [
          write(0.5),
          { failure: { code: "crashed", message: "It broke.", retryable: false } },
        ],
        tidy: tidyInto(1, 1),
      });
      assert.deepEqual([failure.value?.reason, failure.kept.length], ["model-failed", 1]);
      const controller = new AbortController();
      const aborted = await run({
        script: [write(1)],
        signal: controller.signal,
        tidy: () => {
          controller.abort();
          return new Promise(() => undefined);
        },
      });
      assert.deepEqual([aborted.value?.reason, aborted.value?.best?.number], ["aborted", 1]);
    });
  });

  it("ends with its best files when the last iteration was worse", async () => {
    const result = await run({ script: [write(0.9), write(0.2)], stop: { maxIterations: 2 } });
    assert.match(result.page ?? "", /0\.9/);
    assert.equal(result.value?.best?.number, 1);
  });

  it("keeps of what a model says of its work no more than its beginning", async () => {
    const text = "I did it. ".repeat(50_000);
    const page = { name: "write_file", args: fakePage(0.9) };
    const finish = { name: "finish", args: { summary: text } };
    for (const script of [[{ calls: [page, finish] }], [{ calls: [page] }, { text }]]) {
      const { kept } = await run({ script, stop: { maxIterations: 1 } });
      const { summary = "" } = kept.at(-1) ?? {};
      assert.ok(summary.startsWith("I did it.") && summary.length < 1100, `${summary.length}`);
    }
  });

  it("keeps the best state a model measured on its way, not the one it spoiled", async () => {
    const script: ScriptedAnswer[] = [
      {
        calls: [
          { name: "write_file", args: fakePage(0.9) },
          { name: "compare", args: { focus: "page" } },
          { name: "write_file", args: fakePage(0.3) },
          { name: "finish", args: { summary: "" } },
        ],
      },
    ];
    const result = await run({ script, stop: { maxIterations: 1 } });
    assert.equal(result.value?.best?.measured?.comparison.fidelity, 0.9);
    assert.match(result.page ?? "", /0\.9/);
  });

  it("takes what a model ended with where that looks nearly as true and has the better code", async () => {
    const end = (fidelity: number, code: number): ScriptedAnswer => ({
      calls: [
        { name: "write_file", args: fakePage(0.9, 0.5) },
        { name: "compare", args: { focus: "page" } },
        { name: "write_file", args: fakePage(fidelity, code) },
        { name: "finish", args: { summary: "" } },
      ],
    });
    for (const [ended, code, kept] of [
      [0.88, 0.9, 0.88],
      [0.88, 0.8, 0.9],
      [0.865, 1, 0.9],
    ] as const) {
      const result = await run({ script: [end(ended, code)], stop: { maxIterations: 1 } });
      assert.equal(result.value?.best?.measured?.comparison.fidelity, kept);
    }
  });

  it("draws the same files once", async () => {
    const eyes = new FakeEyes();
    const script: ScriptedAnswer[] = [
      {
        calls: [
          { name: "write_file", args: fakePage(0.9) },
          { name: "compare", args: { focus: "page" } },
          { name: "compare", args: { focus: "page" } },
          { name: "finish", args: { summary: "" } },
        ],
      },
    ];
    await run({ script, eyes, stop: { maxIterations: 1 } });
    assert.equal(eyes.looks, 1);
  });

  it("stops on a plateau with the best", async () => {
    const result = await run({ script: [write(0.8), write(0.801), write(0.7), write(0.99)] });
    assert.equal(result.value?.reason, "plateau");
    assert.match(result.page ?? "", /0\.801/);
  });

  it("goes on after a page that cannot be drawn", async () => {
    const broken = { calls: [{ name: "write_file", args: { path: "x.html", content: "" } }] };
    const result = await run({ script: [broken, {}, write(0.7)], stop: { maxIterations: 2 } });
    assert.deepEqual(
      result.kept.map((iteration) => [iteration.accepted, iteration.problem]),
      [
        [false, "There is no index.html."],
        [true, undefined],
      ],
    );
  });

  it("ends when the model has nothing more to do", async () => {
    const words = [{ text: "Looks fine." }, { text: "Done." }];
    const result = await run({ script: [write(0.8), ...words, ...words] });
    assert.equal(result.value?.reason, "no-change");
    assert.deepEqual(
      result.rounds.map((round) => round.changedFiles),
      [true, false],
    );
  });

  it("tries a failed model once more when that may help, and ends with the best when not", async () => {
    const failure = { code: "overloaded", message: "Busy.", retryable: true } as const;
    const recovered = await run({ script: [{ failure }, write(0.7)], stop: { maxIterations: 1 } });
    assert.equal(recovered.value?.best?.measured?.comparison.fidelity, 0.7);
    const lost = await run({
      script: [write(0.7), { failure: { ...failure, retryable: false } }],
    });
    assert.deepEqual([lost.value?.reason, lost.value?.message], ["model-failed", "Busy."]);
    assert.match(lost.page ?? "", /0\.7/);
    assertPaired(lost.events);
  });

  it("asks again with a shorter conversation when the model had no room for it", async () => {
    const failure = { code: "context", message: "Too long.", retryable: false } as const;
    const long = { name: "write_file", args: { path: "a.css", content: "a{}".repeat(20_000) } };
    const sizes: number[] = [];
    const weigh =
      (answer: ScriptedAnswer) =>
      ({ messages }: ModelRequest): ScriptedAnswer => {
        sizes.push(JSON.stringify(messages).length);
        return answer;
      };
    const script = [{ calls: [long] }, weigh({ failure }), weigh(write(0.9))];
    const result = await run({ script, stop: { maxIterations: 1 } });
    assert.equal(result.value?.reason, "max-iterations");
    assert.match(result.page ?? "", /0\.9/);
    const [first = 0, second = 0] = sizes;
    assert.ok(first > 60_000 && second < 5_000, `${first}, ${second}`);
    assert.match(JSON.stringify(result.events), /older parts are left out/);

    const never = await run({ script: [write(0.7), { failure }, { failure }] });
    assert.deepEqual([never.value?.reason, never.value?.message], ["model-failed", "Too long."]);
    assert.equal(never.model.requests.length, 3);
  });

  it("holds a model that only talks to its tools", async () => {
    const result = await run({
      script: [{ text: "I will write a page." }, write(0.9)],
      stop: { maxIterations: 1 },
    });
    const { requests } = result.model;
    assert.deepEqual(
      requests.map(({ toolChoice }) => toolChoice),
      ["auto", "required"],
    );
    assert.match(JSON.stringify(requests[1]?.messages.at(-1)), /Words alone/);
    assert.match(result.page ?? "", /0\.9/);
  });

  it("tells a model that was cut off to take smaller steps", async () => {
    const result = await run({
      script: [{ text: "<html", stop: "length" }, write(0.9)],
      stop: { maxIterations: 1 },
    });
    const last = result.model.requests[1]?.messages.at(-1);
    assert.match(JSON.stringify(last), /smaller steps/);
  });

  it("continues another run from its best files", async () => {
    const { content } = fakePage(0.8);
    const files = new Map([["index.html", new TextEncoder().encode(content)]]);
    const result = await run({
      script: [write(0.5), write(0.9)],
      start: { files },
      iterationsBefore: 4,
      stop: { maxIterations: 2 },
    });
    assert.deepEqual(
      result.kept.map((iteration) => [iteration.number, iteration.accepted]),
      [
        [5, false],
        [6, true],
      ],
    );
    const refined = await run({
      script: [write(0.5)],
      start: { files },
      stop: { maxIterations: 1 },
    });
    assert.deepEqual(
      refined.kept.map((iteration) => [iteration.number, iteration.accepted]),
      [
        [0, true],
        [1, false],
      ],
    );
    assert.equal(refined.value?.best?.number, 0);
  });

  it("asks no model where a draft is near enough, and one where it is not, or more is wanted", async () => {
    const draft = (fidelity: number, mayBeEnough = true) => {
      const { content } = fakePage(fidelity);
      return { files: new Map([["index.html", new TextEncoder().encode(content)]]), mayBeEnough };
    };
    const enough = await run({ script: [], start: draft(1) });
    assert.equal(enough.value?.reason, "converged");
    assert.equal(enough.value.best?.number, 0);
    assert.deepEqual([enough.model.requests.length, enough.model.opened], [0, 0]);
    for (const start of [draft(0.5), draft(1, false)]) {
      const worked = await run({ script: [write(1)], start, stop: { maxIterations: 1 } });
      assert.ok(worked.model.requests.length > 0);
    }
  });

  it("asks the model for what nobody could read, and never calls converged what is still a picture", async () => {
    const { content } = fakePage(1);
    const files = new Map([["index.html", new TextEncoder().encode(content)]]);
    const result = await run({
      script: [write(1)],
      start: { files, mayBeEnough: true },
      eyes: new FakeEyes(2),
    });
    assert.ok(result.model.requests.length > 0);
    assert.equal(result.value?.reason, "texts-as-pictures");
    assert.match(result.value.message, /with 2 texts kept as pictures/);
  });

  it("shows the page between two answers where people want to see it, and draws nothing twice for it", async () => {
    const finish: ScriptedAnswer = { calls: [{ name: "finish", args: { summary: "Done." } }] };
    const script = [{ calls: [{ name: "write_file", args: fakePage(0.5) }] }, finish];
    const previewed = async (showsPreviews: boolean) => {
      const eyes = new FakeEyes();
      const { events } = await run({ script, eyes, showsPreviews, stop: { maxIterations: 1 } });
      const previews = events.filter((event) => event.type === "preview");
      return [previews.map(({ measured }) => measured.comparison.fidelity), eyes.looks];
    };
    assert.deepEqual(await previewed(true), [[0.5], 1]);
    assert.deepEqual(await previewed(false), [[], 1]);
  });

  it("lets the model think before its first draft, also when it goes on with another run", async () => {
    const { content } = fakePage(0.8);
    const files = new Map([["index.html", new TextEncoder().encode(content)]]);
    const thinking = async (world: World) => {
      const script = [write(0.5), write(0.85)];
      const { model } = await run({ ...world, script, stop: { maxIterations: 2 } });
      return model.requests.map((request) => request.thinking);
    };
    assert.deepEqual(await thinking({}), [true, false]);
    assert.deepEqual(await thinking({ start: { files }, iterationsBefore: 4 }), [true, false]);
  });

  it("fails when an iteration cannot be kept, with the files as they were best", async () => {
    let count = 0;
    const result = await run({
      script: [write(0.6), write(0.9)],
      keep: () => (++count === 2 ? Promise.reject(new Error("disk full")) : Promise.resolve()),
    });
    assert.match(String(result.error), /disk full/);
    assert.match(result.page ?? "", /0\.6/);
    assertPaired(result.events);
    assert.deepEqual(result.events.at(-1), { type: "runEnd", outcome: undefined });
  });

  describe("when its time is up", () => {
    /** The time is up when the second piece of the last call is heard. */
    async function runOutOfTime(world: World, pieces: number) {
      const timeUp = new AbortController();
      let heard = 0;
      const onEvent = (event: RunEvent): void => {
        if (event.type !== "model" || event.event.type !== "toolCallDelta") return;
        if (++heard === pieces) timeUp.abort();
      };
      return run({ ...world, timeUp: timeUp.signal, onEvent });
    }
    const streaming = (...pages: number[]): ScriptedAnswer => ({
      streams: pages.map((fidelity) => ({
        name: "write_file",
        argumentsJson: JSON.stringify(fakePage(fidelity)),
      })),
    });

    it("measures and keeps what is whole of the answer it ends", async () => {
      const result = await runOutOfTime({ script: [write(0.5), streaming(0.8, 0.9)] }, 3);
      assert.equal(result.value?.reason, "time-budget");
      assert.equal(result.value.best?.number, 2);
      assert.match(result.page ?? "", /0\.8/);
      assertPaired(result.events);
    });

    it("keeps the best where nothing is whole", async () => {
      const result = await runOutOfTime({ script: [write(0.5), streaming(0.8)] }, 1);
      assert.equal(result.value?.reason, "time-budget");
      assert.deepEqual(
        result.kept.map(({ number }) => number),
        [1],
      );
      assert.match(result.page ?? "", /0\.5/);
    });

    it("has converged when what is whole of it is good enough", async () => {
      const result = await runOutOfTime({ script: [streaming(1, 0)] }, 3);
      assert.equal(result.value?.reason, "converged");
    });
  });

  it("asks for no further answer once its tokens are used up", async () => {
    // Each answer takes 110.
    const writing = (fidelity: number): ScriptedAnswer => ({
      calls: [{ name: "write_file", args: fakePage(fidelity) }],
    });
    const result = await run({
      script: [write(0.5), writing(0.6), writing(0.7)],
      stop: { tokenBudget: 220 },
    });
    assert.equal(result.value?.reason, "token-budget");
    assert.equal(result.model.requests.length, 2);
    assert.match(result.page ?? "", /0\.6/);
  });

  describe("aborted", () => {
    const never = new Promise<never>(() => undefined);
    const moments: readonly [string, (event: RunEvent) => boolean][] = [
      ["before the first turn", (event) => event.type === "iterationStart"],
      ["while the model answers", (event) => event.type === "turnStart"],
      ["during a tool call", (event) => event.type === "toolStart"],
      ["while rendering", (event) => event.type === "stage" && event.stage === "rendering"],
    ];
    for (const [moment, matches] of moments)
      it(`${moment}, it ends without waiting for what is under way`, async () => {
        const controller = new AbortController();
        const eyes = new (class extends FakeEyes {
          override render(...args: Parameters<FakeEyes["render"]>): ReturnType<FakeEyes["render"]> {
            return controller.signal.aborted ? never : super.render(...args);
          }
        })();
        const result = await run({
          script: [{ ...write(0.5), delayMs: 5 }],
          eyes,
          signal: controller.signal,
          onEvent: (event) => {
            if (!matches(event)) return;
            controller.abort();
          },
        });
        assert.equal(result.value?.reason, "aborted");
        assertPaired(result.events);
      });
  });
});
