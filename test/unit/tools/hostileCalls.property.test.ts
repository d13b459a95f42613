import assert from "node:assert/strict";
import fc from "fast-check";
import { PageMeter } from "../../../src/converge/pageMeter";
import { PermissionDesk } from "../../../src/policy/permissionDesk";
import type { PermissionDecision } from "../../../src/policy/permissionDesk";
import { findTarget } from "../../../src/project/target";
import { isConfined, SourceFiles } from "../../../src/project/sourceFiles";
import { createToolbox } from "../../../src/run/createToolbox";
import { FakeEyes, fakePage } from "../../fakes/fakeEyes";
import { fakeMockup } from "../../fakes/fakeMockup";
import { hostileCall, PAGE_FILES } from "../../property/hostileCalls";

const never = new AbortController().signal;
const BAIT = {
  files: PAGE_FILES,
  folders: ["/home/somebody"],
  url: "http://127.0.0.1:9",
  pages: [fakePage(0.5).content],
};

/** What a model reads of one call at most: read_file's limit and its words. Characters. */
const MOST_CHARS = 9_000;
/** Of what the journal keeps of one call. */
const MOST_NOTED = 2_000;

describe("a run's tools, called by the worst of models", () => {
  it("answer each call with a result of bounded size, and keep files of the page alone", async function () {
    this.timeout(60_000);
    const files = new SourceFiles();
    const decisions: PermissionDecision[] = [];
    const note = (decision: PermissionDecision): Promise<number> =>
      Promise.resolve(decisions.push(decision));
    const desk = new PermissionDesk({ policy: [], ask: undefined, note });
    const meter = new PageMeter(new FakeEyes(), () => 0);
    const run = { mockup: fakeMockup(), target: findTarget("react") ?? assert.fail() };
    const toolbox = createToolbox(run, files, meter, desk);
    const calls = hostileCall(toolbox.specs, BAIT);
    const tried = new Set<string>();
    await fc.assert(
      fc.asyncProperty(calls, async (call) => {
        const before = decisions.length;
        const { result } = await toolbox.run({ id: "1", ...call }, never, never);
        if (decisions.length > before && !result.isError) tried.add(call.name);
        const text = result.content.map((part) => (part.type === "text" ? part.text : "")).join("");
        assert.ok(text.length <= MOST_CHARS, `${text.length} characters: ${text.slice(0, 200)}`);
        const noted = JSON.stringify([result.details, ...decisions.slice(before)]);
        assert.ok(noted.length <= MOST_NOTED, `${noted.length} characters: ${noted.slice(0, 200)}`);
        for (const path of files.paths) assert.ok(isConfined(path), path);
      }),
      { seed: 14, numRuns: 1500 },
    );
    assert.deepEqual(
      [...tried].sort(),
      toolbox.specs.map(({ name }) => name).sort(),
      "each did something",
    );
  });
});
