/**
 * Kills what Mockloop is made of, at random moments of real runs: the browser, the local model's process, the editor's engine, a command,
 * or the editor's window (a stand-in for its extension host, with the built engine). What was cut off is gone on with in the next trial.
 * No iteration that was told may be lost, no process may stay, and no browser's profile once Mockloop was started again.
 *
 *   node esbuild.mjs && npx tsx bench/soak/kills/kills.ts [--kills 200] [--seed 1] [--parts cli,window]
 *
 * Linux alone lists processes so that this can be seen. The local model needs its bridge (npm run build:native).
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import fc from "fast-check";
import sharp from "sharp";
import type { RunRequest } from "../../../src/protocol/runProtocol";
import { findBrowser } from "../../../src/render/browser/findBrowser";
import { listProcesses } from "../../../test/fakes/processList";
import { startScriptedServer } from "../scriptedServer";
import { findLost } from "./kept";
import { findVictim, PARTS, startCommand, startWindow } from "./victims";
import type { FrontEnd, Part, Place } from "./victims";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    parts: { type: "string", default: PARTS.join() },
  },
});
const wanted = Number(values.kills);
const parts = PARTS.filter((part) => values.parts.split(",").includes(part));
/** How long processes may take to end that have lost their owner, ms: the machine may be busy. */
const PATIENCE_MS = 60_000;

const root = mkdtempSync(join(tmpdir(), "mockloop-kills-"));
const place: Place = {
  temp: join(root, "tmp"),
  home: join(root, "home"),
  owner: join(root, "owner.cjs"),
};
for (const folder of [place.temp, place.home]) mkdirSync(folder);
const ENTRY = resolve(import.meta.dirname, "../../../test/fakes/engineOwner.ts");
await build({
  entryPoints: [ENTRY],
  outfile: place.owner,
  bundle: true,
  platform: "node",
  format: "cjs",
  logLevel: "error",
});
const mockup = join(root, "mockup.png");
await drawMockup(mockup);
const server = await startScriptedServer({ failures: 0, latencyMs: 100 });
const browserPath = await findBrowser();
process.env["CHROME_PATH"] = browserPath;
const GGUF = resolve(import.meta.dirname, "../../../test/fixtures/models/tiny-glm46v");
const [text, mmproj] = ["text", "mmproj"].map((name) => join(GGUF, `tiny-glm46v-${name}-f16.gguf`));

/** The newest run of each part, as far as it got; it is gone on with when it was cut off. */
interface Kept {
  readonly folder: string;
  readonly numbers: readonly number[];
  readonly isCut: boolean;
}
const newest = new Map<Part, Kept>();
const tally = new Map<
  Part,
  { kills: number; told: number; cut: number; ends: Map<string, number> }
>();
const faults: string[] = [];
function blame(fault: string): void {
  faults.push(fault);
  console.log(`FAULT: ${fault}`);
}
/** How long a run of each part takes that nobody kills, ms. */
const spans = new Map<Part, number>();
let folders = 0;
let mostProfiles = 0;

/** A picture without text, which no page of the server's is like, so that a run is never over at once. */
async function drawMockup(path: string): Promise<void> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="120"><defs><linearGradient id="g"><stop stop-color="#e63"/><stop offset="1" stop-color="#36c"/></linearGradient></defs><rect width="160" height="120" fill="#f4f4f8"/><rect x="10" y="10" width="60" height="30" fill="#247"/><rect x="80" y="10" width="70" height="100" fill="url(#g)"/><circle cx="40" cy="80" r="24" fill="#293"/></svg>`;
  await sharp(Buffer.from(svg)).png().toFile(path);
}

/** Begins a run, or goes on with the newest one of its kind. */
function begin(part: Part): {
  readonly front: FrontEnd;
  readonly runDir: string;
  readonly earlier: readonly number[];
} {
  const before = newest.get(part);
  const goesOn = before?.isCut === true && before.numbers.length > 0;
  const limits = ["--max-iterations", "4", "--min-fidelity", "1"];
  const local = part === "model" && text && mmproj ? ["--model", text, "--mmproj", mmproj] : [];
  if (part === "engine" || part === "window") {
    const runDir = join(root, `run-${folders++}`);
    const request: RunRequest = {
      ...{ mockup, runDir, target: "html", maxIterations: 4, minFidelity: 1, tidy: false },
      model: { kind: "endpoint", url: server.url, model: "scripted" },
      ...(goesOn && { continueFrom: before.folder }),
    };
    return { front: startWindow(place, request), runDir, earlier: [] };
  }
  const out = goesOn ? before.folder : join(root, `out-${folders++}`);
  const runDir = join(out, ".mockloop");
  const model = local.length > 0 ? local : ["--url", server.url, "--model", "scripted"];
  const fresh = [
    "--no-tidy",
    ...(local.length > 0
      ? [
          "--start-from",
          "tracer",
          "--thinking",
          "never",
          "--gpu",
          "cpu",
          "--threads",
          "1",
          "--context",
          "16384",
        ]
      : []),
  ];
  const args = goesOn
    ? ["resume", out, ...limits, ...local]
    : ["generate", mockup, "--out", out, ...limits, ...model, ...fresh];
  return { front: startCommand(place, args), runDir, earlier: goesOn ? before.numbers : [] };
}

/** Processes of a trial that still run: they all have its folder for temporary files, in their surroundings or what they were called with. */
function findOurs(): readonly string[] {
  return listProcesses().flatMap(({ pid, args }) => {
    if (pid === process.pid) return [];
    let surroundings = "";
    try {
      surroundings = readFileSync(`/proc/${pid}/environ`, "utf8");
    } catch {
      // Another user's, or it has ended.
    }
    return args.includes(place.temp) || surroundings.includes(place.temp)
      ? [`${pid} ${args.slice(0, 200)}`]
      : [];
  });
}

async function untilNone(what: string): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const ours = findOurs();
    if (ours.length === 0) return;
    if (Date.now() > until) {
      blame(`ORPHANS after ${what}: ${ours.join(" | ")}`);
      for (const one of ours) process.kill(parseInt(one), "SIGKILL");
      return;
    }
    await sleep(100);
  }
}

const profiles = (): readonly string[] => readdirSync(place.temp);

/** One trial: resolves with whether something was killed; the run may have been over before. */
async function tryOne(part: Part, share: number): Promise<boolean> {
  const stale = profiles();
  const started = Date.now();
  const { front, runDir, earlier } = begin(part);
  let isOver = false;
  void front.over.then(() => (isOver = true));
  let victim = findVictim(part, front);
  while (!victim && !isOver) {
    await sleep(20);
    victim = findVictim(part, front);
  }
  const span = spans.get(part);
  let killed = false;
  if (victim && span !== undefined) {
    const left = Math.max(0, span - (Date.now() - started));
    await Promise.race([
      sleep(share * left),
      ...(part === "window" || part === "engine" ? [] : [front.over]),
    ]);
    try {
      process.kill(victim.pid, "SIGKILL");
      killed = true;
    } catch {
      // It has ended by itself.
    }
  }
  await front.over;
  if (span === undefined || !killed)
    spans.set(part, Math.min(span ?? Infinity, Date.now() - started));
  front.close();
  await front.gone;
  await untilNone(`${part} of ${runDir}`);
  mostProfiles = Math.max(mostProfiles, profiles().length);
  // A browser that starts takes away what was left before.
  const hadBrowser = front.lines.some(({ type }) => type === "iteration");
  const stayed = stale.filter((name) => hadBrowser && profiles().includes(name));
  if (stayed.length > 0) blame(`PROFILES stayed over another start: ${stayed.join(", ")}`);

  const { lost, kept } = await findLost(runDir, front.lines, earlier);
  for (const one of lost) blame(`LOST by a kill of ${part} in ${runDir}: ${one}`);
  const last = front.lines.at(-1);
  const end = last?.type === "run" ? last.reason : last?.type === "error" ? last.code : "cut off";
  newest.set(part, {
    folder: part === "engine" || part === "window" ? runDir : join(runDir, ".."),
    numbers: kept,
    isCut: last?.type !== "run",
  });
  if (!killed) return false;
  const count = tally.get(part) ?? { kills: 0, told: 0, cut: 0, ends: new Map<string, number>() };
  count.kills++;
  count.told += front.lines.filter(({ type }) => type === "iteration").length;
  count.ends.set(end, (count.ends.get(end) ?? 0) + 1);
  tally.set(part, count);
  if (part === "browser" && last?.type !== "run")
    blame(`A run did not survive its browser: ${JSON.stringify(last)}`);
  return true;
}

const shares = fc.sample(fc.double({ min: 0, max: 1, noNaN: true }), {
  seed: Number(values.seed),
  numRuns: wanted * 4,
});
const started = Date.now();
for (const part of parts) await tryOne(part, 1);
console.log(
  `Runs that nobody kills take ${[...spans].map(([part, ms]) => `${(ms / 1000).toFixed(1)} s (${part})`).join(", ")}.`,
);
let kills = 0;
for (const [index, share] of shares.entries()) {
  const part = parts[kills % parts.length];
  if (kills >= wanted || part === undefined) break;
  if (await tryOne(part, share)) kills++;
  if (kills % 10 === 0)
    console.log(
      `${kills} kills in ${index + 1} trials, ${Math.round((Date.now() - started) / 1000)} s, ${faults.length} faults`,
    );
}
// Mockloop is started once more, and takes away what is left.
spans.clear();
newest.clear();
await tryOne("browser", 1);
const stayed = profiles();
if (stayed.length > 0) blame(`PROFILES left at the end: ${stayed.join(", ")}`);
for (const [part, { kills, told, ends }] of tally)
  console.log(
    `${part}: killed ${kills} times, ${told} iterations told; runs ended: ${JSON.stringify(Object.fromEntries(ends))}`,
  );
const count = (word: string): number => faults.filter((fault) => fault.startsWith(word)).length;
console.log(
  `${kills} kills in ${Math.round((Date.now() - started) / 1000)} s: ${count("LOST")} iterations or journals lost, ${count("ORPHANS")} times orphans, ${stayed.length} profiles left (at most ${mostProfiles} between a kill and the next start).`,
);
await server.stop();
rmSync(root, { recursive: true, force: true });
process.exitCode = faults.length > 0 ? 1 : 0;
