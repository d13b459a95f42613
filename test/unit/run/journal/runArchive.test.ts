import assert from "node:assert/strict";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadIteration, loadRun } from "../../../../src/run/journal/loadRun";
import { RunArchive } from "../../../../src/run/journal/runArchive";
import { runPaths } from "../../../../src/run/journal/runPaths";
import { MockloopError } from "../../../../src/base/errors";
import type { Iteration } from "../../../../src/converge/events";
import type { RunStartLine } from "../../../../src/protocol/runProtocol";
import { FakeEyes, fakePage } from "../../../fakes/fakeEyes";
import { fakeMockup } from "../../../fakes/fakeMockup";
import { useTempFolder } from "../../../fakes/tempFolder";

const start = (runDir: string): RunStartLine => ({
  type: "run-start",
  at: "2026-01-01T00:00:00.000Z",
  request: { mockup: "m.png", runDir, model: { kind: "tracer" }, target: "html", maxIterations: 5 },
  modelName: "tracer",
  mockup: { name: "m.png", hash: "0", width: 4, height: 4, deviceScaleFactor: 1, png: "x" },
});

async function iteration(number: number, fidelity: number, accepted = true): Promise<Iteration> {
  const files = new Map([["index.html", new TextEncoder().encode(fakePage(fidelity).content)]]);
  const eyes = new FakeEyes();
  const outcome = await eyes.render(files);
  assert.ok(outcome.ok);
  const seen = { view: eyes.view, render: outcome.render, comparison: await eyes.compare() };
  return {
    number,
    accepted,
    files,
    measured: { ...seen, views: [seen] },
    problem: undefined,
    facts: [{ kind: "console-error", message: "x is not defined" }],
    summary: "",
    usage: { promptTokens: 1, cachedTokens: 0, outputTokens: 2, ms: 3 },
    ms: { model: 1, tools: 1, render: 1, compare: 1, total: 4 },
  };
}

const isCode = (code: string) => (error: unknown) =>
  error instanceof MockloopError && error.code === code;

describe("RunArchive", () => {
  const temp = useTempFolder();

  async function keepRun(...iterations: readonly Iteration[]): Promise<string> {
    const runDir = join(temp(), "run");
    const archive = await RunArchive.create(runDir);
    await archive.keepMockup(fakeMockup(), 0);
    await archive.append(start(runDir));
    for (const one of iterations) await archive.keepIteration(one, one.files);
    await archive.close();
    return runDir;
  }

  it("gives back the last accepted iteration with its files", async () => {
    const runDir = await keepRun(
      await iteration(1, 0.5),
      await iteration(2, 0.8),
      await iteration(3, 0.6, false),
    );
    const kept = await loadRun(runDir);
    assert.equal(kept.best?.line.number, 2);
    assert.equal(kept.best?.line.scores?.fidelity, 0.8);
    assert.deepEqual(kept.best?.line.facts, ["console-error: x is not defined"]);
    const html = new TextDecoder().decode(kept.best?.files.get("index.html"));
    assert.match(html, /0\.8/);
    assert.ok(existsSync(join(runPaths(runDir).iteration(3), "render.png")));
  });

  it("falls back to an older iteration when the best one's folder was lost", async () => {
    const runDir = await keepRun(await iteration(1, 0.5), await iteration(2, 0.8));
    rmSync(runPaths(runDir).iteration(2), { recursive: true });
    assert.equal((await loadRun(runDir)).best?.line.number, 1);
  });

  it("gives back any iteration's files, and says which there are", async () => {
    const runDir = await keepRun(await iteration(1, 0.8), await iteration(2, 0.6, false));
    const kept = await loadRun(runDir);
    const files = await loadIteration(runDir, kept, 2);
    assert.match(new TextDecoder().decode(files.get("index.html")), /0\.6/);
    await assert.rejects(loadIteration(runDir, kept, 3), /no iteration 3\. It has 1, 2\./);
    rmSync(runPaths(runDir).iteration(2), { recursive: true });
    await assert.rejects(loadIteration(runDir, kept, 2), isCode("ARCHIVE_UNREADABLE"));
  });

  it("takes of an iteration what its line names, not what a killed run left in its folder", async () => {
    const archive = await RunArchive.create(join(temp(), "run"));
    const left = join(runPaths(archive.runDir).iteration(1), "files");
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, "old.css"), "x");
    await archive.append(start(archive.runDir));
    const first = await iteration(1, 0.5);
    await archive.keepIteration(first, first.files);
    await archive.close();
    assert.equal(existsSync(join(left, "old.css")), false);
    writeFileSync(join(left, "index.html.part"), "x");
    const kept = await loadRun(archive.runDir);
    assert.deepEqual([...(kept.best?.files.keys() ?? [])], ["index.html"]);
  });

  it("goes on behind a line that was cut off", async () => {
    const runDir = await keepRun(await iteration(1, 0.5));
    writeFileSync(runPaths(runDir).journal, '{"type":"iter', { flag: "a" });
    const archive = await RunArchive.reopen(runDir);
    const second = await iteration(2, 0.8);
    await archive.keepIteration(second, second.files);
    await archive.close();
    const kept = await loadRun(runDir);
    assert.deepEqual(
      kept.iterations.map((line) => line.number),
      [1, 2],
    );
    assert.deepEqual(kept.skipped, [{ number: 3, why: "it is cut off, or no JSON" }]);
  });

  it("begins anew in a folder that was used before", async () => {
    await keepRun(await iteration(1, 0.5), await iteration(2, 0.8));
    const runDir = await keepRun(await iteration(1, 0.4));
    assert.equal((await loadRun(runDir)).iterations.length, 1);
    assert.equal(existsSync(runPaths(runDir).iteration(2)), false);
  });

  it("says so when there is no run, or none that can be read", async () => {
    await assert.rejects(loadRun(temp()), isCode("ARCHIVE_UNREADABLE"));
    writeFileSync(join(temp(), "journal.jsonl"), "garbage\n");
    await assert.rejects(loadRun(temp()), isCode("ARCHIVE_UNREADABLE"));
    await assert.rejects(
      loadRun(temp()),
      /Line 1 of .+\/journal\.jsonl was skipped: it is cut off/,
    );
  });

  it("says so when nothing can be written there", async () => {
    writeFileSync(join(temp(), "file"), "");
    await assert.rejects(RunArchive.create(join(temp(), "file", "run")), isCode("WRITE_FAILED"));
    const runDir = await keepRun(await iteration(1, 0.5));
    const archive = await RunArchive.reopen(runDir);
    await archive.close();
    await assert.rejects(archive.append(start(runDir)), isCode("WRITE_FAILED"));
    assert.equal((await loadRun(runDir)).best?.line.number, 1);
  });
});
