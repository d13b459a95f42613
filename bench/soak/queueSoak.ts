// Many mockups through a queue in a Redis of its own, three workers, one of which is killed half-way; the server is that of soak.ts.
//   npx tsx bench/soak/queueSoak.ts [--redis redis-server] [--mockups 200] [--failures 0.05] [--latency 150]
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { openQueue } from "../../src/app/batch/openQueue";
import { openStore } from "../../src/app/batch/openStore";
import { addMockups } from "../../src/batch/queue/addMockups";
import { mergeStore } from "../../src/batch/summary/mergeStore";
import { startRedis } from "../../test/fakes/redisServer";
import { startScriptedServer } from "./scriptedServer";

const { values } = parseArgs({
  options: {
    redis: { type: "string", default: "redis-server" },
    mockups: { type: "string", default: "200" },
    failures: { type: "string", default: "0.05" },
    latency: { type: "string", default: "150" },
  },
});
const count = Number(values.mockups);
const folder = mkdtempSync(join(tmpdir(), "mockloop-soak-"));
const place = join(folder, "store");
mkdirSync(join(folder, "mockups"));
const mockups = Array.from({ length: count }, (_, i) => join(folder, "mockups", `m${i}.png`));
for (const path of mockups) writeFileSync(path, path);
const server = await startScriptedServer({
  failures: Number(values.failures),
  latencyMs: Number(values.latency),
});
const redis = await startRedis(values.redis);
const queue = await openQueue("soak", console.error, redis.url);
const store = await openStore(place);
const template = {
  model: { kind: "endpoint", url: server.url, model: "scripted" } as const,
  ...({ target: "html", maxIterations: 2, tidy: false, thinking: "never" } as const),
};
const { added } = await addMockups(
  { queue, store },
  mockups,
  template,
  3,
  new AbortController().signal,
);

/** Starts a worker, which is killed once it has ended `killAfter` runs; resolves with how it ended. */
async function work(name: string, killAfter: number): Promise<string> {
  const args = [redis.url, place, join(folder, name), server.url];
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join(import.meta.dirname, "queueWorker.ts"), ...args],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let ended = 0;
  createInterface({ input: child.stdout }).on("line", () => {
    if (++ended === killAfter) child.kill("SIGKILL");
  });
  const end = await new Promise<string>((resolve) =>
    child.on("close", (code, signal) => resolve(signal ?? `exit code ${code}`)),
  );
  return `${name}: ${end} after ${ended} runs`;
}

const ends = await Promise.all([
  work("first", Math.floor(count / 6)),
  work("second", Infinity),
  work("third", Infinity),
]);
const { results, missingCount, all } = await mergeStore(store);
const files = readdirSync(join(place, "results"));
console.log(`${added} mockups added. ${ends.join("; ")}.`);
console.log(
  `Results: ${files.length} files, ${results.length} read, ${new Set(results.map(({ id }) => id)).size} different; ${all.done} done, ${all.failed} failed, ${missingCount} missing.`,
);
console.log(`Queue: ${JSON.stringify(await queue.status())}`);
console.log(`Server: ${server.counts.answers} answers, ${server.counts.failed} failed on purpose.`);
await queue.close();
await redis.stop();
await server.stop();
rmSync(folder, { recursive: true, force: true });
process.exitCode = files.length === count && all.done === count && missingCount === 0 ? 0 : 1;
