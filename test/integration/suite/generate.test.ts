import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import * as vscode from "vscode";
import { parseJournal } from "../../../src/run/journal/parseJournal";
import { runPaths } from "../../../src/run/journal/runPaths";
import { findBest } from "../../../src/vscode/runs/runState";
import type { RunState } from "../../../src/vscode/runs/runState";
import {
  activateExtension,
  generate,
  inWorkspace,
  MOCKUP,
  report,
  startAfresh,
  waitFor,
} from "./editor";
import { measureGaps } from "./measureGaps";

describe("Generate from mockup", () => {
  beforeEach(startAfresh);
  after(startAfresh);

  it("turns the mockup of the context menu into measured code, outside the extension host", async () => {
    const { enginePid } = await activateExtension();
    const { result: state, text } = await measureGaps(() => generate());
    report(`extension host during the run: ${text}`);
    assert.equal(state.phase, "finished", state.status);
    const best = findBest(state);
    assert.ok(best?.line.scores, JSON.stringify(best?.line));
    assert.ok(best.line.files.includes("index.html"));
    assert.ok(best.line.renderPng && existsSync(best.line.renderPng));
    assert.notEqual(enginePid() ?? process.pid, process.pid);
  });

  it("works on the picture that is open when it is called from the palette", async () => {
    await vscode.commands.executeCommand("vscode.open", inWorkspace(MOCKUP));
    await waitFor(
      "the picture's tab",
      () =>
        vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputCustom,
    );
    const states = await vscode.commands.executeCommand<readonly RunState[]>("mockloop.generate");
    assert.deepEqual(
      states.map(({ mockupName, phase }) => [mockupName, phase]),
      [["sign-in.png", "finished"]],
    );
  });

  it("shows its panel beside the editor", async () => {
    await vscode.commands.executeCommand("mockloop.showPanel");
    const tab = await waitFor("the panel", () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(({ input }) => input instanceof vscode.TabInputWebview),
    );
    assert.equal(tab.label, "Mockloop");
  });

  it("runs several selected mockups one after the other", async () => {
    const { runs, onDidChangeRuns } = await activateExtension();
    const uri = inWorkspace(MOCKUP);
    let together = 0;
    const watcher = onDidChangeRuns(() => {
      const running = runs().filter(({ phase }) => phase === "running").length;
      together = Math.max(together, running);
    });
    const states = await vscode.commands.executeCommand<readonly RunState[]>(
      "mockloop.generate",
      uri,
      [uri, uri],
    );
    watcher.dispose();
    assert.deepEqual(
      states.map(({ phase }) => phase),
      ["finished", "finished"],
    );
    assert.equal(together, 1);
  });

  it("stops soon when it is cancelled, and keeps what was finished", async () => {
    const { runs } = await activateExtension();
    const ended = generate();
    await waitFor("the run's start", () => runs().some(({ mockup }) => mockup !== undefined));
    await vscode.commands.executeCommand("mockloop.cancel");
    const state = await ended;
    assert.equal(state.phase, "finished");
    assert.ok(
      state.ended?.type === "error"
        ? state.ended.code === "ABORTED"
        : state.ended?.reason === "aborted",
    );
  });

  it("goes on with Refine further, numbering the iterations on", async () => {
    const first = await generate();
    const { result: state, text } = await measureGaps(async () =>
      vscode.commands.executeCommand<RunState>("mockloop.refine", {
        instruction: "Match the spacing.",
      }),
    );
    report(`extension host during the refinement: ${text}`);
    assert.equal(state.id, first.id);
    assert.equal(state.phase, "finished", state.status);
    assert.ok(state.iterations.length >= first.iterations.length);
    assert.deepEqual(
      state.iterations.map(({ ordinal }) => ordinal),
      state.iterations.map((_, index) => index + 1),
    );
    const before = findBest(first)?.line.scores?.fidelity ?? 1;
    assert.ok((findBest(state)?.line.scores?.fidelity ?? 0) >= before);
  });

  it("goes on from the iteration that is chosen, and keeps the best", async () => {
    const first = await generate();
    const state = await vscode.commands.executeCommand<RunState>("mockloop.refine", {
      instruction: "",
      iteration: 1,
    });
    assert.equal(state.phase, "finished", state.status);
    const runDir = dirname(state.ended?.type === "run" ? state.ended.report : "");
    const journal = readFileSync(runPaths(runDir).journal, "utf8");
    const { start } = parseJournal(journal);
    assert.ok(start);
    assert.equal(start.request.continueAt, first.iterations[0]?.line.number);
    assert.ok(first.iterations[0]?.line.dir.startsWith(start.request.continueFrom ?? "-"));
    const before = findBest(first)?.line.scores?.fidelity ?? 1;
    assert.ok((findBest(state)?.line.scores?.fidelity ?? 0) >= before);
  });

  it("begins none of several mockups when one cannot be read", async () => {
    const { runs, runsFolder } = await activateExtension();
    const before = readdirSync(runsFolder);
    const gone = vscode.Uri.parse("untitled:/nowhere/gone.png");
    const uris = [inWorkspace(MOCKUP), gone];
    const states = await vscode.commands.executeCommand("mockloop.generate", uris[0], uris);
    assert.equal(states, undefined);
    assert.equal(runs().length, 0);
    assert.deepEqual(readdirSync(runsFolder), before);
  });

  it("goes on once when it is asked to twice", async () => {
    const { runsFolder } = await activateExtension();
    await generate();
    const refine = (): Thenable<RunState | undefined> =>
      vscode.commands.executeCommand("mockloop.refine", { instruction: "" });
    const before = readdirSync(runsFolder).length;
    const [first, second] = await Promise.all([refine(), refine()]);
    assert.equal(first?.phase, "finished");
    assert.equal(second, undefined);
    assert.equal(readdirSync(runsFolder).length, before + 1);
  });

  it("ends a mockup that waits as soon as that one is cancelled", async () => {
    const { runs } = await activateExtension();
    const uris = [inWorkspace(MOCKUP), inWorkspace(MOCKUP)];
    const ended = vscode.commands.executeCommand("mockloop.generate", uris[0], uris);
    await waitFor("the first run", () => runs()[0]?.phase === "running");
    const second = runs()[1];
    assert.equal(second?.phase, "queued");
    await vscode.commands.executeCommand("mockloop.cancel", { run: second.id });
    assert.equal(runs()[1]?.phase, "finished");
    assert.equal(runs()[0]?.phase, "running");
    await ended;
    assert.deepEqual(runs()[1]?.iterations, []);
    assert.equal(runs()[0]?.ended?.type, "run");
  });

  it("says so when a picture is none", async () => {
    const bad = inWorkspace("designs/broken.png");
    await vscode.workspace.fs.writeFile(bad, new TextEncoder().encode("no picture at all"));
    const state = await generate("designs/broken.png");
    await vscode.workspace.fs.delete(bad);
    assert.equal(state.phase, "failed");
    assert.match(state.status, /broken\.png|picture|image/i);
  });

  it("leaves nothing behind after Discard", async () => {
    const { runs, runsFolder } = await activateExtension();
    await generate();
    const before = readdirSync(runsFolder).length;
    await vscode.commands.executeCommand("mockloop.discard", { ask: false });
    assert.equal(runs().length, 0);
    assert.equal(readdirSync(runsFolder).length, before - 1);
  });
});
