// Many mockups against a server that is late by chance and fails now and then; killed half-way and gone on with.
//   npx tsx bench/soak/soak.ts [--mockups 200] [--failures 0.05] [--latency 150] [--concurrency 8] [--requests 6]
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { parseLedger } from "../../src/batch/ledger/parseLedger";
import { startScriptedServer } from "./scriptedServer";

const { values } = parseArgs({
  options: {
    mockups: { type: "string", default: "200" },
    failures: { type: "string", default: "0.05" },
    latency: { type: "string", default: "150" },
    concurrency: { type: "string", default: "8" },
    requests: { type: "string", default: "6" },
  },
});
const count = Number(values.mockups);
const folder = mkdtempSync(join(tmpdir(), "mockloop-soak-"));
const [mockups, out] = [join(folder, "mockups"), join(folder, "out")];
mkdirSync(mockups);
for (let i = 0; i < count; i++)
  writeFileSync(join(mockups, `m${String(i).padStart(4, "0")}.png`), `mockup ${i}`);
const server = await startScriptedServer({
  failures: Number(values.failures),
  latencyMs: Number(values.latency),
});

interface Told {
  readonly begun: Set<string>;
  readonly ended: string[];
  readonly errors: string[];
  /** Bytes, each half second: of the process, and of what is in use. */
  readonly memory: { readonly rss: number; readonly used: number }[];
  readonly end: string;
}

/** Works on the batch in a process of its own, which is killed once `killAfter` runs have ended. */
async function work(killAfter: number): Promise<Told> {
  const args = [mockups, out, server.url, values.concurrency, values.requests];
  const child = spawn(
    process.execPath,
    ["--expose-gc", "--import", "tsx", join(import.meta.dirname, "worker.ts"), ...args],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const told = { begun: new Set<string>(), ended: [], errors: [], memory: [] } as {
    begun: Set<string>;
    ended: string[];
    errors: string[];
    memory: { rss: number; used: number }[];
  };
  createInterface({ input: child.stdout }).on("line", (text) => {
    const line = JSON.parse(text) as {
      type: string;
      label?: string;
      message?: string;
      rss?: number;
      used?: number;
    };
    if (line.type === "memory") told.memory.push({ rss: line.rss ?? 0, used: line.used ?? 0 });
    else if (line.type === "run-start") told.begun.add(line.label ?? "");
    else if (line.type === "error") told.errors.push(line.message ?? "");
    else if (told.ended.push(line.label ?? "") === killAfter) child.kill("SIGKILL");
  });
  const end = await new Promise<string>((resolve) =>
    child.on("close", (code, signal) => resolve(signal ?? `exit code ${code}`)),
  );
  return { ...told, end };
}

const ledger = () => parseLedger(readFileSync(join(out, "mockloop-batch.jsonl"), "utf8"));
const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
/** The most of each fourth of a process's life. */
function memoryOf({ memory }: Told, which: "rss" | "used"): string {
  const fourth = Math.ceil(memory.length / 4);
  const parts = [0, 1, 2, 3].map((i) => memory.slice(i * fourth, (i + 1) * fourth));
  return parts.map((part) => mb(Math.max(0, ...part.map((one) => one[which])))).join(", ");
}

const first = await work(Math.floor(count / 2));
const before = ledger();
const second = await work(Infinity);
const after = ledger();
const finished = [...before.results.values()].filter(({ state }) => state === "done");
const repeated = finished.filter(({ id }) => second.begun.has(`${id}.png`));
const states = [...after.results.values()];
console.log(
  `First process:  ${first.end} after ${first.ended.length} runs; ${before.results.size} results in the ledger.`,
);
console.log(`Second process: ${second.end}; it began ${second.begun.size} runs anew.`);
console.log(`Finished before and done again: ${repeated.length}.`);
console.log(
  `Results: ${states.length} of ${count}; ${states.filter(({ state }) => state === "done").length} done, ${states.filter(({ state }) => state === "failed").length} failed; ${states.filter(({ attempts }) => attempts > 1).length} took another try.`,
);
console.log(
  `Server: ${server.counts.answers} answers, ${server.counts.failed} failed on purpose, at most ${server.counts.most} at a time.`,
);
console.log("Memory, the most in each fourth of a process's life:");
for (const [name, told] of [
  ["first", first],
  ["second", second],
] as const)
  console.log(
    `  ${name}: ${memoryOf(told, "rss")} of the process; ${memoryOf(told, "used")} in use`,
  );
await server.stop();
rmSync(folder, { recursive: true, force: true });
process.exitCode = states.length === count && repeated.length === 0 ? 0 : 1;
