import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Session } from "../../../src/run/session";
import { resumeRun, runMockup } from "../../../src/run/runMockup";
import { runPaths } from "../../../src/run/journal/runPaths";
import type { Inspection } from "../../../src/inspect/inspection";
import type { Model, ModelOpening } from "../../../src/model/model";
import type { IterationLine, RunLineUnion, RunRequest } from "../../../src/protocol/runProtocol";
import { emptyInspection } from "../../fakes/fakeMockup";
import { fakeSession } from "../../fakes/fakeSession";
import { ScriptedModel } from "../../fakes/scriptedModel";
import { useTempFolder } from "../../fakes/tempFolder";
import { until } from "../../fakes/until";
import { parseModelRef } from "../../../src/protocol/modelRef";

const never = new AbortController().signal;
const lockingProcess = resolve(import.meta.dirname, "../files/lockingProcess.ts");

const writing = (text: string) => ({
  calls: [{ name: "write_file", args: { path: "index.html", content: text } }],
});
const finish = { calls: [{ name: "finish", args: { summary: "done" } }] };

describe("runMockup", () => {
  const temp = useTempFolder();
  const runDir = (): string => join(temp(), "run");
  const request = (change: Partial<RunRequest> = {}): RunRequest => ({
    ...{ mockup: "m.png", runDir: runDir(), model: parseModelRef("scripted"), target: "html" },
    ...{ maxIterations: 1, startFrom: "tracer" },
    ...change,
  });

  const failing = (): Model =>
    new ScriptedModel([
      { failure: { code: "unavailable", message: "It cannot.", retryable: false } },
    ]);
  const iterations = (lines: readonly RunLineUnion[]): IterationLine[] =>
    lines.filter((line) => line.type === "iteration");
  async function run(change: Partial<RunRequest> = {}, drawMs = 1): Promise<RunLineUnion[]> {
    const lines: RunLineUnion[] = [];
    const take = (line: RunLineUnion): void => void lines.push(line);
    await runMockup(fakeSession(failing(), drawMs), request(change), take, never);
    return lines;
  }
  const read = (path: string): string => readFileSync(path, "utf8");

  it("counts the time of the tracer's draft as its iteration's", async () => {
    const lines = await run({}, 20);
    const [draft, ...rest] = iterations(lines);
    assert.deepEqual([draft?.number, rest.length], [0, 0]);
    const { model, render, compare, tools, total } = draft?.ms ?? assert.fail();
    assert.ok(model > 0, "the tracer's own work");
    assert.ok(render >= 19, "drawing it");
    assert.ok(total >= model + render + compare + tools - 1);
    const end = lines.at(-1);
    assert.ok(end?.type === "run" && end.ms.render >= 19);
  });

  it("shows a model the tracer's draft where it is to be no more than that, and says so in the journal", async () => {
    const model = new ScriptedModel([writing("<p>mine</p>"), finish]);
    const lines: RunLineUnion[] = [];
    const take = (line: RunLineUnion): void => void lines.push(line);
    await runMockup(fakeSession(model), request({ startFrom: "grounding" }), take, never);
    const words = JSON.stringify(model.requests[0]?.messages);
    assert.match(words, /None of it is in your files/);
    assert.match(words, /styles\.css is:/);
    assert.deepEqual(
      iterations(lines).map(({ number }) => number),
      [1],
      "the draft is no iteration",
    );
    const journal = read(runPaths(runDir()).journal);
    assert.match(journal, /"startFrom":"grounding"/);
    assert.match(journal, /The model is shown the tracer's draft, and starts with an empty page\./);
  });

  it("shows the tracer's draft until a model on this machine has something of its own", async () => {
    const lines: RunLineUnion[] = [];
    const previews = () =>
      lines.flatMap((line) => (line.type === "progress" && line.preview ? [line] : []));
    const loading = async (): Promise<ModelOpening> => {
      await until(() => previews().length === 1);
      return { type: "open", info: { contextTokens: 32_000, vision: true } };
    };
    const model = new ScriptedModel([writing("<p>1</p>"), finish], loading);
    const asked = request({ startFrom: "nothing" });
    await runMockup(fakeSession(model), asked, (line) => void lines.push(line), never);
    assert.deepEqual(
      previews().map(({ iteration }) => iteration),
      [0, 1],
    );
    assert.ok(existsSync(previews()[0]?.preview?.renderPng ?? ""));
    const kept = read(runPaths(runDir()).journal);
    assert.ok(!kept.includes('"preview"'), "it is for the eyes alone");
  });

  it("tells what could not be measured in the mockup, and keeps it in the journal", async () => {
    const notice = {
      stage: "reading",
      region: { x: 0, y: 0, width: 100, height: 20 },
      message: "Text could not be read.",
    } as const;
    const session = fakeSession(failing());
    const inspect = (): Promise<Inspection> =>
      Promise.resolve({ ...emptyInspection(), notices: [notice] });
    const lines: RunLineUnion[] = [];
    await runMockup({ ...session, inspect }, request(), (line) => void lines.push(line), never);
    const told = { type: "notice", message: "Text could not be read." };
    assert.deepEqual(
      lines.filter(({ type }) => type === "notice"),
      [told],
    );
    assert.ok(read(runPaths(runDir()).journal).includes(JSON.stringify(told).slice(0, -1)));
  });

  it("tells the model as values what was asked, what it started from and what was drawn", async () => {
    const look = { calls: [{ name: "compare", args: { focus: "page" } }] };
    const model = new ScriptedModel([writing("<p>1</p>"), look, finish]);
    const asked = request({ startFrom: "nothing", instruction: "make it blue" });
    await runMockup(fakeSession(model), asked, () => undefined, never);
    const facts = model.requests.map((made) => made.facts);
    assert.deepEqual(
      facts.map((fact) => [
        fact?.instruction,
        fact?.startsFromFiles,
        fact?.lastRender?.bitmap.width,
      ]),
      [
        ["make it blue", false, undefined],
        ["make it blue", false, 100],
        ["make it blue", false, 100],
      ],
    );

    const second = new ScriptedModel([finish]);
    // A goal that no draft reaches: the model is asked.
    const drafted = request({ runDir: join(temp(), "second"), minFidelity: 1.1 });
    await runMockup(fakeSession(second), drafted, () => undefined, never);
    assert.equal(second.requests[0]?.facts?.startsFromFiles, true);
    assert.ok(second.requests[0].facts.lastRender, "the draft was drawn");
  });

  it("offers a model the project that was opened to it, by leave alone, and not when its run is resumed", async () => {
    const project = { folder: join(temp(), "project"), files: ["**/*.css"] };
    mkdirSync(project.folder);
    writeFileSync(join(project.folder, "tokens.css"), ":root{--brand:#123456}");
    const asking = () => {
      const look = { calls: [{ name: "read_project", args: { path: "tokens.css" } }] };
      return new ScriptedModel([writing("<p>1</p>"), look, finish]);
    };
    const heard = ({ requests }: ScriptedModel): string =>
      JSON.stringify(requests.at(-1)?.messages);
    const asked = request({ startFrom: "nothing", project });

    const allowed = asking();
    const policy = [{ name: "test", defaults: { "read-project": "allow" as const } }];
    await runMockup({ ...fakeSession(allowed), policy }, asked, () => undefined, never);
    assert.match(heard(allowed), /--brand:#123456/);
    assert.ok(
      read(runPaths(runDir()).journal).includes(
        `"paths":[${JSON.stringify(join(project.folder, "tokens.css"))}]`,
      ),
    );

    const nobody = asking();
    await runMockup(fakeSession(nobody), asked, () => undefined, never);
    assert.match(heard(nobody), /read_project is not permitted here/);
    // The journal's folder may be a stranger's.
    const resumed = asking();
    await resumeRun(
      { ...fakeSession(resumed), policy },
      { runDir: runDir() },
      {},
      () => undefined,
      never,
    );
    assert.ok(
      !resumed.requests.some(({ tools }) => tools.some(({ name }) => name === "read_project")),
    );
    assert.ok(!heard(resumed).includes("#123456"));
  });

  it("has one iteration 0 when it is resumed from it, and still says what that is", async () => {
    await run();
    const lines: RunLineUnion[] = [];
    const take = (line: RunLineUnion): void => void lines.push(line);
    await resumeRun(fakeSession(failing()), { runDir: runDir() }, {}, take, never);
    const [draft, ...rest] = iterations(lines);
    assert.equal(rest.length, 0);
    assert.match(draft?.summary ?? "", /The tracer's draft/);
    assert.ok((draft?.ms.model ?? 0) > 0, "its time is not forgotten");
    assert.equal(read(runPaths(runDir()).report).match(/Start \(best\)<\/?t/g)?.length, 1);
  });

  it("ends with the best iteration that is left when the best one's files are lost", async () => {
    const model = new ScriptedModel([writing("<p>1</p>"), finish]);
    const ignore = (): void => undefined;
    const asked = request({ startFrom: "nothing", minFidelity: 1.1 });
    await runMockup(fakeSession(model), asked, ignore, never);
    assert.ok(existsSync(join(runPaths(runDir()).iteration(1), "files", "index.html")));
    rmSync(runPaths(runDir()).iteration(1), { recursive: true });
    const place = { runDir: runDir() };
    const end = await resumeRun(fakeSession(failing()), place, {}, ignore, never);
    assert.deepEqual([end.reason, end.best, end.files], ["model-failed", null, []]);
  });

  it("says what it could not read of the run it goes on with", async () => {
    await run();
    const { journal } = runPaths(runDir());
    const [start = "", ...rest] = read(journal).split("\n");
    writeFileSync(journal, [start, '{"type":"iteration","number":7}', ...rest].join("\n"));
    const told: string[] = [];
    const take = (line: RunLineUnion): void => {
      if (line.type === "notice") told.push(line.message);
    };
    await resumeRun(fakeSession(failing()), { runDir: runDir() }, {}, take, never);
    const next = { runDir: join(temp(), "next"), continueFrom: runDir() };
    await runMockup(fakeSession(failing()), request(next), take, never);
    assert.equal(told.length, 2);
    for (const message of told)
      assert.match(
        message,
        /^Line 2 of run\/journal\.jsonl was skipped: as a line of the kind "it/,
      );
  });

  it("numbers on when no iteration was accepted yet", async () => {
    const ignore = (): void => undefined;
    const undrawable = {
      ...fakeSession(new ScriptedModel([writing("<p>1</p>"), finish])).renderer,
      render: () =>
        Promise.resolve({ ok: false, reason: "crashed", message: "No.", facts: [] } as const),
    };
    const asked = request({ startFrom: "nothing" });
    const first = new ScriptedModel([writing("<p>1</p>"), finish]);
    await runMockup({ ...fakeSession(first), renderer: undrawable }, asked, ignore, never);
    const lines: RunLineUnion[] = [];
    const take = (line: RunLineUnion): void => void lines.push(line);
    const second = new ScriptedModel([writing("<p>2</p>"), finish]);
    await resumeRun(fakeSession(second), { runDir: runDir() }, {}, take, never);
    assert.deepEqual(
      iterations(lines).map(({ number }) => number),
      [2],
    );
    const page = join(runPaths(runDir()).iteration(1), "files", "index.html");
    assert.equal(read(page), "<p>1</p>");
  });

  it("finds its pictures when the folder was moved before it is resumed", async () => {
    await run();
    const moved = join(temp(), "elsewhere", "run");
    mkdirSync(dirname(moved));
    renameSync(runDir(), moved);
    const aborted = AbortSignal.abort();
    const ignore = (): void => undefined;
    await resumeRun(fakeSession(failing()), { runDir: moved }, {}, ignore, aborted).catch(ignore);
    const report = read(runPaths(moved).report);
    assert.match(report, /src="iterations\/000\/render\.png"/);
    assert.doesNotMatch(report, /src="\.\./);
  });

  it("has converged at the fidelity that was asked for, whatever the pixels say", async () => {
    const session = fakeSession(new ScriptedModel([writing("<p>1</p>"), finish]));
    const { renderer } = session;
    // One row of the page is white, which the mockup is not.
    const render: Session["renderer"]["render"] = async (...args) => {
      const outcome = await renderer.render(...args);
      assert.ok(outcome.ok);
      const { bitmap } = outcome.render;
      const rgba = new Uint8ClampedArray(bitmap.rgba);
      for (let x = 0; x < bitmap.width; x++) rgba.set([255, 255, 255, 255], x * 4);
      return { ok: true, render: { ...outcome.render, bitmap: { ...bitmap, rgba } } };
    };
    const asked = request({ startFrom: "nothing", minFidelity: 0.5 });
    const drawing = { ...session, renderer: { ...renderer, render } };
    const end = await runMockup(drawing, asked, () => undefined, never);
    assert.ok((end.mismatchRatio ?? 0) > 0.005, `${end.mismatchRatio} of the pixels differ`);
    assert.ok((end.fidelity ?? 0) >= 0.5);
    assert.equal(end.reason, "converged");
  });

  it("ends an answer without an end when its time is up, counted from when the mockup is measured", async () => {
    const timeBudgetMs = 1500;
    const whole = { path: "index.html", content: "<p>1</p>" };
    const streams = [
      { name: "write_file", argumentsJson: JSON.stringify(whole) },
      { name: "write_file", argumentsJson: '{"path":"index.html","content":"<p>2' },
    ];
    const session = fakeSession(new ScriptedModel([{ streams }]));
    const inspect: Session["inspect"] = async (...args) => {
      await setTimeout(timeBudgetMs + 100);
      return session.inspect(...args);
    };
    const asked = request({ startFrom: "nothing", timeBudgetMs, maxIterations: 9 });
    const end = await runMockup({ ...session, inspect }, asked, () => undefined, never);
    assert.equal(end.best, 1);
    assert.equal(read(join(runPaths(runDir()).best, "index.html")), "<p>1</p>");
  });

  it("has every line in its journal, the run's own last, also when it is aborted", async () => {
    const CALLS = 80;
    const calls = Array.from({ length: CALLS }, () => ({ name: "no_such_tool", args: {} }));
    const controller = new AbortController();
    const model = new ScriptedModel([{ calls }, { text: "…", delayMs: 60_000 }]);
    let heard = 0;
    const take = (line: RunLineUnion): void => {
      if (line.type === "tool" && ++heard === CALLS) controller.abort();
    };
    const asked = request({ startFrom: "nothing" });
    const end = await runMockup(fakeSession(model), asked, take, controller.signal);
    assert.equal(end.reason, "aborted");
    const lines = read(runPaths(runDir()).journal).trimEnd().split("\n");
    const types = lines.map((line) => (JSON.parse(line) as RunLineUnion).type);
    assert.equal(types.filter((type) => type === "tool").length, CALLS);
    assert.equal(types.indexOf("run"), types.length - 1);
  });

  it("lets one run at a time work in a folder", async () => {
    mkdirSync(runDir());
    const other = fork(lockingProcess);
    try {
      await once(other, "message");
      other.send(runPaths(runDir()).lock);
      await once(other, "message");
      await assert.rejects(run(), {
        code: "BUSY",
        message: new RegExp(`at work in .* \\(process ${other.pid}\\)`),
      });
    } finally {
      other.kill("SIGKILL");
      await once(other, "exit");
    }
    await run();
    assert.equal(existsSync(runPaths(runDir()).lock), false);
  });
});
