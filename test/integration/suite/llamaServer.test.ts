import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseModelRef, TRACER } from "../../../src/protocol/modelRef";
import { parseRunLine } from "../../../src/protocol/parseRunLine";
import { runPaths } from "../../../src/run/journal/runPaths";
import { findBest } from "../../../src/vscode/runs/runState";
import { activateExtension, generate, report, set, startAfresh } from "./editor";

const SETTINGS = {
  ...{ contextTokens: 16_384, thinking: "never", startFrom: "tracer" },
  // The tracer's draft of this mockup converges at once by any other measure.
  ...{ maxIterations: 2, minFidelity: 1, tidy: false },
};
const never = new AbortController().signal;
/** The address of a llama-server that runs; `npm run test:server` starts one and names it. */
const url = process.env["MOCKLOOP_LLAMA_URL"];

describe("a real llama-server in the editor", () => {
  before(async function () {
    if (url === undefined) {
      report("no llama-server is named (npm run test:server): pending");
      return this.skip();
    }
    await startAfresh();
  });
  after(async () => {
    const { models, servers } = await activateExtension();
    await servers.remove("llama");
    await models.use(TRACER);
    for (const key of Object.keys(SETTINGS)) await set(key, undefined);
    await startAfresh();
  });

  it("is looked at, tried, and gone through by a whole run", async function () {
    this.timeout(600_000);
    assert.ok(url !== undefined);
    const { models, servers } = await activateExtension();
    const server = { name: "llama", url, model: "" };
    const seen = await servers.look(server, never);
    assert.ok(seen.type === "seen", JSON.stringify(seen));
    assert.equal(seen.family, "llama-server");
    await servers.save(server);
    const parts = await servers.try(server, never);
    for (const { subject, state, text } of parts) report(`${subject}: ${state}, ${text}`);
    assert.ok(parts.every(({ state }) => state !== "problem"));
    await models.use(parseModelRef("server:llama"));
    for (const [key, value] of Object.entries(SETTINGS)) await set(key, value);
    const state = await generate();
    assert.equal(state.phase, "finished", state.status);
    assert.ok(state.ended?.type === "run", state.status);
    assert.ok(findBest(state)?.line.scores, "the best draft is kept");
    const { journal } = runPaths(dirname(state.ended.report));
    const calls = readFileSync(journal, "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => parseRunLine(JSON.parse(line)).line)
      .filter((line) => line?.type === "call");
    assert.ok(calls.length > 0, "the model was asked");
    for (const { usage } of calls)
      report(`${usage.cachedTokens} of ${usage.promptTokens} tokens of the prompt were cached`);
  });
});
