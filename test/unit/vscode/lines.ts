import type {
  IterationLine,
  RunLine,
  RunLineUnion,
  RunStartLine,
} from "../../../src/protocol/runProtocol";

/** Journal lines for tests; what a test is about is given, the rest does not matter. */

export function runStart(runDir = "/runs/1"): RunStartLine {
  return {
    type: "run-start",
    at: "2026-01-01T00:00:00.000Z",
    request: {
      mockup: "/w/signup.png",
      runDir,
      model: { kind: "tracer" },
      target: "html",
      maxIterations: 5,
    },
    modelName: "tracer",
    mockup: {
      name: "signup.png",
      hash: "0",
      width: 400,
      height: 300,
      deviceScaleFactor: 2,
      png: `${runDir}/mockup.png`,
    },
  };
}

export function iteration(
  number: number,
  fidelity: number | undefined,
  accepted = true,
  code?: number,
): IterationLine {
  return {
    type: "iteration",
    number,
    accepted,
    dir: `/runs/1/iterations/${number}`,
    files: ["index.html"],
    ...(fidelity !== undefined && {
      scores: {
        fidelity,
        mismatchRatio: 0.012,
        ...{ ssim: 0.9, block: 0.8, text: 0.7, position: 0.6, color: 0.5 },
      },
      renderPng: `/runs/1/iterations/${number}/render.png`,
      diffPng: `/runs/1/iterations/${number}/diff.png`,
    }),
    ...(code !== undefined && {
      code: {
        ...{ score: code, reflow: 0.25, meaning: 1, accessibility: 1, flow: 1, economy: 1 },
        ...{ names: 1, numbers: 1, declarations: 10, elements: 5, faults: ["It sticks out."] },
      },
    }),
    differences: [
      {
        words: "The title is 3 px too low.",
        box: { x: 40, y: 20, width: 200, height: 30 },
        selector: ".title",
      },
    ],
    facts: [],
    summary: `Draft ${number}`,
    usage: { promptTokens: 1000, cachedTokens: 0, outputTokens: 234 },
    ms: { model: 1, tools: 1, render: 1, compare: 1, total: 2500 },
  };
}

export function runEnd(best: number | null): RunLine {
  return {
    type: "run",
    mockup: "/w/signup.png",
    out: "/runs/1/best",
    files: ["index.html"],
    fidelity: 0.9,
    mismatchRatio: 0.01,
    iterations: 2,
    best,
    reason: "converged",
    message: "The render is as near to the mockup as was asked.",
    report: "/runs/1/report.html",
    ms: { mockup: 1, inspect: 1, model: 1, tools: 1, render: 1, compare: 1, total: 6 },
  };
}

/** Lines of every kind, with every field that can be there. */
export function everyLine(): readonly RunLineUnion[] {
  const start = runStart();
  const usage = { promptTokens: 1, cachedTokens: 0, outputTokens: 3 };
  const mask = { x: 1, y: 2, width: 3, height: 4 };
  const at = "2026-01-01T00:00:00.000Z";
  const layer = {
    name: "this machine",
    defaults: { network: "deny" },
    rules: [{ tool: "model", effect: "network", path: "*", host: "a", action: "ask" }],
  } as const;
  const weights = [
    { file: "a.gguf", bytes: 1, sha256: "0" },
    { file: "v.gguf", bytes: 1 },
  ];
  return [
    start,
    {
      ...start,
      request: {
        ...start.request,
        model: { kind: "file", path: "/m/a.gguf", mmproj: "/m/v.gguf" },
        modelKey: { kind: "environment", name: "KEY" },
        ...{ out: "/w/out", thinking: "first", startFrom: "tracer" },
        ...{ tidy: true, viewport: { width: 400, height: 300 }, deviceScaleFactor: 2 },
        ...{ continueFrom: "/runs/0", continueAt: 2, instruction: "Wider.", browserPath: "/b" },
        ...{ timeBudgetMs: 1000, tokenBudget: 9000, minFidelity: 0.9, maxMismatchRatio: 0.01 },
        hardware: {
          ...{ gpu: "cpu", gpuLayers: 0, contextTokens: 8192, threads: 2, kvType: "f16" },
          ...{ vision: "auto", unloadAfterMs: 0 },
        },
      },
    },
    { type: "progress", iteration: 0, stage: "drafting", text: "I will" },
    { type: "notice", message: "The model runs on the CPU." },
    { type: "call", iteration: 1, turn: 2, ms: 10, usage, engine: { imagesEncoded: 1 } },
    { type: "policy", at, model: "a", weights, policy: [layer] },
    {
      ...{ type: "decision", at, model: "a", tool: "model", effect: "network", paths: ["a"] },
      ...{ host: "a", args: { sha256: "0", summary: "{}" }, rule: "built in: ask network" },
      ...{ action: "allow", by: "person", scope: "once" },
    },
    { type: "tool", iteration: 1, name: "write_file", ok: true, summary: "wrote", decision: 3 },
    { type: "tool", iteration: 1, name: "fly", ok: false, summary: "unknown" },
    { type: "steer", iteration: 2, message: { type: "say", text: "Wider." } },
    { type: "steer", iteration: 2, message: { type: "mask", masks: [mask] }, refused: "Outside." },
    { type: "steer", iteration: 2, message: { type: "pin", pins: [mask] } },
    { type: "steer", iteration: 2, message: { type: "edit", path: "a.css" } },
    { ...iteration(0, 0.5), by: "person" },
    { ...iteration(1, 0.9, true, 0.7), masks: [mask], pins: [{ ...mask, fidelity: 1 }] },
    { ...iteration(2, undefined, false), problem: "It hung.", facts: ["console-error: x"] },
    runEnd(1),
    { ...runEnd(null), fidelity: null, mismatchRatio: null },
    { type: "error", mockup: "a", code: "INTERNAL", message: "No." },
  ];
}
