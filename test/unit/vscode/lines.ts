import type { IterationLine, RunLine, RunStartLine } from "../../../src/protocol/runProtocol";

/** Journal lines for tests; what a test is about is given, the rest does not matter. */

export function runStart(runDir = "/runs/1"): RunStartLine {
  return {
    type: "run-start",
    at: "2026-01-01T00:00:00.000Z",
    request: { mockup: "/w/signup.png", runDir, model: "tracer", target: "html", maxIterations: 5 },
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
    differences: ["The title is 3 px too low."],
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
