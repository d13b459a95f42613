import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { RunArchive } from "../../../../src/run/journal/runArchive";
import { RunHistory } from "../../../../src/vscode/runs/runHistory";
import { iteration, runEnd, runStart } from "../lines";

describe("RunHistory", () => {
  let root: string;
  let history: RunHistory;
  let time = 0;

  beforeEach(() => {
    root = join(mkdtempSync(join(tmpdir(), "mockloop-history-")), "runs");
    history = new RunHistory(root, () => new Date(time));
  });
  afterEach(() => rmSync(join(root, ".."), { recursive: true, force: true }));

  it("gives every run a folder of its own, even in the same moment", async () => {
    const first = await history.create("Sign Up.png");
    const second = await history.create("Sign Up.png");
    assert.notEqual(first, second);
    assert.match(basename(first), /^1970-01-01T00-00-00-000Z-sign-up$/);
    assert.deepEqual(readdirSync(root).length, 2);
  });

  it("keeps the newest runs and those in use", async () => {
    const paths: string[] = [];
    for (time = 0; time < 5; time++) paths.push(await history.create("a.png"));
    await history.prune(2, new Set([paths[0] ?? ""]));
    assert.deepEqual(paths.map(existsSync), [true, false, false, true, true]);
  });

  it("keeps a run that another window has at work", async () => {
    const run = await history.create("a.png");
    const archive = await RunArchive.create(run);
    await history.prune(0, new Set());
    assert.ok(existsSync(join(run, "journal.jsonl")));
    await archive.close();
    await history.prune(0, new Set());
    assert.equal(existsSync(run), false);
  });

  it("deletes runs only", async () => {
    const other = join(root, "..", "other");
    mkdirSync(other);
    await history.remove(other);
    await history.remove(root);
    await history.remove(join(root, "..", "runs", "..", "other"));
    assert.ok(existsSync(other));
    const run = await history.create("a.png");
    await history.remove(run);
    assert.equal(existsSync(run), false);
  });

  it("reads a run and its refinement back", async () => {
    const [first, second] = [await history.create("a.png"), await history.create("a.png")];
    writeJournal(first, [runStart(first), iteration(1, 0.8), runEnd(1)]);
    writeJournal(second, [runStart(second), iteration(0, 0.8), iteration(1, 0.9), runEnd(1)]);
    const state = await history.read("id", [first, second]);
    assert.equal(state?.id, "id");
    assert.equal(state.mockupName, "signup.png");
    assert.equal(state.phase, "finished");
    assert.deepEqual(
      state.iterations.map(({ line }) => line.scores?.fidelity),
      [0.8, 0.9],
    );
  });

  it("reads a run that broke off as far as it got", async () => {
    const run = await history.create("a.png");
    writeJournal(run, [runStart(run), iteration(1, 0.8)], '{"type":"iterat');
    const state = await history.read("id", [run]);
    assert.equal(state?.phase, "failed");
    assert.equal(state.iterations.length, 1);
  });

  it("says which lines of its journals it could not read, also of a run that is lost with them", async () => {
    const [first, second] = [await history.create("a.png"), await history.create("a.png")];
    const odd = { ...iteration(2, 0.9), ms: undefined };
    const notice = { type: "notice", message: "It runs on the CPU." };
    writeJournal(first, [runStart(first), notice, iteration(1, 0.8), odd, runEnd(1)]);
    writeJournal(second, [{ ...runStart(second), request: {} }, iteration(1, 0.9)]);
    const state = await history.read("id", [first, second]);
    assert.deepEqual([state?.phase, state?.iterations.length], ["finished", 1]);
    const [told, ...damage] = state?.notices ?? [];
    assert.equal(told, "It runs on the CPU.");
    assert.match(damage[0] ?? "", /^Line 4 of \S+\/journal\.jsonl was skipped: .*ms/);
    assert.match(
      damage[1] ?? "",
      /^Line 1 of \S+-1\/journal\.jsonl was skipped: .*request\.mockup is missing/,
    );
    assert.equal(damage.length, 2);
  });

  it("shows a run of whose journal nothing can be read, and why", async () => {
    const run = await history.create("a.png");
    writeJournal(run, [], "\0\0\0");
    const state = await history.read("id", [run]);
    assert.deepEqual(
      [state?.phase, state?.status, state?.iterations],
      ["failed", "The journal of this run cannot be read.", []],
    );
    assert.match(state?.notices[0] ?? "", /^Line 1 of \S+\/journal\.jsonl was skipped: it is cut/);
  });

  it("reads nothing where there is nothing, or outside", async () => {
    assert.equal(await history.read("id", [await history.create("a.png")]), undefined);
    assert.equal(await history.read("id", [join(root, "..")]), undefined);
  });
});

function writeJournal(folder: string, lines: readonly unknown[], tail = ""): void {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  writeFileSync(join(folder, "journal.jsonl"), text + tail);
}
