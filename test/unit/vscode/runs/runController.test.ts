import assert from "node:assert/strict";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { RunState } from "../../../../src/vscode/runs/runState";
import { until } from "../../../fakes/until";
import { editor } from "../../../fakes/vscode/fakeEditor";
import { useExtension } from "../activated";

describe("runs in the editor", () => {
  const extension = useExtension();
  const refine = (options: object = {}): Promise<RunState | undefined> =>
    extension().execute("mockloop.refine", { instruction: "", ...options });

  it("begin with the pictures that were clicked, one after the other", async () => {
    const ended = extension().generate("hang-a.png", "b.png");
    const first = await extension().runOf("hang-a.png", "running");
    assert.equal(extension().runs[1]?.phase, "queued");
    assert.deepEqual(
      editor.progress.map(({ title }) => title),
      ["Mockloop: hang-a.png"],
    );
    assert.equal(editor.contexts.get("mockloop.running"), true);
    await extension().execute("mockloop.cancel", { run: first.id });
    const states = await ended;
    assert.deepEqual(
      states?.map(({ phase, iterations }) => [phase, iterations.length]),
      [
        ["finished", 0],
        ["finished", 2],
      ],
    );
    assert.equal(editor.progress.length, 0);
    assert.equal(editor.contexts.get("mockloop.running"), false);
    assert.equal(editor.contexts.get("mockloop.canAccept"), true, "what began last is shown");
  });

  it("begin not at all when one of several pictures cannot be read", async () => {
    const { Uri } = await import("vscode");
    const uris = [extension().mockup("a.png"), Uri.parse("untitled:/gone.png")];
    assert.equal(await extension().execute("mockloop.generate", uris[0], uris), undefined);
    assert.deepEqual(extension().runs, []);
    assert.deepEqual(extension().runFolders, []);
    assert.match(extension().texts.join(), /error: Mockloop: gone\.png could not be read/);
  });

  it("say what they do while they are at work; they stop, and keep what was finished", async () => {
    const ended = extension().generate("hang.png");
    const { id } = await extension().atWork("hang.png");
    await until(() => /Iteration 1: drafting/.test(editor.progress[0]?.messages.at(-1) ?? ""));
    assert.equal(editor.progress[0]?.title, "Mockloop: hang.png");
    await extension().execute("mockloop.cancel", { run: id });
    const [state] = (await ended) ?? [];
    assert.deepEqual(editor.progress, []);
    assert.equal(state?.ended?.type === "run" && state.ended.reason, "aborted");
  });

  it("end at once when they are cancelled before their turn", async () => {
    const ended = extension().generate("hang.png", "b.png");
    await extension().runOf("hang.png", "running");
    const [first, second] = extension().runs;
    await extension().execute("mockloop.cancel", { run: second?.id });
    assert.equal(extension().runs[1]?.status, "Stopped before its turn came.");
    assert.equal(extension().runs[0]?.phase, "running");
    await extension().execute("mockloop.cancel", { run: first?.id });
    await ended;
    assert.ok(!existsSync(join(extension().api.runsFolder, second?.id ?? "", "journal.jsonl")));
  });

  it("say so when the engine crashes, and go on with the button that is offered", async () => {
    editor.press.set(/crash\.png/, "Refine further");
    editor.input = "Go on";
    const [crashed] = (await extension().generate("crash.png")) ?? [];
    assert.equal(crashed?.phase, "failed");
    assert.equal(crashed.iterations.length, 1);
    await until(() => extension().runs[0]?.iterations.length === 2);
    await extension().runOf("crash.png", "failed");
    const request = extension().requestOf(extension().runFolders[1] ?? "");
    assert.equal(basename(request.continueFrom ?? ""), crashed.id);
    assert.deepEqual([request.continueAt, request.instruction], [1, "Go on"]);
  });

  describe("go on", () => {
    let id: string;
    beforeEach(async () => {
      const [state] = (await extension().generate("a.png")) ?? [];
      id = state?.id ?? "";
    });

    const lastRequest = () => extension().requestOf(extension().runFolders.at(-1) ?? "");

    it("from the best iteration, in a folder of their own, and number the iterations on", async () => {
      const state = await refine({ instruction: " Wider cards " });
      const { continueFrom, continueAt, instruction } = lastRequest();
      assert.deepEqual([basename(continueFrom ?? ""), continueAt], [id, 2]);
      assert.equal(instruction, "Wider cards");
      assert.equal(extension().runFolders.length, 2);
      assert.deepEqual(
        state?.iterations.map(({ ordinal, runFolder }) => [ordinal, runFolder]),
        [1, 2, 3, 4].map((ordinal) => [ordinal, extension().runFolders[ordinal < 3 ? 0 : 1]]),
      );
    });

    it("from the iteration that is named, in whichever run it was made, and show what came of it", async () => {
      await refine();
      const state = await refine({ iteration: 3 });
      const { continueFrom, continueAt } = lastRequest();
      assert.deepEqual(
        [basename(continueFrom ?? ""), continueAt],
        [extension().runFolders[1], 1],
        "the third is the second run's first",
      );
      assert.equal(state?.chosen, 6);
    });

    it("from the same run after its folder was moved", async () => {
      await extension().close();
      const { runsFolder } = extension().api;
      const journal = join(runsFolder, id, "journal.jsonl");
      writeFileSync(journal, readFileSync(journal, "utf8").replaceAll(runsFolder, "/elsewhere"));
      extension().open();
      await until(() => extension().runs.length === 1);
      await refine({ iteration: 1 });
      const { continueFrom, continueAt } = lastRequest();
      assert.deepEqual([continueFrom, continueAt], [join(runsFolder, id), 1]);
    });

    it("once, when they are asked to twice", async () => {
      const [first, second] = await Promise.all([refine(), refine()]);
      assert.equal(first?.phase, "finished");
      assert.equal(second, undefined);
      assert.equal(extension().runFolders.length, 2);
      assert.match(extension().texts.join(), /info: Mockloop: a\.png is still being worked on/);
    });

    it("not from an iteration that is not there", async () => {
      assert.equal(await refine({ iteration: 9 }), undefined);
      assert.equal(extension().runFolders.length, 1);
      assert.match(extension().texts.join(), /a\.png has no iteration 9; it has 2\./);
    });

    it("not when their folder cannot be made: everything is as it was", async () => {
      const before = extension().runs[0];
      renameSync(extension().api.runsFolder, `${extension().api.runsFolder}.away`);
      extension().blockRuns();
      assert.equal(await refine(), undefined);
      assert.equal(extension().runs[0], before);
      rmSync(extension().api.runsFolder);
      renameSync(`${extension().api.runsFolder}.away`, extension().api.runsFolder);
      assert.equal((await refine())?.iterations.length, 4);
    });

    it("not when they are cancelled before they began", async () => {
      const asked = refine({ instruction: "Wider" });
      await extension().execute("mockloop.cancel", { run: id });
      const state = await asked;
      assert.equal(state?.status, "Stopped before its turn came.");
      assert.equal(state.iterations.length, 2);
      assert.equal((await refine())?.iterations.length, 4);
    });
  });

  it("come back in the next window, with what was chosen", async () => {
    await extension().generate("a.png");
    await refine({ iteration: 1 });
    const before = extension().runs[0];
    await extension().close();
    extension().open();
    const after = await until(() => extension().runs[0]);
    assert.equal(after.chosen, before?.chosen);
    assert.deepEqual(after.iterations, before?.iterations);
    assert.equal(editor.contexts.get("mockloop.canRefine"), true);
  });

  it("go when more were made than are kept, oldest first, but never the one in sight", async () => {
    editor.settings.set("mockloop.keepRuns", 2);
    for (const name of ["a.png", "b.png", "c.png"]) await extension().generate(name);
    assert.deepEqual(
      extension().runs.map(({ mockupName }) => mockupName),
      ["b.png", "c.png"],
    );
    assert.deepEqual(
      extension().runFolders,
      extension().runs.map(({ id }) => id),
    );
  });
});
