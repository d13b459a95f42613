// What a pair of real size takes and how fast it is, through the product's own process; Linux.
//   npx tsx bench/fullSize/measure.ts --model TEXT.gguf --mmproj VISION.gguf --gpu cpu|vulkan|cuda|auto
// Make the pair first (makePair.py) unless a real one is there. More: --parts load,picture,prompt,write,rounds,abort,loadAbort
// --write 128 (tokens) --prompt 4000 (words) --pictures 3 --rounds 3 --context 32768 --kv f16|q8_0 --threads N --native DIR --host modelHost.mjs
// --seconds N: begins no part after that long; --verbose: with what the process says. Prints lines as they are measured; a part that fails does not stop the others.
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { nullLogger } from "../../src/base/logger";
import { toLlamaOptions } from "../../src/model/llama/load/applyHardware";
import type { GpuChoice } from "../../src/model/llama/bridge/findBridges";
import type { LlamaModelOptions } from "../../src/model/llama/llamaModel";
import { DEFAULT_CONTEXT_TOKENS, modelPresets } from "../../src/model/llama/models/presets";
import type { ModelRequest } from "../../src/model/model";
import { measureAborts, measureLoadAbort } from "./aborts";
import { picture, question, rounds, words } from "./requests";
import { ask, openSubject, planSubject, type Subject } from "./subject";
import { gigabytes, readCard, readProcessMemory } from "./usage";

const root = resolve(import.meta.dirname, "../..");
const { values } = parseArgs({
  options: {
    model: { type: "string" },
    mmproj: { type: "string" },
    gpu: { type: "string", default: "auto" },
    parts: { type: "string", default: "load,picture,prompt,write,rounds,abort,loadAbort" },
    write: { type: "string", default: "128" },
    prompt: { type: "string", default: "4000" },
    pictures: { type: "string", default: "3" },
    rounds: { type: "string", default: "3" },
    context: { type: "string", default: String(DEFAULT_CONTEXT_TOKENS) },
    kv: { type: "string" },
    threads: { type: "string" },
    seconds: { type: "string", default: "100000" },
    verbose: { type: "boolean", default: false },
    native: { type: "string", default: join(root, "native") },
    host: { type: "string", default: join(root, "src/model/llama/host/modelHost.ts") },
  },
});
if (values.model === undefined) throw new Error("--model and --mmproj name the pair");

const started = performance.now();
const say = (text: string): void => {
  console.log(`[${((performance.now() - started) / 1000).toFixed(1).padStart(6)}] ${text}`);
};

function choose<Choice extends string>(choices: readonly Choice[], asked: string): Choice {
  const found = choices.find((choice) => choice === asked);
  if (found === undefined) throw new Error(`${asked} is none of ${choices.join(", ")}`);
  return found;
}

const gpu = choose<GpuChoice>(["auto", "cpu", "vulkan", "cuda", "metal"], values.gpu);
const [recommended] = modelPresets;
if (!recommended) throw new Error("there is no preset");
const { sampling } = recommended;
const options: LlamaModelOptions = {
  ...toLlamaOptions(
    {
      name: "full size",
      model: values.model,
      mmproj: values.mmproj,
      contextSize: Number(values.context),
      sampling: { ...sampling, seed: 1 },
    },
    {
      gpu,
      ...(values.kv !== undefined && { kvType: choose(["f16", "q8_0"], values.kv) }),
      ...(values.threads !== undefined && { threads: Number(values.threads) }),
    },
  ),
  nativeDirs: [resolve(values.native)],
  hostEntry: resolve(values.host),
  logger: values.verbose ? { debug: say, info: say, warn: say, error: say } : nullLogger,
};
const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
const rate = (tokens: number, ms: number): string => {
  const perSecond = (1000 * tokens) / ms;
  return `${perSecond.toFixed(perSecond < 100 ? 1 : 0)}/s`;
};

const cardBefore = readCard();
let subject: Subject | undefined;

function tellMemory(when: string): void {
  const pid = subject?.findPid();
  if (pid === undefined) return;
  const { peak, anonymous, mapped } = readProcessMemory(pid);
  const card = readCard();
  const onCard = card && `; card ${gigabytes(card.usedBytes - (cardBefore?.usedBytes ?? 0))}`;
  say(
    `  memory ${when}: peak ${gigabytes(peak)} (now ${gigabytes(anonymous)} own, ${gigabytes(mapped)} mapped)${onCard ?? ""}`,
  );
}

async function tell(what: string, from: Subject, request: ModelRequest): Promise<void> {
  const { stats, firstTokenMs, cores } = await ask(from, request);
  const readMs = stats.promptMs - stats.encodeMs;
  const pictures = `pictures ${stats.imagesEncoded} of ${stats.imagesInPrompt} in ${seconds(stats.encodeMs)}`;
  const read = `read ${stats.decodedTokens} of ${stats.promptTokens} tokens in ${seconds(readMs)}, ${rate(stats.decodedTokens, readMs)}`;
  const wrote = `wrote ${stats.sampledTokens} in ${seconds(stats.sampleMs)}, ${rate(stats.sampledTokens, stats.sampleMs)}`;
  say(
    `${what}: ${pictures}; ${read}; ${wrote}; first token after ${seconds(firstTokenMs)}; cores ${cores.own.toFixed(1)}, others' ${cores.others.toFixed(1)}`,
  );
}

const count = Number(values.write);
const parts: Record<string, (subject: Subject) => Promise<void>> = {
  load: () => Promise.resolve(),
  picture: async (s) => {
    const sizes = [
      [1280, 800, 3],
      [1440, 900, 5],
      [1280, 800, 4],
    ] as const;
    for (const [width, height, kind] of sizes.slice(0, Number(values.pictures)))
      await tell(`picture ${width}×${height}`, s, question([picture(width, height, kind)], 1));
  },
  prompt: async (s) => {
    for (const seed of [7, 99])
      await tell("prompt", s, question(words(Number(values.prompt), seed), 1));
  },
  write: async (s) => {
    await tell("write, plain", s, question("Write.", count));
    await tell("write, tools auto", s, question("Write.", count, "auto"));
    await tell("write, tools required", s, question("Write.", count, "required", false));
  },
  rounds: async (s) => {
    const requests = rounds(Math.min(32, count)).slice(0, Number(values.rounds));
    for (const [index, request] of requests.entries()) await tell(`round ${index + 1}`, s, request);
  },
  abort: async (s) => {
    const pace = cardBefore && gpu !== "cpu" ? 0.05 : 1;
    for await (const { what, figures } of measureAborts(s, pace))
      say(
        figures
          ? `abort of ${what}: told after ${figures.settledMs.toFixed(1)} ms, next work done after ${figures.nextMs.toFixed(0)} ms`
          : `abort of ${what}: it was over before`,
      );
  },
};

async function main(): Promise<void> {
  const asked = new Set(values.parts.split(","));
  const card = cardBefore ? `${cardBefore.name}, driver ${cardBefore.driver}` : "no NVIDIA card";
  say(
    `${cpus()[0]?.model.trim() ?? "?"}, ${cpus().length} logical cores; ${card}; node ${process.version}`,
  );
  const plan = await planSubject(options, nullLogger);
  say(`plan: ${plan.sentence} (${gigabytes(plan.neededBytes)})`);
  const late = (): boolean => performance.now() - started > 1000 * Number(values.seconds);
  for (const [name, measure] of Object.entries(parts)) {
    if (!asked.has(name) || late()) continue;
    try {
      if (!subject) {
        subject = await openSubject(options);
        say(`loaded in ${seconds(subject.loadMs)}`);
      }
      await measure(subject);
    } catch (error) {
      say(`${name} failed: ${String(error)}`);
    }
    tellMemory(`after ${name}`);
  }
  await subject?.close();
  for (const share of asked.has("loadAbort") && !late() ? [0.2, 0.9] : []) {
    const ms = await measureLoadAbort(options, share);
    say(
      `abort of loading at ${share}: ${ms === undefined ? "it was over before" : `told after ${ms.toFixed(0)} ms`}`,
    );
  }
}

await main();
process.exit(0);
