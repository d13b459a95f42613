import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createSession } from "../../src/app/session/createSession";
import { loadRun } from "../../src/run/journal/loadRun";
import { resumeRun, runMockup } from "../../src/run/runMockup";
import type { RunLineUnion, RunRequest } from "../../src/protocol/runProtocol";
import { assertGolden } from "../fakes/goldenText";
import { ScriptedModel } from "../fakes/scriptedModel";
import type { ScriptedAnswer } from "../fakes/scriptedModel";
import { useTempFolder } from "../fakes/tempFolder";
import { parseModelRef } from "../../src/protocol/modelRef";

const mockup = join(import.meta.dirname, "../fixtures/mockups/modal.png");

const page = (body: string): string =>
  `<!doctype html><html><head><link rel="stylesheet" href="styles.css"></head><body>${body}</body></html>`;
const css = "body { margin: 0; background: #fff; font: 16px Arial; }\nh1 { color: red; }\n";

/** A model's day: a draft with every sort of mistake in it, then a correction, then one for the worse. */
const script: readonly ScriptedAnswer[] = [
  {
    text: "I will write the page.",
    calls: [
      { name: "write_file", args: { path: "index.html", content: page("<h1>Modals</h1>") } },
      { name: "write_file", args: { path: "styles.css", content: css } },
      { name: "write_file", args: { path: "../evil.html", content: "x" } },
      { name: "view_mockup", args: { x: 0, y: 0, width: 100, height: 50 } },
      { name: "delete_file", args: { path: "x" } },
      { name: "write_file", args: '{"path": "cut' },
    ],
  },
  { calls: [{ name: "finish", args: { summary: "First draft." } }] },
  {
    calls: [
      {
        name: "edit_file",
        args: { path: "styles.css", old_text: "h1 { color: red; }", new_text: "h1 { margin: 0; }" },
      },
      { name: "compare", args: { focus: "page" } },
      { name: "finish", args: { summary: "Removed the red." } },
    ],
  },
  {
    calls: [
      {
        name: "write_file",
        args: { path: "index.html", content: page('<img src="https://example.org/x.png">') },
      },
      { name: "finish", args: { summary: "Tried something." } },
    ],
  },
];

/** What people would see, without what differs from machine to machine. */
function sanitize(lines: readonly RunLineUnion[]): string {
  return lines
    .map((line) => {
      switch (line.type) {
        case "run-start":
          return `start ${line.mockup.name} ${line.mockup.width}x${line.mockup.height} ${line.modelName}`;
        case "tool":
          return `  ${line.ok ? "ok" : "NO"} ${line.name}: ${line.summary.split("\n")[0]?.replace(/\d+(\.\d+)?/g, "#")}`;
        case "iteration":
          return `iteration ${line.number} ${line.accepted ? "accepted" : "rolled back"}: ${line.files.join(", ")}; ${line.summary}; ${line.facts.join("; ")}`;
        case "run":
          return `end ${line.reason}: best ${line.best} of ${line.iterations}; ${line.files.join(", ")}`;
        case "progress":
        case "notice":
        case "steer":
        case "call":
        case "policy":
        case "decision":
        case "error":
          return undefined;
      }
    })
    .filter((text) => text !== undefined)
    .map((text) => `${text}\n`)
    .join("");
}

/** Goes on with a run from one of its iterations; the model is shown that iteration's files, and the best stays the best. */
async function goOnFrom(runDir: string, at: number, itsFiles: RegExp): Promise<void> {
  const model = new ScriptedModel([{ calls: [{ name: "finish", args: { summary: "Nothing." } }] }]);
  const session = createSession({ findModel: () => () => model });
  const { signal } = new AbortController();
  const changes = { maxIterations: 1, instruction: "Keep going." };
  try {
    const end = await resumeRun(session, { runDir, at }, changes, () => undefined, signal);
    assert.equal(end.best, 2);
    assert.match(JSON.stringify(model.requests[0]?.messages), itsFiles);
    assert.match(JSON.stringify(model.requests[0]?.messages), /Keep going\./);
  } finally {
    await session.dispose();
  }
}

describe("a run with a scripted model in a real browser", () => {
  const temp = useTempFolder();

  it("tidies the page once the model has finished, and keeps it when it looks as true", async () => {
    const wordy = "h1 { font-weight: bold; display: block; color: red } .none { top: 0 }";
    const answer = {
      calls: [
        { name: "write_file", args: { path: "index.html", content: page("<h1>Modals</h1>") } },
        { name: "write_file", args: { path: "styles.css", content: wordy } },
        { name: "finish", args: { summary: "Done." } },
      ],
    };
    const session = createSession({ findModel: () => () => new ScriptedModel([answer]) });
    const runDir = join(temp(), "tidied");
    const asked = {
      mockup,
      runDir,
      model: parseModelRef("scripted"),
      target: "html",
      maxIterations: 1,
    };
    const { signal } = new AbortController();
    try {
      const end = await runMockup(session, asked, () => undefined, signal);
      assert.deepEqual([end.reason, end.best, end.iterations], ["max-iterations", 2, 2]);
      const css = await readFile(join(end.out, "styles.css"), "utf8");
      assert.equal(css, "h1 {\n  color: red;\n}\n");
      const { iterations } = await loadRun(runDir);
      assert.match(iterations[1]?.summary ?? "", /^Tidied: 3 declarations are now 1,/);
    } finally {
      await session.dispose();
    }
  });

  it("keeps the best, tells the mistakes, and journals everything", async () => {
    const model = new ScriptedModel(script);
    const session = createSession({ findModel: () => () => model });
    const lines: RunLineUnion[] = [];
    const request: RunRequest = {
      mockup,
      runDir: join(temp(), "run"),
      model: parseModelRef("scripted"),
      target: "html",
      maxIterations: 3,
      tidy: false,
    };
    try {
      const end = await runMockup(
        session,
        request,
        (line) => lines.push(line),
        new AbortController().signal,
      );
      assertGolden("scriptedRun", sanitize(lines));

      assert.equal(end.best, 2);
      assert.equal(
        await readFile(join(end.out, "styles.css"), "utf8"),
        css.replace("h1 { color: red; }", "h1 { margin: 0; }"),
      );
      assert.equal(existsSync(join(temp(), "evil.html")), false);
      assert.ok((await readFile(end.report, "utf8")).includes("Iteration 2 (best)"));
      const kept = await loadRun(request.runDir);
      assert.deepEqual(
        kept.iterations.map((line) => line.number),
        [1, 2, 3],
      );
      assert.equal(model.disposed, 1);
    } finally {
      await session.dispose();
    }

    await goOnFrom(request.runDir, 3, /example\.org/);
    await goOnFrom(request.runDir, 1, /color: red/);

    // The render comes back to the model as an image, and the mockup opens the conversation.
    const images = model.requests
      .at(-1)
      ?.messages.flatMap((message) =>
        message.role === "user" || message.role === "tool"
          ? message.content.flatMap((part) => (part.type === "image" ? [part.role] : []))
          : [],
      );
    assert.equal(images?.[0], "mockup");
    assert.ok(images?.includes("render"));
  });
});
