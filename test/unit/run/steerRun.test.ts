import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Inbox } from "../../../src/converge/inbox";
import type {
  IterationLine,
  RunLine,
  RunLineUnion,
  RunRequest,
} from "../../../src/protocol/runProtocol";
import type { SteerMessage } from "../../../src/protocol/steering";
import { loadParts } from "../../../src/run/journal/beside/keepParts";
import { loadRun } from "../../../src/run/journal/loadRun";
import { runPaths } from "../../../src/run/journal/runPaths";
import { resumeRun, runMockup } from "../../../src/run/runMockup";
import { ScriptedModel } from "../../fakes/scriptedModel";
import { useTempFolder } from "../../fakes/tempFolder";
import { drawingSession, writing } from "./drawingSession";

const never = new AbortController().signal;
const ignore = (): void => undefined;

describe("a run that is spoken to", () => {
  const temp = useTempFolder();
  const runDir = (): string => join(temp(), "run");
  const request = (change: Partial<RunRequest> = {}): RunRequest => ({
    ...{
      mockup: "m.png",
      runDir: runDir(),
      model: { kind: "installed", name: "scripted" } as const,
      target: "html",
      tidy: false,
    },
    ...{ maxIterations: 1, minFidelity: 1 },
    ...change,
  });

  /** A run during which something is said as soon as a line comes. */
  async function run(
    model: ScriptedModel,
    change: Partial<RunRequest>,
    when: (line: RunLineUnion) => boolean = () => false,
    ...messages: readonly SteerMessage[]
  ): Promise<{ readonly end: RunLine; readonly lines: readonly RunLineUnion[] }> {
    const [inbox, lines]: [Inbox, RunLineUnion[]] = [new Inbox(), []];
    let said = false;
    const take = (line: RunLineUnion): void => {
      lines.push(line);
      if (said || !when(line)) return;
      said = true;
      for (const message of messages) inbox.post(message);
    };
    const session = drawingSession(model);
    return { end: await runMockup(session, request(change), take, never, inbox), lines };
  }
  const iterations = (lines: readonly RunLineUnion[]): IterationLine[] =>
    lines.filter((line) => line.type === "iteration");
  const MASK = { x: 60, y: 0, width: 40, height: 80 };

  it("keeps what was said in its journal, and hears it again when it is resumed", async () => {
    const { end, lines } = await run(
      new ScriptedModel([writing(50), writing(80)]),
      { maxIterations: 5, instruction: "Be brief." },
      (line) => line.type === "progress" && line.stage === "drafting",
      { type: "say", text: "Use a nav." },
      { type: "mask", masks: [MASK] },
      { type: "stop" },
    );
    assert.equal(end.reason, "stopped");
    const told = lines.filter((line) => line.type === "steer");
    assert.deepEqual(
      told.map(({ message, iteration }) => [message.type, iteration]),
      [
        ["say", 1],
        ["mask", 1],
        ["stop", 1],
      ],
    );
    const kept = await loadRun(runDir());
    assert.deepEqual(kept.steers, told);
    assert.deepEqual(
      kept.iterations.map((line) => [line.number, line.masks?.length ?? 0]),
      [
        [1, 0],
        [2, 1],
      ],
    );

    const second = new ScriptedModel([writing(60)]);
    const session = drawingSession(second);
    const after: RunLineUnion[] = [];
    const changes = { maxIterations: 1 };
    const resumed = await resumeRun(
      session,
      { runDir: runDir() },
      changes,
      (line) => void after.push(line),
      never,
    );
    assert.match(JSON.stringify(second.requests[0]?.messages), /Be brief\.\\nUse a nav\./);
    // Red from 60 px on is all below the mask.
    assert.deepEqual([resumed.reason, resumed.fidelity], ["converged", 1]);
    assert.deepEqual(iterations(after)[0]?.masks, [MASK]);
  });

  it("compares no scores that were measured under other masks", async () => {
    // 60 % are right; under a mask on the right half of what is wrong, and then half of all, less looks right.
    const left = { x: 0, y: 0, width: 50, height: 80 };
    const { end, lines } = await run(
      new ScriptedModel([writing(60), writing(40)]),
      { maxIterations: 2 },
      (line) => line.type === "progress" && line.stage === "drafting",
      { type: "mask", masks: [left] },
    );
    const [before, again, worse] = iterations(lines);
    assert.ok((before?.scores?.fidelity ?? 0) > (again?.scores?.fidelity ?? 1));
    assert.equal(worse?.accepted, false);
    assert.deepEqual([end.best, end.fidelity], [2, again?.scores?.fidelity]);
    assert.match(readFileSync(runPaths(runDir()).report, "utf8"), /Iteration 2 \(best\)/);
  });

  it("keeps pins in its journal and beside the mockup, and minds them when it is resumed", async () => {
    // Right up to where it is red: the pinned part is from 40 to 60 px.
    const pin = { x: 40, y: 0, width: 20, height: 80 };
    const { lines } = await run(
      new ScriptedModel([writing(60), writing(50)]),
      { maxIterations: 2 },
      (line) => line.type === "progress" && line.stage === "drafting",
      { type: "pin", pins: [pin] },
    );
    assert.deepEqual(
      iterations(lines).map(({ number, accepted, pins }) => [number, accepted, pins?.length]),
      [
        [1, true, undefined],
        [2, true, 1],
        [3, false, 1],
      ],
    );
    const [, right, worse] = iterations(lines).map(({ pins }) => pins?.[0]);
    assert.deepEqual(right, { ...pin, fidelity: 1 });
    assert.ok((worse?.fidelity ?? 1) < 0.5);
    assert.deepEqual(await loadParts(runDir(), "pins"), [pin]);

    const second = new ScriptedModel([writing(58), writing(70)]);
    const after: RunLineUnion[] = [];
    const take = (line: RunLineUnion): void => void after.push(line);
    const session = drawingSession(second);
    await resumeRun(session, { runDir: runDir() }, { maxIterations: 2 }, take, never);
    const told = second.requests.map(({ messages }) => JSON.stringify(messages));
    assert.match(told[0] ?? "", /pinned as right: the part at x 40, y 0, 20×80/);
    assert.match(told.at(-1) ?? "", /which a person pinned as right, fell from 1\.000 to 0\./);
    assert.deepEqual(
      iterations(after).map(({ accepted, pins }) => [accepted, pins?.[0]?.fidelity === 1]),
      [
        [false, false],
        [true, true],
      ],
    );
  });

  it("keeps a page that was edited by hand, and goes on from it when it is resumed", async () => {
    const { end, lines } = await run(
      new ScriptedModel([writing(70), writing(20)]),
      { maxIterations: 2 },
      (line) => line.type === "iteration",
      { type: "pause" },
      { type: "edit", path: "index.html", change: { before: "70 1000", after: "60 1000" } },
      { type: "go-on" },
    );
    assert.deepEqual(
      iterations(lines).map(({ number, by, accepted }) => [number, by, accepted]),
      [
        [1, undefined, true],
        [2, "person", true],
        [3, undefined, false],
      ],
    );
    assert.equal(end.best, 2, "though the first one is truer");
    assert.equal(readFileSync(join(end.out, "index.html"), "utf8"), "60 1000");
    assert.doesNotMatch(readFileSync(runPaths(runDir()).journal, "utf8"), /60 1000/);
    const second = new ScriptedModel([writing(50)]);
    const changes = { maxIterations: 1 };
    const at = { runDir: runDir() };
    const resumed = await resumeRun(drawingSession(second), at, changes, ignore, never);
    assert.match(JSON.stringify(second.requests[0]?.messages), /60 1000/);
    assert.equal(resumed.best, 2);
  });

  it("says what came too late, in the report as well", async () => {
    const { lines } = await run(
      new ScriptedModel([writing(50)]),
      {},
      (line) => line.type === "iteration",
      { type: "say", text: "Use <b>." },
    );
    const [notice] = lines.filter((line) => line.type === "notice");
    assert.match(notice?.message ?? "", /ended before the model heard "Use <b>\."/);
    assert.match(readFileSync(runPaths(runDir()).report, "utf8"), /heard &quot;Use &lt;b&gt;/);
  });

  it("refuses masks that do not fit before it begins", async () => {
    const masks = [{ x: 500, y: 0, width: 10, height: 10 }];
    await assert.rejects(run(new ScriptedModel([]), { masks }), {
      code: "BAD_OPTION",
      message: /Mask 1 .* lies outside/,
    });
    await assert.rejects(run(new ScriptedModel([]), { pins: masks }), {
      message: /Pin 1 .* lies outside/,
    });
    assert.equal(existsSync(runPaths(runDir()).journal), false);
  });
});

describe("a run of several views", () => {
  const temp = useTempFolder();
  const runDir = (): string => join(temp(), "run");
  const request = (): RunRequest => ({
    ...{
      mockup: "m.png",
      runDir: runDir(),
      model: { kind: "installed", name: "scripted" } as const,
      target: "html",
      tidy: false,
    },
    ...{ maxIterations: 2, minFidelity: 1, views: [{ mockup: "phone.png" }] },
  });

  it("is as good as its worst view, tells the model which, and keeps each", async () => {
    const model = new ScriptedModel([writing(100, 10), writing(90, 40)]);
    const lines: RunLineUnion[] = [];
    const take = (line: RunLineUnion): void => void lines.push(line);
    const end = await runMockup(drawingSession(model), request(), take, never);
    const start = lines.find((line) => line.type === "run-start");
    assert.deepEqual(
      [start?.mockup, ...(start?.views ?? [])].map((one) => [one?.width, basename(one?.png ?? "")]),
      [
        [100, "mockup.png"],
        [40, "mockup-2.png"],
      ],
    );
    const [first, second] = lines.filter((line) => line.type === "iteration");
    const fidelities = first?.views?.map(({ name, scores }) => [name, scores.fidelity] as const);
    assert.deepEqual(fidelities?.[0], ["fake.png", 1]);
    const phone = fidelities?.[1]?.[1] ?? 1;
    assert.ok(phone < 0.5);
    assert.equal(first?.scores?.fidelity, phone);
    assert.match(first?.differences[0]?.words ?? "", /^phone\.png \(40 px wide\): area/);
    for (const view of first?.views ?? []) assert.ok(existsSync(view.renderPng));
    assert.equal(basename(first?.views?.[1]?.diffPng ?? ""), "diff-2.png");

    // The desktop got worse, the phone so much better that the page is better.
    assert.deepEqual([second?.accepted, end.best], [true, 2]);
    assert.equal(second?.scores?.fidelity, second?.views?.[0]?.scores.fidelity);

    const [opening, afterwards] = model.requests;
    const pictures = opening?.messages[1];
    assert.ok(pictures?.role === "user");
    assert.deepEqual(
      pictures.content.map((part) => (part.type === "image" ? part.width : part.type)),
      [100, 40, "text"],
    );
    const feedback = JSON.stringify(afterwards?.messages.at(-1));
    assert.match(
      feedback,
      /least true as phone\.png \(40 px wide\).*fake\.png \(100 px wide\) 1\.000/,
    );
    const report = readFileSync(runPaths(runDir()).report, "utf8");
    assert.match(report, /src="iterations\/001\/render-2\.png"/);
    assert.match(report, /src="mockup-2\.png"/);
  });

  it("is resumed with all its views", async () => {
    const first = new ScriptedModel([writing(100, 10)]);
    await runMockup(drawingSession(first), { ...request(), maxIterations: 1 }, ignore, never);
    const second = new ScriptedModel([writing(100, 30)]);
    const lines: RunLineUnion[] = [];
    const take = (line: RunLineUnion): void => void lines.push(line);
    const session = drawingSession(second);
    await resumeRun(session, { runDir: runDir() }, { maxIterations: 1 }, take, never);
    const [line] = lines.filter((one) => one.type === "iteration");
    assert.deepEqual([line?.number, line?.accepted, line?.views?.length], [2, true, 2]);
    assert.equal(line?.views?.[1]?.name, "phone.png");
  });
});
