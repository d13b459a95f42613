import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PanelReply, PanelRequest, ToPanel } from "../../../../src/protocol/panelMessages";
import type { PanelState } from "../../../../src/protocol/schemas/panelState";
import { until } from "../../../fakes/until";
import { editor } from "../../../fakes/vscode/fakeEditor";
import type { FakePanel } from "../../../fakes/vscode/fakeEditor";
import { useExtension } from "../activated";

type Unnumbered<R> = R extends unknown ? Omit<R, "id"> : never;

describe("the panel", () => {
  const extension = useExtension();
  let lastId = 0;

  /** The panel's page; it has said ready. */
  function page(): FakePanel {
    const panel = editor.panels.at(-1);
    assert.ok(panel);
    panel.say({ type: "ready" });
    return panel;
  }

  const received = (panel: FakePanel): readonly ToPanel[] => panel.received as readonly ToPanel[];

  function stateOn(panel: FakePanel): PanelState | undefined {
    const message = received(panel).findLast(({ type }) => type === "state");
    return message?.type === "state" ? message.state : undefined;
  }

  /** Resolves with why a request was refused; null: it was done. */
  async function ask(panel: FakePanel, request: Unnumbered<PanelRequest>): Promise<string | null> {
    const id = ++lastId;
    panel.say({ ...request, id });
    const isReply = (message: ToPanel): message is PanelReply =>
      message.type === "reply" && message.id === id;
    return (await until(() => received(panel).find(isReply))).refusal;
  }

  async function runOne(name: string): Promise<string> {
    const [state] = (await extension().generate(name)) ?? [];
    assert.ok(state);
    return state.id;
  }

  it("is told nothing before it is ready, then all there is, and every change", async () => {
    const ended = extension().generate("hang.png");
    await extension().runOf("hang.png", "running");
    const panel = editor.panels[0];
    assert.ok(panel);
    assert.deepEqual(panel.received, []);
    panel.say({ type: "ready" });
    assert.equal(stateOn(panel)?.phase, "running");
    assert.equal(await ask(panel, { type: "cancel", run: stateOn(panel)?.runId ?? "" }), null);
    await ended;
    await until(() => stateOn(panel)?.phase === "finished");
    assert.equal(panel.title, "Mockloop: hang.png");
  });

  it("cancels the run it names, whichever is shown by now", async () => {
    const ended = extension().generate("hang-a.png", "hang-b.png");
    const first = await extension().runOf("hang-a.png", "running");
    const panel = page();
    assert.equal(await ask(panel, { type: "cancel", run: first.id }), null);
    const second = await extension().runOf("hang-b.png", "running");
    await until(() => stateOn(panel)?.runId === second.id);
    // A click that was on its way when the first one ended.
    assert.match((await ask(panel, { type: "cancel", run: first.id })) ?? "", /has ended already/);
    assert.equal(extension().runs[1]?.phase, "running");
    assert.equal(await ask(panel, { type: "cancel", run: second.id }), null);
    await ended;
  });

  it("refines, accepts, selects and discards the run it names, not the one that is shown", async () => {
    const first = await runOne("a.png");
    const second = await runOne("b.png");
    const panel = page();
    assert.equal(stateOn(panel)?.runId, second);
    assert.equal(await ask(panel, { type: "select", run: first, iteration: 1 }), null);
    assert.deepEqual(
      extension().runs.map(({ chosen }) => chosen),
      [1, undefined],
    );
    editor.pick = (labels) => labels[0];
    assert.equal(await ask(panel, { type: "accept", run: first, iteration: 1 }), null);
    assert.ok(editor.isThere("designs/a/index.html"));
    assert.ok(!editor.isThere("designs/b"));
    const instruction = "Wider cards";
    const refine = { type: "refine", run: first, iteration: 1, instruction } as const;
    assert.equal(await ask(panel, refine), null);
    const again = await until(() =>
      extension().runs.find(({ iterations }) => iterations.length > 2),
    );
    assert.equal(again.id, first);
    await extension().runOf("a.png", "finished");
    editor.press.set(/Discard a\.png/, "Discard");
    assert.equal(await ask(panel, { type: "discard", run: first }), null);
    assert.deepEqual(
      extension().runs.map(({ id }) => id),
      [second],
    );
    assert.deepEqual(extension().runFolders, [second]);
  });

  it("is refused what is asked of a run that is gone, or has no such iteration", async () => {
    const run = await runOne("a.png");
    const panel = page();
    const gone = "2020-gone";
    const requests: readonly Unnumbered<PanelRequest>[] = [
      { type: "show-run", run: gone },
      { type: "cancel", run: gone },
      { type: "select", run: gone, iteration: 1 },
      { type: "refine", run: gone, iteration: 1, instruction: "" },
      { type: "steer", run: gone, message: { type: "pause" } },
      { type: "mask", run: gone, masks: [] },
      { type: "pin", run: gone, pins: [] },
      { type: "page", run: gone, iteration: 1 },
      { type: "copy-code", run: gone, iteration: 1, path: "index.html" },
      { type: "edit-code", run: gone, path: "index.html" },
      { type: "open-in-browser", run: gone, iteration: 1 },
      { type: "open-report", run: gone, iteration: 1 },
      { type: "export-zip", run: gone, iteration: 1 },
      { type: "accept", run: gone, iteration: 1 },
      { type: "discard", run: gone },
    ];
    for (const request of requests)
      assert.equal(await ask(panel, request), "This run is no longer there.", request.type);
    for (const type of ["select", "page", "accept"] as const)
      assert.match((await ask(panel, { type, run, iteration: 7 })) ?? "", /no iteration 7/, type);
    assert.deepEqual(extension().texts, [], "the panel says it; nothing else does");
    assert.deepEqual(extension().runFolders, [run]);
  });

  it("is told that a refinement has begun, before it ends, and why one could not", async () => {
    const run = await runOne("a.png");
    const panel = page();
    const refine = { type: "refine", run, iteration: 2, instruction: "Wider" } as const;
    const [first, second] = await Promise.all([ask(panel, refine), ask(panel, refine)]);
    assert.equal(first, null);
    assert.match(second ?? "", /a\.png is still being worked on/);
    await extension().runOf("a.png", "finished");
    await until(() => extension().runs[0]?.iterations.length === 4);
    rmSync(extension().api.runsFolder, { recursive: true });
    writeFileSync(extension().api.runsFolder, "");
    const why = await ask(panel, refine);
    assert.ok(why);
    assert.equal(extension().runs[0]?.phase, "finished");
  });

  it("says things to the run under way, and shows what it heard", async () => {
    const ended = extension().generate("hang.png");
    const { id: run } = await extension().runOf("hang.png", "running");
    await extension().atWork("hang.png");
    const panel = page();
    assert.equal(stateOn(panel)?.canSteer, true);
    const mask = { x: 1, y: 2, width: 3, height: 4 };
    for (const message of [
      { type: "say", text: "Wider", about: mask },
      { type: "pause" },
      { type: "more", iterations: 2 },
    ] as const)
      assert.equal(await ask(panel, { type: "steer", run, message }), null);
    assert.equal(await ask(panel, { type: "mask", run, masks: [mask] }), null);
    assert.equal(await ask(panel, { type: "pin", run, pins: [mask] }), null);
    await until(() => stateOn(panel)?.pins.length === 1);
    const state = stateOn(panel);
    assert.deepEqual(state?.masks, [mask]);
    assert.deepEqual(state.said, [
      ...["2 more iterations.", "One part is left out.", "One part may not get worse."],
    ]);
    assert.equal(state?.isPaused, true);
    assert.equal(await ask(panel, { type: "steer", run, message: { type: "stop" } }), null);
    await until(() => stateOn(panel)?.isPaused === false);
    assert.equal(await ask(panel, { type: "cancel", run }), null);
    await ended;
    const why = await ask(panel, { type: "steer", run, message: { type: "pause" } });
    assert.equal(why, "No run of hang.png is under way.");
  });

  it("has company in the status bar, which cancels while it is hidden", async () => {
    const items = (): readonly string[] => editor.statusItems.map(({ text }) => text);
    const ended = extension().generate("hang.png");
    await extension().atWork("hang.png");
    assert.ok(items().includes("$(stop-circle) Cancel Mockloop"));
    await extension().execute("mockloop.cancel");
    await ended;
    assert.ok(!items().some((text) => text.includes("Cancel")));
  });

  it("keeps masks and pins for the next run when none is under way, and what its words are about", async () => {
    const run = await runOne("a.png");
    const panel = page();
    const mask = { x: 1, y: 2, width: 3, height: 4 };
    const pin = { ...mask, x: 50 };
    assert.equal(await ask(panel, { type: "mask", run, masks: [mask] }), null);
    assert.equal(await ask(panel, { type: "pin", run, pins: [pin] }), null);
    const refine = { type: "refine", run, iteration: 2, instruction: "Wider" } as const;
    assert.equal(await ask(panel, { ...refine, about: mask }), null);
    await until(() => extension().runs[0]?.iterations.length === 4);
    const request = extension().requestOf(extension().runFolders.at(-1) ?? "");
    assert.deepEqual([request.masks, request.pins], [[mask], [pin]]);
    assert.equal(
      request.instruction,
      "Wider (This is about the part at x 1, y 2, 3×4 of the mockup.)",
    );
    await until(() => stateOn(panel)?.masks.length === 1);
  });

  it("finds masks again in the next window, and none that were taken back", async () => {
    const run = await runOne("a.png");
    const masks = [{ x: 1, y: 2, width: 3, height: 4 }];
    const reopened = async (): Promise<readonly unknown[] | undefined> => {
      await extension().close();
      extension().open();
      return (await until(() => extension().runs[0])).masks;
    };
    assert.equal(await ask(page(), { type: "mask", run, masks }), null);
    const file = join(extension().api.runsFolder, run, "masks.json");
    await until(() => existsSync(file));
    assert.deepEqual(await reopened(), masks);
    await extension().execute("mockloop.showPanel");
    assert.equal(await ask(page(), { type: "mask", run, masks: [] }), null);
    await until(() => readFileSync(file, "utf8").trim() === "[]");
    assert.deepEqual(await reopened(), []);
  });

  it("gets the elements of an iteration's page, before the reply", async () => {
    const run = await runOne("a.png");
    const panel = page();
    const dir = extension().runs[0]?.iterations[0]?.line.dir ?? "";
    const elements = [{ selector: "p", x: 0, y: 0, width: 10, height: 5 }];
    writeFileSync(join(dir, "elements.json"), JSON.stringify(elements));
    assert.equal(await ask(panel, { type: "elements", run, iteration: 1 }), null);
    const sent = received(panel).filter(({ type }) => type === "elements");
    assert.deepEqual(sent, [{ type: "elements", run, iteration: 1, elements }]);
    assert.match((await ask(panel, { type: "elements", run, iteration: 9 })) ?? "", /iteration 9/);
  });

  it("gets an iteration's page in one piece, before the reply", async () => {
    const run = await runOne("a.png");
    const panel = page();
    assert.equal(await ask(panel, { type: "page", run, iteration: 1 }), null);
    const [sent, reply] = received(panel).slice(-2);
    assert.ok(sent?.type === "page" && reply?.type === "reply");
    assert.deepEqual([sent.run, sent.iteration], [run, 1]);
    assert.equal(sent.html, "<p>Draft 1</p>");
    rmSync(extension().api.runsFolder, { recursive: true });
    assert.match((await ask(panel, { type: "page", run, iteration: 1 })) ?? "", /is gone/);
  });

  it("is told that nothing was wrong when a person thinks better of it", async () => {
    const run = await runOne("a.png");
    const panel = page();
    assert.equal(await ask(panel, { type: "accept", run, iteration: 2 }), null);
    assert.equal(await ask(panel, { type: "discard", run }), null);
    assert.equal(extension().runs.length, 1);
    assert.ok(!editor.isThere("designs/a"));
  });

  it("shows the run that is asked for, and closes when the last one is discarded", async () => {
    const first = await runOne("a.png");
    const second = await runOne("b.png");
    const panel = page();
    assert.equal(await ask(panel, { type: "show-run", run: first }), null);
    await until(() => stateOn(panel)?.runId === first);
    editor.press.set(/Discard b\.png/, "Discard");
    assert.equal(await ask(panel, { type: "discard", run: second }), null);
    assert.ok(!panel.isDisposed);
    editor.press.set(/Discard a\.png/, "Discard");
    panel.say({ type: "discard", id: ++lastId, run: first });
    await until(() => panel.isDisposed);
    assert.deepEqual(extension().runs, []);
  });

  it("does nothing for messages that somebody made up", async () => {
    const run = await runOne("a.png");
    const panel = page();
    const [state] = extension().runs;
    const before = { received: panel.received.length, folders: extension().runFolders };
    const made: readonly unknown[] = [
      null,
      ...[[], 7, "discard", { type: "eval", code: "1" }, { type: "__proto__", id: 1, run }],
      { type: ["discard"], id: 1, run },
      { type: "discard", id: "1", run },
      { type: "discard", id: 1, run: { toString: run } },
      { type: "accept", id: 1, run, iteration: -1 },
      { type: "accept", id: 1, run, iteration: null },
      { type: "refine", id: 1, run, iteration: 1, instruction: "x".repeat(20_000) },
      { type: "steer", id: 1, run, message: { type: "more", iterations: 1e9 } },
      { type: "mask", id: 1, run, masks: [{ x: 0, y: 0, width: -1, height: 5 }] },
      { type: "mask", id: 1, run, masks: [{ x: 0, y: 0, width: 1, height: 5, path: "/etc" }] },
      { type: "pin", id: 1, run, pins: [{ x: 0, y: 0, width: 1, height: Infinity }] },
      { type: "pin", id: 1, run, pins: Array(13).fill({ x: 0, y: 0, width: 1, height: 1 }) },
      { type: "page", id: 1, run },
      { type: "copy-code", id: 1, run, iteration: 1, path: 5 },
      { type: "edit-code", id: 1, run, path: ["index.html"] },
      // Only the editor says this, of a file that a person saved.
      {
        ...{ type: "steer", id: 1, run },
        message: { type: "edit", path: "index.html", change: { before: "", after: "x" } },
      },
    ];
    for (const message of made) panel.say(message);
    // What is well-formed and names what is not this run's is refused, and touches nothing either.
    for (const path of ["../../journal.jsonl", "/etc/passwd", "C:\\x.txt", "__proto__"])
      for (const request of [
        { type: "copy-code", run, iteration: 1, path },
        { type: "edit-code", run, path },
      ] as const)
        assert.ok(await ask(panel, request), path);
    for (const other of ["../1", "/", ""])
      assert.equal(
        await ask(panel, { type: "discard", run: other }),
        "This run is no longer there.",
      );
    assert.equal(received(panel).length, before.received + 11, "eleven refusals, and nothing else");
    assert.equal(extension().runs[0], state);
    assert.deepEqual(extension().runFolders, before.folders);
    assert.deepEqual([editor.clipboard, editor.outside, extension().texts], ["", [], []]);
  });

  it("is not answered when what it says is not understood; the log tells", async () => {
    const run = await runOne("a.png");
    const panel = page();
    const before = panel.received.length;
    panel.say({ type: "discard", id: 1 });
    panel.say({ type: "refine", id: 2, run, iteration: 1, instruction: 3 });
    panel.say("ready");
    assert.equal(await ask(panel, { type: "show-run", run }), null);
    assert.deepEqual(
      received(panel)
        .slice(before)
        .filter(({ type }) => type === "reply").length,
      1,
    );
    assert.equal(editor.log.filter((line) => /not understood/.test(line)).length, 3);
  });
});
