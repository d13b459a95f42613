import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunLineUnion } from "../../../../src/protocol/runProtocol";
import type { SteerMessage } from "../../../../src/protocol/steering";
import { HandEdits } from "../../../../src/vscode/code/handEdits";
import { applyLine, beginRun } from "../../../../src/vscode/runs/runState";
import type { Work } from "../../../../src/vscode/runs/work";
import { useTempFolder } from "../../../fakes/tempFolder";
import { until } from "../../../fakes/until";
import { editor } from "../../../fakes/vscode/fakeEditor";
import { EventEmitter } from "../../../fakes/vscode/values";
import { keepWork } from "../keptWork";

const PATH = "css/styles.css";
const PAGE = { "index.html": "<p>One</p>", [PATH]: "p {}", "a.png": "PNG" };

describe("a page edited by hand", () => {
  const temp = useTempFolder();
  let work: Work;
  let changed: EventEmitter<Work | undefined>;
  let said: SteerMessage[];
  let errors: unknown[];
  let edits: HandEdits;
  /** Whether the run hears of a pause. */
  let hears: boolean;

  beforeEach(() => {
    mkdirSync(join(temp(), "workspace"));
    editor.reset(join(temp(), "workspace"));
    const kept = [{ ...PAGE, [PATH]: "a {}" }, PAGE];
    work = keepWork(join(temp(), "runs", "1"), join(temp(), "workspace", "m.png"), kept);
    work.state = { ...work.state, phase: "running" };
    [said, errors, hears] = [[], [], true];
    changed = new EventEmitter();
    edits = openEdits();
  });
  afterEach(() => edits.dispose());

  function openEdits(pauseMs?: number): HandEdits {
    const works = {
      find: (id: string) => (id === work.id ? work : undefined),
      onDidChange: changed.event,
    };
    const steer = (_: Work, message: SteerMessage): void => {
      said.push(message);
      if (message.type === "pause" && hears) setImmediate(() => hear(message));
    };
    return new HandEdits(works, { steer }, (error) => void errors.push(error), pauseMs);
  }
  /** The run says something. */
  function tell(line: RunLineUnion): void {
    work.state = applyLine(work.state, line);
    changed.fire(work);
  }
  function hear(message: SteerMessage, refused?: string): void {
    tell({ type: "steer", iteration: 3, message, ...(refused !== undefined && { refused }) });
  }
  /** The run has one iteration more, the best so far. */
  let runs = 1;
  function make(text: string, by?: "person", accepted = true): void {
    const folder = join(temp(), "runs", String(++runs));
    const [{ line } = {}] = keepWork(folder, "m.png", [{ ...PAGE, [PATH]: text }]).state.iterations;
    assert.ok(line?.scores);
    const number = work.state.iterations.length + 1;
    const scores = { ...line.scores, fidelity: 0.8 + number / 100 };
    tell({ ...line, number, scores, accepted, ...(by && { by }) });
  }
  /** What was said is heard, and measured. */
  function takeIn(text: string, accepted = true): void {
    hear({ type: "edit", path: PATH });
    make(text, "person", accepted);
  }

  const place = (): string => join(temp(), "runs", "1", "edit", "css", "styles.css");
  const onDisk = (): string => readFileSync(place(), "utf8");
  const document = () => {
    const found = editor.documents.all.find(({ uri }) => uri.fsPath === place());
    assert.ok(found);
    return found;
  };
  async function save(text: string): Promise<void> {
    document().setText(text);
    assert.ok(await document().save());
  }
  const changes = (): unknown[] =>
    said.flatMap((message) =>
      message.type === "edit" ? [[message.change?.before, message.change?.after]] : [],
    );
  /** Long enough for everything that nothing has to be waited for. */
  const settle = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 20));

  it("opens from the run's folder, pauses the run, and says what was saved", async () => {
    await edits.open(work, PATH);
    assert.equal(onDisk(), "p {}", "the best page's, not the first one's");
    assert.equal(editor.shown.at(-1)?.fsPath, place());
    assert.deepEqual(said, [{ type: "pause" }]);
    await save("p { color: red }");
    const change = { before: "p {}", after: "p { color: red }" };
    assert.deepEqual(said.slice(1), [{ type: "edit", path: PATH, change }]);

    // Saved once more, it is a change of what was saved before.
    takeIn("p { color: red }");
    await settle();
    await save("p { color: blue }");
    assert.deepEqual(changes().at(-1), ["p { color: red }", "p { color: blue }"]);
    assert.deepEqual(errors, []);
  });

  it("is said one save at a time, the newest of those that come meanwhile", async () => {
    await edits.open(work, PATH);
    for (const text of ["p { 1 }", "p { 2 }", "p { 3 }"]) await save(text);
    await settle();
    assert.deepEqual(changes(), [["p {}", "p { 1 }"]]);
    hear({ type: "edit", path: PATH });
    await settle();
    assert.equal(changes().length, 1, "heard, but not measured yet");
    make("p { 1 }", "person");
    await until(() => changes().length > 1);
    assert.deepEqual(changes()[1], ["p { 1 }", "p { 3 }"]);

    // What cannot be drawn is not what the run goes on from; nor is what is refused.
    takeIn("p { 3 }", false);
    await save("p { 4 }");
    await until(() => changes().length > 2);
    assert.deepEqual(changes()[2], ["p { 1 }", "p { 4 }"]);
    await save("p { 5 }");
    hear({ type: "edit", path: PATH }, "No.");
    await until(() => changes().length > 3);
    assert.deepEqual(changes()[3], ["p { 1 }", "p { 5 }"]);
    assert.match(String(errors), /Your change of css\/styles\.css is not in the page: No\./);
    takeIn("p { 5 }");
    await settle();
    assert.deepEqual([changes().length, errors.length], [4, 1]);
  });

  it("is never written over where it was saved but is not in the page", async () => {
    await edits.open(work, PATH);
    await save("p { mine }");
    await edits.open(work, PATH);
    assert.equal(onDisk(), "p { mine }", "on its way");
    hear({ type: "edit", path: PATH }, "css/styles.css was changed since it was opened.");
    await until(() => errors.length > 0);
    await edits.open(work, PATH);
    assert.equal(onDisk(), "p { mine }", "refused");
    assert.equal(editor.messages.length, 0);

    // Once the page has changed as well, only the person can say which is to be.
    make("p { model's }");
    await edits.open(work, PATH);
    assert.equal(onDisk(), "p { mine }");
    assert.match(editor.messages.at(-1)?.text ?? "", /css\/styles\.css was changed in the page/);
    assert.equal(changes().length, 1);
    editor.press.set(/changed in the page/, "Measure mine");
    await edits.open(work, PATH);
    assert.deepEqual(changes()[1], ["p { model's }", "p { mine }"]);
    hear({ type: "edit", path: PATH }, "No.");
    await until(() => errors.length > 1);
    make("p { model's other }");
    editor.press.set(/changed in the page/, "Take the page’s");
    await edits.open(work, PATH);
    assert.equal(onDisk(), "p { model's other }");
  });

  it("is a change of the text that was opened, whatever the page has become", async () => {
    await edits.open(work, PATH);
    make("p { model's }");
    make("p { model's }", "person"); // of another file
    await save("p { mine }");
    assert.deepEqual(changes(), [["p {}", "p { mine }"]], "which the run refuses");
    hear({ type: "edit", path: PATH }, "css/styles.css was changed since it was opened.");
    await until(() => errors.length > 0);
  });

  it("is not refused because the same page was measured once more", async () => {
    await edits.open(work, PATH);
    make("p {}");
    await save("p { mine }");
    assert.deepEqual([changes(), errors], [[["p {}", "p { mine }"]], []]);
  });

  it("stays as it is where somebody has not saved it yet, and pauses no run twice", async () => {
    await edits.open(work, PATH);
    document().setText("p { mine }");
    make("p { model's }");
    await edits.open(work, PATH);
    assert.deepEqual([document().getText(), onDisk()], ["p { mine }", "p {}"]);
    assert.deepEqual(said, [{ type: "pause" }]);
    assert.ok(await document().save());
    assert.deepEqual(changes(), [["p {}", "p { mine }"]], "not of the model's text");
  });

  it("is of the page that is there once the run has paused", async () => {
    hears = false;
    const opening = edits.open(work, PATH);
    await until(() => said.length > 0);
    await settle();
    assert.deepEqual([editor.shown, editor.progress.length], [[], 1]);
    make("p { model's }");
    hear({ type: "pause" });
    await opening;
    assert.deepEqual([onDisk(), editor.progress], ["p { model's }", []]);

    work.state = { ...work.state, isPaused: false };
    edits.dispose();
    edits = openEdits(5);
    await assert.rejects(edits.open(work, PATH), { message: /pauses when the model’s answer/ });
  });

  it("is not measured after the run's end", async () => {
    await edits.open(work, PATH);
    await save("p { 1 }");
    const { state } = work;
    work.state = { ...state, phase: "finished" };
    changed.fire(work);
    await until(() => errors.length > 0);
    await save("p { 2 }");
    await until(() => errors.length > 1);
    for (const error of errors) assert.match(String(error), /No run of m\.png is under way/);
    work.state = beginRun(state, "2");
    await save("p { 3 }");
    await until(() => errors.length > 2);
    assert.match(String(errors[2]), /The run that you opened css\/styles\.css for has ended/);
    assert.equal(changes().length, 1);
  });

  it("is refused what is no text of the page", async () => {
    for (const path of ["a.png", "gone.css", "../../journal.jsonl", "/etc/passwd", "toString"])
      await assert.rejects(edits.open(work, path), { code: "BAD_OPTION" }, path);
    work.state = { ...work.state, phase: "finished" };
    await assert.rejects(edits.open(work, "index.html"), { message: /No run of m\.png/ });
    assert.deepEqual([said, editor.shown], [[], []]);
  });
});
