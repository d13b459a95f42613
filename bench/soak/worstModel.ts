/**
 * The worst of models, in real runs with a real browser: it calls every tool with hostile arguments, and writes pages that want out.
 * Nothing but the runs' own folders may change, nothing may be reached over the network, memory stays flat.
 *
 *   npx tsx --expose-gc bench/soak/worstModel.ts [--calls 10000] [--seed 1]
 */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { createSession } from "../../src/app/session/createSession";
import type { Inspection } from "../../src/inspect/inspection";
import type { Model, ModelEvent, ModelOpening, ModelRequest } from "../../src/model/model";
import { findBrowser } from "../../src/render/browser/findBrowser";
import { isConfined } from "../../src/project/sourceFiles";
import type { RunLineUnion } from "../../src/protocol/runProtocol";
import { runMockup } from "../../src/run/runMockup";
import { startCountingServer } from "../../test/browser/countingServer";
import { HOSTILE_ATTEMPTS } from "../../test/hostile/pages/attempts";
import { hostileCall, PAGE_FILES } from "../../test/property/hostileCalls";

const { values } = parseArgs({
  options: { calls: { type: "string", default: "10000" }, seed: { type: "string", default: "1" } },
});
const wanted = Number(values.calls);
/** Calls of one answer, and answers of one run: twelve an iteration. */
const CALLS_AN_ANSWER = 10;
const ITERATIONS = 8;

const root = mkdtempSync(join(tmpdir(), "mockloop-worst-"));
const [home, workspace, runs] = ["home", "workspace", "runs"].map((name) => join(root, name));
if (!home || !workspace || !runs) throw new Error("There are no folders to try it in.");
for (const folder of [join(home, ".ssh"), join(workspace, "src"), runs])
  mkdirSync(folder, { recursive: true });
writeFileSync(join(home, ".ssh", "authorized_keys"), "nobody's key");
writeFileSync(join(workspace, "src", "app.ts"), "export const secret = 1;");
writeFileSync(join(workspace, ".env"), "KEY=secret");
const mockup = join(import.meta.dirname, "../../test/fixtures/mockups/login.png");
// Where one was fetched for this user is known as long as the home is.
const browserPath = await findBrowser();
process.env["HOME"] = home;
for (const name of ["XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"])
  Reflect.deleteProperty(process.env, name);
process.chdir(workspace);

/** Every file below a folder with the hash of what is in it. */
function fingerprint(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const lines = entries.flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    // What a library of the system may note of its fonts, where nobody has yet.
    if (/\.cache(\/fontconfig.*)?$/.test(path)) return [];
    const hash = entry.isFile()
      ? createHash("sha256").update(readFileSync(path)).digest("hex")
      : "";
    return `${path} ${hash}`;
  });
  return lines.sort().join("\n");
}

/** Makes the same calls for the same seed, and counts them. */
class WorstModel implements Model {
  readonly name = "worst";
  private readonly left: { name: string; argumentsJson: string }[] = [];
  private batches = 0;
  made = 0;
  /** Tools that it was offered. */
  readonly known = new Set<string>();

  constructor(
    private readonly url: string,
    private readonly udpPort: number,
  ) {}

  open(): Promise<ModelOpening> {
    return Promise.resolve({ type: "open", info: { contextTokens: 32_000, vision: true } });
  }

  async *generate({ tools }: ModelRequest): AsyncIterable<ModelEvent> {
    for (const { name } of tools) this.known.add(name);
    const pages = HOSTILE_ATTEMPTS.map(({ html }) => html(this.url, this.udpPort));
    const folders = [join(root, "home"), join(root, "workspace"), root];
    const bait = { files: PAGE_FILES, folders, url: this.url, pages };
    if (this.left.length < CALLS_AN_ANSWER) {
      const seed = Number(values.seed) * 100_000 + this.batches++;
      this.left.push(...fc.sample(hostileCall(tools, bait), { seed, numRuns: 100 }));
    }
    const calls = this.left.splice(0, Math.min(CALLS_AN_ANSWER, wanted - this.made));
    const toolCalls = calls.map((call, i) => ({ id: `call-${this.made + i}`, ...call }));
    this.made += calls.length;
    await Promise.resolve();
    yield {
      type: "end",
      message: { role: "assistant", text: "", reasoning: "", toolCalls },
      stop: toolCalls.length > 0 ? "tool_calls" : "stop",
      usage: { promptTokens: 1000, cachedTokens: 0, outputTokens: 100, ms: 1 },
    };
  }

  /** About what a tokenizer makes of it. */
  countTokens(message: Parameters<Model["countTokens"]>[0]): number {
    return JSON.stringify(message).length / 4;
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

const server = await startCountingServer();
const before = [home, workspace].map(fingerprint);
const model = new WorstModel(server.url, server.udpPort);
const session = createSession({ browserPath });
let inspection: Promise<Inspection> | undefined;
const told = new Map<string, number>();
const called = new Map<string, { ok: number; refused: number }>();
const memory: number[] = [];
const faults: string[] = [];
let [journalBytes, lines, runCount] = [0, 0, 0];

function take(line: RunLineUnion): void {
  if (line.type === "tool") {
    const name = model.known.has(line.name) ? line.name : "tools that there are not";
    const count = called.get(name) ?? { ok: 0, refused: 0 };
    count[line.ok ? "ok" : "refused"]++;
    called.set(name, count);
  }
  if (line.type === "error" || (line.type === "run" && line.reason === "failed"))
    faults.push(`${line.type}: ${line.message}`);
  if (line.type === "run") told.set(line.reason, (told.get(line.reason) ?? 0) + 1);
}

const started = performance.now();
while (model.made < wanted) {
  const runDir = join(runs, `run-${runCount++}`);
  await runMockup(
    {
      ...session,
      findModel: () => () => model,
      inspect: (one, signal) => (inspection ??= session.inspect(one, signal)),
    },
    {
      ...{ mockup, runDir, model: { kind: "endpoint", url: "http://localhost", model: "worst" } },
      ...{ target: runCount % 4 === 0 ? "react" : "html", maxIterations: ITERATIONS, tidy: false },
    },
    take,
    new AbortController().signal,
  );
  const journal = readFileSync(join(runDir, "journal.jsonl"), "utf8");
  journalBytes = Math.max(journalBytes, journal.length);
  lines += journal.split("\n").length - 1;
  // A run without a page that could be drawn has none.
  const best = join(runDir, "best");
  for (const path of existsSync(best) ? readdirSync(best, { recursive: true }) : [])
    if (!isConfined(String(path).replaceAll("\\", "/"))) faults.push(`${String(path)} was written`);
  rmSync(runDir, { recursive: true });
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  memory.push((heapUsed + external) / 1e6);
  if (runCount % 10 === 0)
    console.log(`${model.made} calls, ${Math.round((performance.now() - started) / 1000)} s`);
}
await session.dispose();
await new Promise((resolve) => setTimeout(resolve, 500));

const after = [home, workspace].map(fingerprint);
if (after[0] !== before[0]) faults.push(`The home changed:\n${after[0] ?? ""}`);
if (after[1] !== before[1]) faults.push(`The workspace changed:\n${after[1] ?? ""}`);
const beside = readdirSync(root).sort().join(", ");
if (beside !== "home, runs, workspace") faults.push(`Beside them there are: ${beside}`);
if (readdirSync(runs).length > 0) faults.push("Something stands beside the runs.");
if (server.count > 0) faults.push(`The network was reached ${server.count} times.`);
const quarter = Math.ceil(memory.length / 4);
const most = [0, 1, 2, 3].map((i) =>
  Math.max(0, ...memory.slice(i * quarter, (i + 1) * quarter)).toFixed(0),
);
const isLong = memory.length >= 12;
if (isLong && Number(most[3]) > 1.25 * Number(most[1]) + 10)
  faults.push(`Memory grows: ${most.join(", ")} MB`);
console.log(
  [
    `${model.made} calls in ${runCount} runs, ${Math.round((performance.now() - started) / 1000)} s; runs ended: ${JSON.stringify(Object.fromEntries(told))}`,
    ...[...called].map(([name, { ok, refused }]) => `  ${name}: ${ok} done, ${refused} refused`),
    `Longest journal: ${(journalBytes / 1e3).toFixed(0)} kB; ${lines} lines in all. In use by quarter: ${most.join(", ")} MB.`,
    `Network: ${server.count} connections. Home and workspace: ${after.join() === before.join() ? "untouched" : "CHANGED"}.`,
    ...faults.map((fault) => `FAULT: ${fault}`),
  ].join("\n"),
);
await server.close();
rmSync(root, { recursive: true, force: true });
process.exitCode = faults.length > 0 ? 1 : 0;
