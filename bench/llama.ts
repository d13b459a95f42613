// What reuse saves, how long an abort takes, and what the calling process notices: npx tsx bench/llama.ts
// One part of it: --only rounds|aborts|gap|sameness. On the tiny pair unless given: --model text.gguf --mmproj vision.gguf --threads 8 --seeds 10
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { nullLogger } from "../src/base/logger";
import { toEngineMessages, toEngineTools } from "../src/model/llama/messages/engineMessages";
import { findBridges } from "../src/model/llama/bridge/findBridges";
import { ModelHostProcess } from "../src/model/llama/host/modelHostProcess";
import type { Message } from "../src/model/model";
import type {
  EngineEvent,
  EngineLoadOptions,
  EngineRequest,
  EngineResult,
} from "../src/protocol/schemas/nativeEngine";
import { benchRounds, benchTools, patternPng } from "./llamaRounds";

const root = resolve(import.meta.dirname, "..");
const tiny = join(root, "test/fixtures/models/tiny-glm46v/tiny-glm46v");
const { values } = parseArgs({
  options: {
    model: { type: "string", default: `${tiny}-text-f16.gguf` },
    mmproj: { type: "string", default: `${tiny}-mmproj-f16.gguf` },
    threads: { type: "string", default: "1" },
    seeds: { type: "string", default: "10" },
    only: { type: "string" },
    exact: { type: "boolean", default: false },
  },
});

const options: EngineLoadOptions = {
  model: values.model,
  mmproj: values.mmproj,
  contextSize: 16_384,
  batchSize: 256,
  threads: Number(values.threads),
  gpuLayers: 0,
  mmprojGpu: false,
  ...(values.exact ? { kvType: "f32", flashAttention: false } : {}),
};
const never = new AbortController().signal;

async function openHost(): Promise<ModelHostProcess> {
  const host = new ModelHostProcess({
    entry: join(root, "src/model/llama/host/modelHost.ts"),
    logger: nullLogger,
  });
  await host.init(await findBridges([join(root, "native")], "cpu"), never);
  await host.load(options, () => undefined, never);
  return host;
}

function request(messages: readonly Message[], seed: number): EngineRequest {
  const tools = toEngineTools(benchTools) ?? "[]";
  const sampling = { temperature: 0.8, maxTokens: 64, seed };
  return { ...toEngineMessages(messages, true), tools, toolChoice: "required", ...sampling };
}

const ask = (host: ModelHostProcess, messages: readonly Message[], seed: number) =>
  host.generate(request(messages, seed), () => undefined, never);

/** Three rounds on a warm engine beside the same prompts on cold ones. */
async function measureRounds(): Promise<void> {
  const host = await openHost();
  const rows: Record<string, unknown>[] = [];
  const warm: EngineResult[] = [];
  for (const messages of benchRounds()) warm.push(await ask(host, messages, 1));
  await host.dispose();
  for (const [index, messages] of benchRounds().entries()) {
    const cold = await openHost();
    const { stats: fresh, raw } = await ask(cold, messages, 1);
    await cold.dispose();
    const stats = warm[index]?.stats ?? fresh;
    rows.push({
      round: index + 1,
      promptTokens: stats.promptTokens,
      readAgain: stats.decodedTokens,
      share: `${((100 * stats.decodedTokens) / stats.promptTokens).toFixed(1)} %`,
      encoded: `${stats.imagesEncoded} of ${stats.imagesInPrompt}`,
      promptMs: Math.round(stats.promptMs),
      coldPromptMs: Math.round(fresh.promptMs),
      ratio: (fresh.promptMs / stats.promptMs).toFixed(2),
      sameText: raw === warm[index]?.raw,
    });
  }
  console.log("Rounds, warm beside cold:");
  console.table(rows);
}

/** How often a warm third round writes the text of a cold one. */
async function measureSameness(seeds: number): Promise<void> {
  const rounds = benchRounds();
  const last = rounds.at(-1) ?? [];
  let same = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const [host, cold] = [await openHost(), await openHost()];
    for (const messages of rounds.slice(0, -1)) await ask(host, messages, seed);
    const [a, b] = [await ask(host, last, seed), await ask(cold, last, seed)];
    if (a.raw === b.raw) same++;
    await Promise.all([host.dispose(), cold.dispose()]);
  }
  console.log(`Third round, warm and cold, same text: ${same} of ${seeds} seeds.`);
}

/** From the signal to the settled promise, the process boundary included. */
async function measureAborts(): Promise<void> {
  const long = { role: "user", content: "word ".repeat(3000) };
  const picture = { role: "user", content: [{ type: "media_marker", text: "" }] };
  const cases: [string, EngineRequest, (event: EngineEvent) => boolean][] = [
    [
      "encoding a picture",
      {
        messages: JSON.stringify([picture]),
        images: [patternPng(1232, 1120, 3)],
        maxTokens: 4,
      },
      (event) => event.type === "progress" && event.phase === "image",
    ],
    [
      "reading a prompt",
      { messages: JSON.stringify([long]), maxTokens: 4 },
      (event) => event.type === "progress" && event.phase === "prompt",
    ],
    [
      "sampling",
      { ...request(benchRounds()[0] ?? [], 2), maxTokens: 8000, temperature: 3 },
      (event) => event.type === "progress" && event.phase === "sample",
    ],
  ];
  for (const [name, work, isMoment] of cases) {
    const host = await openHost();
    const abort = new AbortController();
    let at = 0;
    const onEvent = (event: EngineEvent): void => {
      if (at > 0 || !isMoment(event)) return;
      at = performance.now();
      abort.abort();
    };
    await host.generate(work, onEvent, abort.signal).catch(() => undefined);
    console.log(`Abort while ${name}: ${(performance.now() - at).toFixed(0)} ms`);
    await host.dispose();
  }
}

/** The longest time in which this process could not run a timer during `work`. */
async function longestGap(work: () => Promise<unknown>): Promise<number> {
  let [last, longest] = [performance.now(), 0];
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 5);
    last = now;
  }, 5);
  await work();
  clearInterval(timer);
  return longest;
}

/** What the calling process notices of the child's work; beside it, what it notices of a busy machine without any child. */
async function measureLoopGap(): Promise<void> {
  const started = performance.now();
  const host = await openHost();
  const gap = await longestGap(async () => {
    for (const messages of benchRounds()) await ask(host, messages, 3);
  });
  await host.dispose();
  const ms = performance.now() - started;
  const idle = await longestGap(() => sleep(ms));
  console.log(
    `Longest gap in the calling process's event loop: ${gap.toFixed(1)} ms (${idle.toFixed(1)} ms in as long a time without the child)`,
  );
}

const parts = {
  rounds: measureRounds,
  aborts: measureAborts,
  gap: measureLoopGap,
  sameness: () => measureSameness(Number(values.seeds)),
};
for (const [name, measure] of Object.entries(parts))
  if (values.only === undefined || values.only === name) await measure();
