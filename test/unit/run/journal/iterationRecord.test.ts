import assert from "node:assert/strict";
import type { Iteration } from "../../../../src/converge/events";
import { parseRunLine } from "../../../../src/protocol/parseRunLine";
import { recordOf } from "../../../../src/run/journal/iterationRecord";
import { FakeEyes, fakePage } from "../../../fakes/fakeEyes";

const places = { dir: "/runs/1/iterations/001", files: ["index.html"] };
const parts = {
  ...{ reflow: 0.25, meaning: 1, accessibility: 1, flow: 1, economy: 1, names: 1, numbers: 1 },
};

async function drawn(fidelity: number): Promise<Iteration> {
  const files = new Map([["index.html", new TextEncoder().encode(fakePage(fidelity).content)]]);
  const eyes = new FakeEyes();
  const outcome = await eyes.render(files);
  assert.ok(outcome.ok);
  const seen = { view: eyes.view, render: outcome.render, comparison: await eyes.compare() };
  return {
    ...{ number: 1, accepted: true, files, summary: "First draft." },
    measured: { ...seen, views: [seen] },
    problem: undefined,
    facts: [{ kind: "console-error", message: "x is not defined" }],
    usage: { promptTokens: 1, cachedTokens: 0, outputTokens: 2, ms: 3, engine: { images: 1 } },
    ms: { model: 1, tools: 1, render: 1, compare: 1, total: 4 },
  };
}

describe("recordOf", () => {
  it("is a whole line of a journal, with the worst faults of the code", async () => {
    const faults = Array.from({ length: 7 }, (_, index) => ({ words: `Fault ${index}`, loss: 1 }));
    const code = { score: 0.7, parts, faults, declarations: 10, elements: 5 };
    const line = recordOf({ ...(await drawn(0.8)), code }, places);
    assert.deepEqual(parseRunLine(JSON.parse(JSON.stringify(line))), { line });
    assert.deepEqual(
      [line.scores?.fidelity, line.code?.score, line.code?.reflow],
      [0.8, 0.7, 0.25],
    );
    assert.deepEqual(line.code?.faults, ["Fault 0", "Fault 1", "Fault 2", "Fault 3", "Fault 4"]);
    assert.deepEqual(line.facts, ["console-error: x is not defined"]);
    assert.deepEqual(line.usage, { promptTokens: 1, cachedTokens: 0, outputTokens: 2 });
    assert.deepEqual([line.renderPng, line.summary], [`${places.dir}/render.png`, "First draft."]);
  });

  it("has neither scores nor pictures of what could not be drawn, but why", async () => {
    const undrawn = { ...(await drawn(0.8)), measured: undefined, problem: "It hung." };
    const line = recordOf(undrawn, places);
    assert.deepEqual(parseRunLine(JSON.parse(JSON.stringify(line))), { line });
    assert.equal(line.problem, "It hung.");
    for (const field of ["scores", "code", "renderPng", "diffPng"])
      assert.equal(Object.hasOwn(line, field), false, field);
  });
});
