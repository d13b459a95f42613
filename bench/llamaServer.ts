// The bench's three rounds against llama-server, built from the same source as the bridge, both on one thread:
//   npx tsx bench/llamaServer.ts [--runs 5] [--server path/to/llama-server]
// Each run starts both processes anew; the milliseconds are medians, from the first token read to the last, pictures included.
// Without --server it is built first in native/build/server (about 12 minutes on two cores). Opt-in; part of no test.
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { nullLogger } from "../src/base/logger";
import { toEngineMessages, toEngineTools } from "../src/model/llama/messages/engineMessages";
import { findBridges } from "../src/model/llama/bridge/findBridges";
import { ModelHostProcess } from "../src/model/llama/host/modelHostProcess";
import { benchRounds, benchTools } from "./llamaRounds";

const root = resolve(import.meta.dirname, "..");
const tiny = join(root, "test/fixtures/models/tiny-glm46v/tiny-glm46v");
const model = `${tiny}-text-f16.gguf`;
const mmproj = `${tiny}-mmproj-f16.gguf`;
const contextSize = 16_384;
const batchSize = 256;
const { values } = parseArgs({
  options: { server: { type: "string" }, runs: { type: "string", default: "5" } },
});

interface Round {
  readonly promptTokens: number;
  /** Of the prompt, those that were not kept from the round before. */
  readonly readTokens: number;
  readonly promptMs: number;
}

function buildServer(): string {
  const binary = join(root, "native/build/server/bin/llama-server");
  if (!existsSync(binary))
    execFileSync(process.execPath, [join(root, "native/tools/buildServer.mjs")], {
      stdio: "inherit",
    });
  return binary;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function runServer(binary: string): Promise<Round[]> {
  const port = await freePort();
  const files = ["-m", model, "--mmproj", mmproj, "--jinja", "--no-warmup"];
  const sizes = ["-c", `${contextSize}`, "-b", `${batchSize}`, "-ub", `${batchSize}`];
  const rest = ["-t", "1", "-np", "1", "-ngl", "0", "--no-mmproj-offload", "--port", `${port}`];
  const child = spawn(binary, [...files, ...sizes, ...rest], { stdio: "ignore" });
  try {
    const url = `http://127.0.0.1:${port}`;
    for (let i = 0; ; i++) {
      if ((await fetch(`${url}/health`).catch(() => undefined))?.ok) break;
      if (i > 300) throw new Error("llama-server did not start");
      await sleep(100);
    }
    const rounds: Round[] = [];
    for (const messages of benchRounds()) {
      const { messages: json, images } = toEngineMessages(messages, true);
      const response = await fetch(`${url}/v1/chat/completions`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          messages: withImages(JSON.parse(json), images),
          tools: JSON.parse(toEngineTools(benchTools) ?? "[]") as unknown,
          tool_choice: "required",
          parallel_tool_calls: false,
          max_tokens: 4,
          seed: 1,
        }),
      });
      const answer = (await response.json()) as {
        usage?: { prompt_tokens: number };
        timings?: { prompt_ms: number; prompt_n: number };
      };
      if (!answer.timings) throw new Error(`llama-server: ${JSON.stringify(answer)}`);
      rounds.push({
        promptTokens: answer.usage?.prompt_tokens ?? 0,
        readTokens: answer.timings.prompt_n,
        promptMs: answer.timings.prompt_ms,
      });
    }
    return rounds;
  } finally {
    child.kill();
  }
}

/** llama-server takes pictures as data: URLs where the engine has markers. */
function withImages(value: unknown, images: readonly Uint8Array[]): unknown {
  const rest = [...images];
  const walk = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== "object" || node === null) return node;
    if ("type" in node && node.type === "media_marker") {
      const data = Buffer.from(rest.shift() ?? []).toString("base64");
      return { type: "image_url", image_url: { url: `data:image/png;base64,${data}` } };
    }
    return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, walk(item)]));
  };
  return walk(value);
}

async function runBridge(): Promise<Round[]> {
  const never = new AbortController().signal;
  const entry = join(root, "src/model/llama/host/modelHost.ts");
  const host = new ModelHostProcess({ entry, logger: nullLogger });
  try {
    await host.init(await findBridges([join(root, "native")], "cpu"), never);
    const sizes = { contextSize, batchSize, threads: 1, gpuLayers: 0, mmprojGpu: false };
    await host.load({ model, mmproj, ...sizes }, () => undefined, never);
    const rounds: Round[] = [];
    for (const messages of benchRounds()) {
      const tools = toEngineTools(benchTools) ?? "[]";
      const request = { ...toEngineMessages(messages, true), tools, maxTokens: 4, seed: 1 };
      const { stats } = await host.generate(
        { ...request, toolChoice: "required" },
        () => undefined,
        never,
      );
      const { promptTokens, decodedTokens, promptMs } = stats;
      rounds.push({ promptTokens, readTokens: decodedTokens, promptMs });
    }
    return rounds;
  } finally {
    await host.dispose();
  }
}

/** The middle of what the runs of one side measured in a round. */
function medianMs(runs: readonly (readonly Round[])[], round: number): number {
  const all = runs.map((rounds) => rounds[round]?.promptMs ?? Number.NaN).sort((a, b) => a - b);
  return all[Math.floor(all.length / 2)] ?? Number.NaN;
}

const binary = values.server ?? buildServer();
const [server, bridge]: [Round[][], Round[][]] = [[], []];
for (let run = 0; run < Number(values.runs); run++) {
  server.push(await runServer(binary));
  bridge.push(await runBridge());
}
console.table(
  bridge[0]?.map(({ promptTokens, readTokens }, round) => {
    const [ours, theirs] = [medianMs(bridge, round), medianMs(server, round)];
    return {
      round: round + 1,
      promptTokens,
      readTokens,
      promptMs: Math.round(ours),
      "llama-server's tokens": server[0]?.[round]?.promptTokens,
      "read by it": server[0]?.[round]?.readTokens,
      "its ms": Math.round(theirs),
      ratio: (theirs / ours).toFixed(2),
    };
  }),
);
