// Speaks the engine's protocol without a browser or a model. What it does is in the mockup's file name: a name with
// "crash", "hang", "deaf", "garbage", "mumble" or "unready" misbehaves that way, "asks" asks the person first,
// "secret" reads the key "server-key-1"; "60 iterations" gets as many as it says, with records as large as they get; anything else gets two.
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const aborted = new Set();
/** What is said to a run, by its folder: how it is told. */
const inboxes = new Map();
const send = (message) => process.connected && process.send({ jsonrpc: "2.0", ...message });
const answerWith = (id, result) => send({ id, result });
const refuse = (id, code, message) =>
  send({ id, error: { code: -32603, message, data: { code, message } } });

/** What the person says, by the question's number. */
const said = new Map();

async function askPerson({ runDir }) {
  const about = { id: "permission-1", tool: "read_file", effect: "read-project", paths: ["a.ts"] };
  const scopes = ["once", "session", "workspace"];
  const asked = { runDir, question: { ...about, summary: "read_file wants to read", scopes } };
  return askEditor("permission-ask", asked);
}

function askEditor(method, params) {
  const answer = new Promise((resolve) => said.set(said.size, resolve));
  send({ id: said.size - 1, method, params: { params, token: 0 } });
  return answer;
}

async function run(id, token, request) {
  mkdirSync(request.runDir, { recursive: true });
  const keep = (value) =>
    appendFileSync(join(request.runDir, "journal.jsonl"), `${JSON.stringify(value)}\n`);
  const line = (value) => {
    if (value.type !== "progress") keep(value);
    send({ method: "$/progress", params: { token, value } });
  };
  const name = basename(request.mockup);
  inboxes.set(request.runDir, (message) => line({ type: "steer", iteration: 1, message }));
  if (name.includes("garbage")) line({ type: "iteration", number: "one" });
  const answer = name.includes("asks")
    ? await askPerson(request)
    : name.includes("secret") && (await askEditor("secret-read", { name: "server-key-1" }));
  const png = join(request.runDir, "mockup.png");
  writeFileSync(png, PNG);
  line({ type: "progress", iteration: 0, stage: "reading the mockup" });
  line({
    type: "run-start",
    at: new Date(0).toISOString(),
    request,
    modelName: "fake",
    mockup: { name, hash: "0", width: 1, height: 1, deviceScaleFactor: 1, png },
  });
  const asked = /(\d+) iterations/.exec(name)?.[1];
  const count = Number(asked ?? 2);
  for (let number = 1; number <= count; number++) {
    line({ type: "progress", iteration: number, stage: "drafting" });
    await wait(20);
    if (name.includes("crash") && number === 2) process.exit(3);
    while (name.includes("hang") && !aborted.has(id)) await wait(5);
    while (name.includes("deaf")) await wait(50);
    if (aborted.has(id)) break;
    if (asked) writeAsModelsDo(line, number);
    line({ ...iteration(request, number), ...(asked && LARGE) });
  }
  if (name.includes("mumble")) return answerWith(id, { type: "run" });
  const end = {
    type: "run",
    mockup: request.mockup,
    out: join(request.runDir, "best"),
    files: ["index.html"],
    fidelity: 0.9,
    mismatchRatio: 0.1,
    iterations: count,
    best: count,
    reason: aborted.has(id) ? "aborted" : "converged",
    message: answer ? JSON.stringify(answer) : aborted.has(id) ? "Stopped." : "Converged.",
    report: join(request.runDir, "report.html"),
    ms: { mockup: 1, inspect: 1, model: 1, tools: 1, render: 1, compare: 1, total: 6 },
  };
  keep(end);
  answerWith(id, end);
}

/** A record's texts, as long as they get. */
const LARGE = {
  differences: Array(10).fill({
    words: "The title is 3 px too low, and its colour is #1a2440 instead of #1b2540.",
    box: { x: 40, y: 20, width: 200, height: 30 },
    selector: "main > section:nth-child(2) > article > h2",
  }),
  facts: Array(10).fill("Refused: a script of the page wanted to load something."),
  summary: "Moved the cards and gave the sums their weight. ".repeat(8),
};

/** What is told of an answer as it is written. */
function writeAsModelsDo(line, iteration) {
  const tail = '<li class="card"><h2>Title</h2><p>Words</p></li>\n'.repeat(40);
  for (let part = 0; part < 10; part++)
    line({
      ...{ type: "progress", iteration, stage: "writing index.html" },
      draft: { path: "index.html", tail: `${tail}${part}` },
    });
  line({ type: "tool", iteration, name: "write_file", ok: true, summary: "wrote index.html" });
}

function iteration(request, number) {
  const dir = join(request.runDir, "iterations", String(number).padStart(3, "0"));
  mkdirSync(join(dir, "files"), { recursive: true });
  writeFileSync(join(dir, "files", "index.html"), `<p>Draft ${number}</p>`);
  for (const picture of ["render.png", "diff.png"]) writeFileSync(join(dir, picture), PNG);
  return {
    type: "iteration",
    number,
    accepted: true,
    dir,
    files: ["index.html"],
    scores: {
      fidelity: Math.min(0.999, 0.8 + number / 20),
      mismatchRatio: 0.1,
      ...{ ssim: 0.9, block: 0.9, text: 0.9, position: 0.9, color: 0.9 },
    },
    renderPng: join(dir, "render.png"),
    diffPng: join(dir, "diff.png"),
    differences: [{ words: "The heading is 3 px too low." }],
    facts: [],
    summary: `Draft ${number}`,
    usage: { promptTokens: 10, cachedTokens: 0, outputTokens: 5 },
    ms: { model: 1, tools: 1, render: 1, compare: 1, total: 4 },
  };
}

/** Pictures: "away" in an address leads on to another host, "deaf" never comes, "gone" is not there. */
async function fetchPicture(id, { url, runDir, name }) {
  const answer = (fetched) => answerWith(id, { type: "fetch-picture", fetched });
  if (url.includes("away")) return answer({ kind: "elsewhere", url: "http://other.example/b.png" });
  if (url.includes("gone")) return refuse(id, "MOCKUP_NOT_FOUND", "The host answered 404.");
  while (url.includes("deaf") && !aborted.has(id)) await wait(5);
  if (aborted.has(id)) return refuse(id, "ABORTED", "Stopped.");
  mkdirSync(join(runDir, "source"), { recursive: true });
  writeFileSync(join(runDir, "source", name), PNG);
  answer({ kind: "file", path: join(runDir, "source", name) });
}

/** A download whose name says how it goes: "hang", "deaf", "crash", "mumble" or "other" than asked; everything else is refused. */
async function ask(id, token, question) {
  const { spec } = question;
  if (question.type === "fetch-picture") return fetchPicture(id, question);
  if (question.type !== "pull-model")
    return refuse(id, "MODEL_UNAVAILABLE", `There is no ${question.id}.`);
  for (const done of [1, 2])
    send({
      method: "$/progress",
      params: { token, value: { file: `${spec}.gguf`, done, total: 2 } },
    });
  if (spec === "crash") process.exit(3);
  while (spec === "deaf") await wait(50);
  while (spec === "hang" && !aborted.has(id)) await wait(5);
  if (aborted.has(id)) return refuse(id, "ABORTED", "Stopped.");
  if (spec === "mumble") return answerWith(id, { type: question.type });
  if (spec === "other") return answerWith(id, { type: "remove-model" });
  answerWith(id, { type: "pull-model", id: spec, title: spec, hasVision: true });
}

process.on("message", ({ method, id, params, result }) => {
  if (method === undefined) return said.get(id)?.(result);
  if (method === "run") void run(id, params.token, params.params);
  else if (method === "steer") inboxes.get(params.value.runDir)?.(params.value.message);
  else if (method === "ask") void ask(id, params.token, params.params);
  else if (method === "$/cancelRequest") aborted.add(params.id);
  else if (method === "shutDown") process.exit(0);
});
process.on("disconnect", () => process.exit(0));
if (process.env.FAKE_ENGINE !== "unready") send({ method: "ready" });
