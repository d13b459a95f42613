import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runPaths } from "../../../src/run/journal/runPaths";
import { parseRunLine } from "../../../src/protocol/parseRunLine";
import { findBest } from "../../../src/vscode/runs/runState";
import { activateExtension, generate, report, set, startAfresh, tinyPair } from "./editor";
import { measureGaps } from "./measureGaps";
import { parseModelRef } from "../../../src/protocol/modelRef";

const SETTINGS = {
  ...{ gpu: "cpu", threads: 1, contextTokens: 16_384, thinking: "never", startFrom: "tracer" },
  // The tracer's draft of this mockup converges at once by any other measure.
  ...{ maxIterations: 2, minFidelity: 1 },
};

describe("a local model in the editor", () => {
  beforeEach(startAfresh);
  after(async () => {
    for (const key of [...Object.keys(SETTINGS), "model", "mmproj"]) await set(key, undefined);
    await startAfresh();
  });

  it("runs the whole loop in its own process, outside the extension host", async function () {
    this.timeout(600_000);
    const { models, runs, enginePid, onDidChangeRuns, runsFolder } = await activateExtension();
    if (!(await models.list()).hasBridge) {
      report("no vision bridge is built (npm run build:native): pending");
      return this.skip();
    }
    const { spec, mmproj } = tinyPair();
    await models.use(parseModelRef(spec, mmproj));
    for (const [key, value] of Object.entries(SETTINGS)) await set(key, value);

    const seen = new Set<string>();
    const watcher = onDidChangeRuns(() => seen.add(runs().at(-1)?.status ?? ""));
    const { result: state, text } = await measureGaps(() => generate());
    watcher.dispose();
    report(`extension host while a local model works: ${text}`);
    const stages = [...seen].map((status) =>
      status.replaceAll(/\d+/g, "n").replace(/: (.{40}).*/s, ": $1…"),
    );
    report(`it showed: ${[...new Set(stages)].slice(0, 12).join(" | ")}`);
    for (const stage of [/loading the model/i, /reading the picture/, /reading the prompt/])
      assert.ok(
        stages.some((status) => stage.test(status)),
        `never showed ${stage}`,
      );

    assert.equal(state.phase, "finished", state.status);
    assert.ok(state.ended?.type === "run");
    assert.equal(state.ended.reason, "max-iterations", state.status);
    assert.ok(findBest(state)?.line.scores, "the best draft is kept");
    assert.equal(state.modelName, "tiny-glm46v-text-f16.gguf");
    assert.ok(
      state.notices.some((notice) => notice.startsWith("The model runs on the CPU")),
      state.notices.join(" "),
    );
    assert.notEqual(enginePid() ?? process.pid, process.pid);

    const newest = readdirSync(runsFolder).sort().at(-1);
    assert.ok(newest);
    const journal = readFileSync(runPaths(join(runsFolder, newest)).journal, "utf8");
    const lines = journal
      .split("\n")
      .filter(Boolean)
      .map((line) => parseRunLine(JSON.parse(line)).line);
    const calls = lines.filter((line) => line?.type === "call");
    assert.ok(calls.length >= 2, "the model was asked in each iteration");
    assert.ok((calls[0]?.engine?.["imagesEncoded"] ?? 0) >= 1, "the mockup was looked at");
    assert.ok(lines.some((line) => line?.type === "notice"));
  });
});
