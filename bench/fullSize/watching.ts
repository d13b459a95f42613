// What it costs on a CPU to look at a computation under way: to tell layer by layer how far reading is, and to be stoppable at every
// node of the vision encoder.
//   npx tsx bench/fullSize/watching.ts --model TEXT.gguf --mmproj VISION.gguf [--threads 2] [--tokens 512] [--picture 644x420] [--repeats 2]
// The engine watches the text model only where no layer is to run on a card, and looks at the encoder at every 8th node, not at each,
// where that is to run on a card. The bridge for CPUs computes everything on the CPU all the same: so the same file is loaded in both
// ways in turn, and the difference is what watching costs.
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { findBridges } from "../../src/model/llama/bridge/findBridges";
import { loadBridge } from "../../src/model/llama/bridge/loadBridge";
import type { NativeBridge } from "../../src/model/llama/bridge/bridge";
import type { EngineRequest, EngineStats } from "../../src/protocol/schemas/nativeEngine";
import { patternPng } from "../llamaRounds";
import { words } from "./requests";

const { values } = parseArgs({
  options: {
    model: { type: "string" },
    mmproj: { type: "string" },
    threads: { type: "string" },
    tokens: { type: "string", default: "512" },
    picture: { type: "string", default: "644x420" },
    repeats: { type: "string", default: "2" },
    native: { type: "string", default: join(resolve(import.meta.dirname, "../.."), "native") },
  },
});
const { model, mmproj } = values;
if (model === undefined || mmproj === undefined)
  throw new Error("--model and --mmproj name the pair");
const [width = 0, height = 0] = values.picture.split("x").map(Number);

/** Milliseconds. */
interface Costs {
  readonly reading: number;
  readonly encoding: number;
}

let lastJob = 0;

/** Loads the pair, watched or not, and has it read a text and look at a picture, after one batch each that is not counted. */
async function measure(bridge: NativeBridge, isWatched: boolean): Promise<Costs> {
  const engine = new bridge.NativeEngine();
  await engine.load(++lastJob, {
    ...{ model: model ?? "", mmproj: mmproj ?? "", contextSize: 8192 },
    ...(values.threads !== undefined && { threads: Number(values.threads) }),
    ...{ gpuLayers: isWatched ? 0 : 1, mmprojGpu: !isWatched },
  });
  const ask = async (request: Pick<EngineRequest, "messages" | "images">): Promise<EngineStats> => {
    await engine.clear(++lastJob);
    const wanted = { ...request, maxTokens: 1, enableThinking: false };
    return (await engine.generate(++lastJob, wanted, () => undefined)).stats;
  };
  const say = (content: unknown): string => JSON.stringify([{ role: "user", content }]);
  await ask({ messages: say("Hello.") });
  const text = await ask({ messages: say(words(Math.round(Number(values.tokens) / 1.45), 7)) });
  const look = await ask({
    messages: say([{ type: "media_marker", text: "" }]),
    images: [patternPng(width, height, 3)],
  });
  await engine.dispose(++lastJob);
  const [reading, encoding] = [text.promptMs, look.encodeMs];
  console.log(
    `${isWatched ? "watched" : "not watched"}: ${text.decodedTokens} tokens read in ${reading.toFixed(0)} ms, a picture of ${width}×${height} encoded in ${encoding.toFixed(0)} ms`,
  );
  return { reading, encoding };
}

const { bridge } = loadBridge(await findBridges([values.native], "cpu"));
const ratios: Costs[] = [];
for (let i = 0; i < Number(values.repeats); i++) {
  // Each way is the first as often as the second.
  const first = await measure(bridge, i % 2 === 0);
  const second = await measure(bridge, i % 2 === 1);
  const [watched, plain] = i % 2 === 0 ? [first, second] : [second, first];
  ratios.push({
    reading: watched.reading / plain.reading,
    encoding: watched.encoding / plain.encoding,
  });
}
for (const part of ["reading", "encoding"] as const) {
  const all = ratios.map((ratio) => ratio[part]).sort((a, b) => a - b);
  const median = all[Math.floor(all.length / 2)] ?? Number.NaN;
  console.log(
    `${part}, watched ÷ not: median ${median.toFixed(3)}, ${all.map((ratio) => ratio.toFixed(3)).join(" ")}`,
  );
}
