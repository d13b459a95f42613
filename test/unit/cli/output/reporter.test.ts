import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { EXIT, exitCodeFor, worstExitCode } from "../../../../src/cli/output/exitCodes";
import { createJsonReporter, createTextReporter } from "../../../../src/cli/output/reporter";
import type { IterationLine, RunLine } from "../../../../src/protocol/runProtocol";

const iteration: IterationLine = {
  type: "iteration",
  number: 1,
  accepted: true,
  dir: "/r/iterations/001",
  files: ["index.html"],
  scores: {
    fidelity: 0.9123,
    mismatchRatio: 0.0123,
    ssim: 0.98,
    block: 0.95,
    text: 1,
    position: 0.97,
    color: 0.99,
  },
  code: {
    ...{ score: 0.81, reflow: 0.9, meaning: 0.7, accessibility: 1, flow: 1, economy: 0.5 },
    ...{ names: 0.9, numbers: 0.8, declarations: 40, elements: 20, faults: [] },
  },
  differences: [],
  facts: ["request-refused: https://example.org/"],
  summary: "",
  usage: { promptTokens: 0, cachedTokens: 0, outputTokens: 0 },
  ms: { model: 1, tools: 1, render: 1, compare: 1, total: 2345 },
};

const end: RunLine = {
  type: "run",
  mockup: "m.png",
  out: resolve("out"),
  files: ["assets/a.png", "index.html", "styles.css"],
  fidelity: 0.9123,
  mismatchRatio: 0.0123,
  iterations: 1,
  best: 1,
  reason: "max-iterations",
  message: "The iteration limit is reached; the best iteration is kept.",
  report: resolve("out/.mockloop/report.html"),
  ms: { mockup: 1, inspect: 1, model: 1, tools: 1, render: 1, compare: 1, total: 1 },
};

function report(live: boolean, ...lines: Parameters<ReturnType<typeof createTextReporter>>[0][]) {
  let text = "";
  const reporter = createTextReporter({ write: (part) => (text += part), live, columns: 40 });
  for (const line of lines) reporter(line);
  return text;
}

describe("the text reporter", () => {
  it("prints a table and where things are", () => {
    const text = report(false, iteration, end);
    assert.match(text, /it\. {2}fidelity/);
    assert.match(text, / 1 +0\.912 +1\.23 % +0\.950 +1\.000 +0\.970 +0\.990 +0\.810 +2\.3 s\n/);
    assert.match(text, /request-refused: https:\/\/example\.org/);
    assert.match(text, /Code: {3}out \(index\.html, styles\.css\)/);
    assert.ok(text.includes(`Report: ${join("out", ".mockloop", "report.html")}`));
  });

  it("puts each number below its heading", () => {
    const [head = "", row = ""] = report(false, iteration).split("\n");
    const ends = (text: string, words: RegExp): number[] =>
      [...text.matchAll(words)].map((match) => match.index + match[0].length);
    assert.equal(head, " it.  fidelity    pixels   block    text    pos.  colour    code    time");
    assert.deepEqual(ends(row, /[\d.]+( [%s])?/g), ends(head, /[a-z]+\.?/g));
  });

  it("shows no status and no control characters where lines cannot be rewritten", () => {
    const progress = { type: "progress", iteration: 1, stage: "rendering" } as const;
    assert.equal(report(false, progress), "");
    // eslint-disable-next-line no-control-regex
    assert.match(report(true, progress), /^\r\u001b\[2Kiteration 1: rendering …$/);
  });

  it("says what people should know over the status line, which stays", () => {
    let text = "";
    const report = createTextReporter({
      ...{ live: true, columns: 80 },
      write: (part) => (text += part),
    });
    report({ type: "progress", iteration: 1, stage: "reading the picture 10 %" });
    report({ type: "notice", message: "It runs on the CPU." });
    const [, notice, status] = text.split("\r\u001b[2K");
    assert.equal(notice, "iteration 1: reading the picture 10 % …");
    assert.equal(status, "It runs on the CPU.\n");
    assert.ok(text.endsWith("iteration 1: reading the picture 10 % …"));
  });

  it("cuts a status line to the terminal", () => {
    const stage = "x".repeat(100);
    const text = report(true, { type: "progress", iteration: 1, stage });
    assert.ok(text.length <= 39 + "\r\u001b[2K".length);
  });

  it("words what can be done about a failure, and leaves it data in JSON", () => {
    const error = {
      ...{ mockup: "m.png", code: "MODEL_UNAVAILABLE", message: "It is missing." },
      type: "error",
      remedy: { kind: "choose-model" },
    } as const;
    const notice = {
      type: "notice",
      message: "No GPU.",
      remedy: { kind: "check-machine" },
    } as const;
    let [text, json] = ["", ""];
    const report = createTextReporter({
      ...{ live: false, columns: 80 },
      write: (part) => (text += part),
    });
    for (const line of [error, notice, { ...end, remedy: { kind: "verify-model" } } as const]) {
      report(line);
      createJsonReporter((part) => (json += part))(line);
    }
    assert.match(text, /^Error: It is missing\. `mockloop models list` shows/m);
    assert.match(text, /^No GPU\. `mockloop doctor` says why\.$/m);
    assert.match(text, /`mockloop models verify` says which files are damaged\. Best:/);
    assert.deepEqual(
      json
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { remedy?: unknown }).remedy),
      [{ kind: "choose-model" }, { kind: "check-machine" }, { kind: "verify-model" }],
    );
  });

  it("says when something was rolled back or not drawn", () => {
    assert.match(report(false, { ...iteration, accepted: false }), /rolled back/);
    const { scores: _, ...undrawn } = iteration;
    assert.match(
      report(false, { ...undrawn, problem: "The page hung." }),
      /not drawn: The page hung\./,
    );
  });
});

describe("what is printed of names and pages", () => {
  const bad = "a\u001b[2J\u009b1m\u202e\nError: b";

  it("moves no terminal, turns no text and begins no line of its own", () => {
    const written: string[] = [];
    const write = (text: string): void => void written.push(text);
    const report = createTextReporter({ write, live: false, columns: 80 });
    report({ type: "notice", message: bad }, bad);
    report({ type: "error", mockup: bad, code: "INTERNAL", message: bad }, bad);
    report({ ...iteration, facts: [bad] }, bad);
    const all = written.join("");
    assert.doesNotMatch(all, /(?!\n)\p{Cc}|\u202e/u);
    assert.doesNotMatch(all, /^Error: b/m);
    assert.match(all, /a\\u001b\[2J/);
  });

  it("means the same in JSON", () => {
    let line = "";
    createJsonReporter((text) => (line = text))({ type: "notice", message: bad });
    assert.match(line, /^[ -~]+\n$/);
    assert.deepEqual(JSON.parse(line), { type: "notice", message: bad });
  });
});

describe("the JSON reporter", () => {
  it("prints every line as one line", () => {
    let text = "";
    createJsonReporter((part) => (text += part))(end);
    assert.ok(text.endsWith("\n"));
    assert.deepEqual(JSON.parse(text), end);
  });
});

describe("exit codes", () => {
  it("tell converged, short, aborted and failed apart", () => {
    assert.deepEqual(
      (["converged", "plateau", "aborted", "failed"] as const).map(exitCodeFor),
      [0, 2, 130, 1],
    );
  });
  it("of several runs, the worst counts", () => {
    assert.equal(worstExitCode([0, 0]), EXIT.converged);
    assert.equal(worstExitCode([0, 2]), EXIT.stoppedShort);
    assert.equal(worstExitCode([130, 2]), EXIT.aborted);
    assert.equal(worstExitCode([130, 1, 0]), EXIT.error);
  });
});
