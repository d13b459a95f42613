import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SteerMessage } from "../../../../src/protocol/steering";
import { HandEdits } from "../../../../src/vscode/code/handEdits";
import { applyLine } from "../../../../src/vscode/runs/runState";
import type { Work } from "../../../../src/vscode/runs/work";
import type { Works } from "../../../../src/vscode/runs/works";
import { useTempFolder } from "../../../fakes/tempFolder";
import { until } from "../../../fakes/until";
import { editor } from "../../../fakes/vscode/fakeEditor";
import { keepWork } from "../keptWork";

const PAGE = { "index.html": "<p>One</p>", "css/styles.css": "p {}", "a.png": "PNG" };

describe("a page edited by hand", () => {
  const temp = useTempFolder();
  let work: Work;
  let said: SteerMessage[];
  let errors: unknown[];
  let edits: HandEdits;

  beforeEach(() => {
    mkdirSync(join(temp(), "workspace"));
    editor.reset(join(temp(), "workspace"));
    const kept = [{ ...PAGE, "css/styles.css": "a {}" }, PAGE];
    work = keepWork(join(temp(), "runs", "1"), join(temp(), "workspace", "m.png"), kept);
    work.state = { ...work.state, phase: "running" };
    [said, errors] = [[], []];
    const works = { find: (id: string) => (id === work.id ? work : undefined) } as Works;
    const steer = (_: Work, message: SteerMessage): void => void said.push(message);
    edits = new HandEdits(works, { steer }, (error) => void errors.push(error));
  });
  afterEach(() => edits.dispose());

  const place = (): string => join(temp(), "runs", "1", "edit", "css", "styles.css");
  async function save(text: string): Promise<void> {
    const document = editor.documents.all.find(({ uri }) => uri.fsPath === place());
    assert.ok(document);
    document.setText(text);
    const before = said.length + errors.length;
    assert.ok(await document.save());
    await until(() => said.length + errors.length > before);
  }
  /** The person's page, as the run keeps it. */
  function takeIn(text: string): void {
    const other = keepWork(join(temp(), "runs", "2"), "m.png", [
      { ...PAGE, "css/styles.css": text },
    ]);
    const [{ line } = {}] = other.state.iterations;
    assert.ok(line);
    work.state = applyLine(work.state, { ...line, number: 3, by: "person" });
  }

  it("opens from the run's folder, pauses the run, and says what was saved", async () => {
    await edits.open(work, "css/styles.css");
    assert.equal(readFileSync(place(), "utf8"), "p {}", "the best page's, not the first one's");
    assert.equal(editor.shown.at(-1)?.fsPath, place());
    assert.deepEqual(said, [{ type: "pause" }]);
    await save("p { color: red }");
    const change = { before: "p {}", after: "p { color: red }" };
    assert.deepEqual(said.slice(1), [{ type: "edit", path: "css/styles.css", change }]);

    // Saved once more, it is a change of what was saved before.
    takeIn("p { color: red }");
    await save("p { color: blue }");
    assert.deepEqual(said.at(-1), {
      ...{ type: "edit", path: "css/styles.css" },
      change: { before: "p { color: red }", after: "p { color: blue }" },
    });
    assert.deepEqual(errors, []);
  });

  it("stays as it is where somebody has not saved it yet, and pauses no run twice", async () => {
    await edits.open(work, "css/styles.css");
    editor.documents.all.find(({ uri }) => uri.fsPath === place())?.setText("p { mine }");
    work.state = { ...work.state, isPaused: true };
    await edits.open(work, "css/styles.css");
    assert.equal(
      editor.documents.all.find(({ uri }) => uri.fsPath === place())?.getText(),
      "p { mine }",
    );
    assert.deepEqual(said, [{ type: "pause" }]);
  });

  it("is not taken for what the model has made meanwhile, nor after the run's end", async () => {
    await edits.open(work, "css/styles.css");
    const better = keepWork(join(temp(), "runs", "3"), "m.png", [PAGE]).state.iterations[0]?.line;
    assert.ok(better?.scores);
    const scores = { ...better.scores, fidelity: 0.99 };
    const before = work.state;
    work.state = applyLine(before, { ...better, number: 3, scores });
    await save("p { color: red }");
    assert.match(String(errors[0]), /changed since you opened css\/styles\.css/);
    work.state = { ...before, phase: "finished" };
    await save("p { color: blue }");
    assert.match(String(errors[1]), /No run of m\.png is under way/);
    assert.deepEqual(said, [{ type: "pause" }]);
  });

  it("is refused what is no text of the page", async () => {
    for (const path of ["a.png", "gone.css", "../../journal.jsonl", "/etc/passwd", "toString"])
      await assert.rejects(edits.open(work, path), { code: "BAD_OPTION" }, path);
    work.state = { ...work.state, phase: "finished" };
    await assert.rejects(edits.open(work, "index.html"), { message: /No run of m\.png/ });
    assert.deepEqual([said, editor.shown], [[], []]);
  });
});
