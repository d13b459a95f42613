import type { Remedy } from "../../../base/remedy";
import type { EngineDevice } from "../../../protocol/schemas/modelHost";
import { EngineError } from "../bridge/bridge";
import { gpuOfVariant, type GpuChoice } from "../bridge/findBridges";
import { formatBytes } from "../../../base/text/formatBytes";
import { estimateMemory, type KvType, type ModelShape } from "./estimateMemory";

export interface PlanInput {
  readonly text: ModelShape;
  /** Undefined: vision is off. */
  readonly vision: { readonly fileBytes: number } | undefined;
  readonly variant: string;
  readonly devices: readonly EngineDevice[];
  /** Main memory that is free now. */
  readonly freeMemoryBytes: number;
  /** What the user set; undefined fields are ours to choose. */
  readonly settings: {
    readonly contextSize: number;
    readonly gpu?: GpuChoice;
    readonly batchSize?: number;
    readonly gpuLayers?: number;
    readonly mmprojGpu?: boolean;
    readonly kvType?: KvType;
  };
}

export interface LoadPlan {
  readonly gpuLayers: number;
  readonly mmprojGpu: boolean;
  readonly kvType: KvType;
  /** What this is going to take: bytes of the card's memory, or of main memory when no layer runs on a card. */
  readonly neededBytes: number;
  /** What was chosen and why, for people. */
  readonly sentence: string;
  /** What to do when that is not what was hoped for. */
  readonly remedy?: Remedy;
}

/** The share of a GPU's free memory that is planned with: other programs take some while the model loads. */
const usableShare = 0.93;

/** A driver compiles a card's programs when they are used first; loading does that (measured on a large card: 52 s). */
const firstTime = (variant: string): string =>
  gpuOfVariant(variant) === "vulkan"
    ? " The first time on this card loading takes up to a minute longer: its programs are compiled."
    : "";

/**
 * Chooses what runs where. Preferred, in this order: everything on the GPU; the context stored as q8_0; the vision encoder on the
 * CPU, where a picture takes up to a minute; both; as many layers as fit; the CPU alone. What the user set is not touched.
 *
 * @throws EngineError OUT_OF_MEMORY when the CPU alone has too little memory; the message says what would fit.
 */
export function planLoad(input: PlanInput): LoadPlan {
  const { settings } = input;
  const gpu = input.devices
    .filter((device) => device.type === "gpu" || device.type === "igpu")
    .reduce<EngineDevice | undefined>(
      (best, device) => (best && best.freeBytes >= device.freeBytes ? best : device),
      undefined,
    );
  if (!gpu || settings.gpuLayers === 0) return planCpu(input, gpu);

  const free = gpu.freeBytes * usableShare;
  const name = `${gpu.description} (${gpuOfVariant(input.variant)})`;
  const free_ = `${formatBytes(gpu.freeBytes)} free`;
  if (settings.gpuLayers !== undefined) {
    const { gpuLayers, mmprojGpu = true, kvType = "f16" } = settings;
    return {
      gpuLayers,
      mmprojGpu,
      kvType,
      neededBytes: neededOnGpu(input, { mmprojGpu, kvType }, gpuLayers),
      sentence: `${gpuLayers < 0 ? "All" : gpuLayers} layers run on ${name}, as set.${firstTime(input.variant)}`,
    };
  }

  for (const attempt of attempts(input)) {
    const needed = neededOnGpu(input, attempt);
    if (needed > free) continue;
    const rest = [
      ...(input.vision && !attempt.mmprojGpu ? ["the vision encoder on the CPU"] : []),
      ...(attempt.kvType === "q8_0" ? ["the context stored as q8_0 to save memory"] : []),
    ];
    return {
      ...attempt,
      gpuLayers: -1,
      neededBytes: needed,
      sentence: `The model runs on ${name}: ${formatBytes(needed)} needed, ${free_}${rest.map((text) => `; ${text}`).join("")}.${firstTime(input.variant)}`,
    };
  }
  return planPartly(input, gpu, name);
}

interface Attempt {
  readonly mmprojGpu: boolean;
  readonly kvType: KvType;
}

/** From the fastest to the most sparing; those that contradict the settings are left out. */
function attempts({ settings }: PlanInput): Attempt[] {
  const all: Attempt[] = [
    { mmprojGpu: true, kvType: "f16" },
    { mmprojGpu: true, kvType: "q8_0" },
    { mmprojGpu: false, kvType: "f16" },
    { mmprojGpu: false, kvType: "q8_0" },
  ].map(({ mmprojGpu, kvType }) => ({
    mmprojGpu: settings.mmprojGpu ?? mmprojGpu,
    kvType: settings.kvType ?? (kvType as KvType),
  }));
  return all;
}

/** @param gpuLayers -1: all. */
function neededOnGpu(input: PlanInput, attempt: Attempt, gpuLayers = -1): number {
  const onGpu = attempt.mmprojGpu ? input.vision?.fileBytes : undefined;
  const { kvType } = attempt;
  const memory = estimateMemory(input.text, onGpu, { ...input.settings, kvType });
  const layers = input.text.blockCount ?? 1;
  const share = gpuLayers < 0 ? 1 : Math.min(1, gpuLayers / layers);
  return (
    share * (memory.weightBytes + memory.contextBytes) + memory.computeBytes + memory.visionBytes
  );
}

/** As many layers as fit, each with its share of the context. */
function planPartly(input: PlanInput, gpu: EngineDevice, name: string): LoadPlan {
  const freeText = `${formatBytes(gpu.freeBytes)} free`;
  const kvType = input.settings.kvType ?? "q8_0";
  // Its place is on the CPU, unless the user wants it otherwise: then the layers get what it leaves.
  const mmprojGpu = input.settings.mmprojGpu ?? false;
  const onGpu = mmprojGpu ? input.vision?.fileBytes : undefined;
  const memory = estimateMemory(input.text, onGpu, { ...input.settings, kvType });
  const layers = input.text.blockCount ?? 1;
  const perLayer = (memory.weightBytes + memory.contextBytes) / layers;
  const fitting = Math.floor(
    (gpu.freeBytes * usableShare - memory.computeBytes - memory.visionBytes) / perLayer,
  );
  if (fitting < 1) return planCpu(input, gpu, `${name} has too little memory (${freeText})`);
  const gpuLayers = Math.min(fitting, layers);
  return {
    gpuLayers,
    mmprojGpu,
    kvType,
    neededBytes: neededOnGpu(input, { mmprojGpu, kvType }, gpuLayers),
    sentence: `${gpuLayers} of ${layers} layers${onGpu === undefined ? "" : " and the vision encoder"} run on ${name} (${freeText}), the rest${input.vision && !mmprojGpu ? " and the vision encoder" : ""} on the CPU: expect it to be slow.${firstTime(input.variant)}`,
  };
}

function planCpu(input: PlanInput, gpu: EngineDevice | undefined, why?: string): LoadPlan {
  const kvType = input.settings.kvType ?? "f16";
  const needed = neededOnCpu(input, { kvType });
  if (needed > input.freeMemoryBytes)
    throw new EngineError("OUT_OF_MEMORY", describeShortage(input, needed));
  const reason =
    why ??
    (input.settings.gpu === "cpu"
      ? "as set"
      : gpu
        ? "no layers are to run on the GPU, as set"
        : "no usable GPU was found");
  const isNoGpuFound = why === undefined && input.settings.gpu !== "cpu" && gpu === undefined;
  return {
    gpuLayers: 0,
    mmprojGpu: gpu !== undefined && (input.settings.mmprojGpu ?? false),
    kvType,
    neededBytes: needed,
    sentence: `The model runs on the CPU (${reason}): about ${formatBytes(needed)} of memory needed, ${formatBytes(input.freeMemoryBytes)} free.${describeSlowness(needed)}`,
    ...(isNoGpuFound && { remedy: { kind: "check-machine" } }),
  };
}

function neededOnCpu(
  { text, vision, settings }: PlanInput,
  changes: { kvType?: KvType; contextSize?: number; vision?: "off" },
): number {
  const visionBytes = changes.vision === "off" ? undefined : vision?.fileBytes;
  const { vision: _, ...numbers } = changes;
  return estimateMemory(text, visionBytes, { ...settings, ...numbers, onCpu: true }).totalBytes;
}

/** Contexts that are worth trying, tokens: a page and its mockup need some thousand. */
const smallerContexts = [65_536, 32_768, 16_384, 8192];

/** What is missing, and the first change that would do. */
function describeShortage(input: PlanInput, needed: number): string {
  const fits = (changes: Parameters<typeof neededOnCpu>[1]): boolean =>
    neededOnCpu(input, changes) <= input.freeMemoryBytes;
  const context = smallerContexts.find(
    (contextSize) => contextSize < input.settings.contextSize && fits({ contextSize }),
  );
  const blind = smallerContexts.find(
    (contextSize) =>
      contextSize <= input.settings.contextSize && fits({ contextSize, vision: "off" }),
  );
  const advice =
    context !== undefined
      ? `a context of ${context} tokens would fit`
      : input.vision && blind !== undefined
        ? `a context of ${blind} tokens with vision off would fit`
        : "take a smaller quantisation or a smaller model";
  return `about ${formatBytes(needed)} are needed, ${formatBytes(input.freeMemoryBytes)} are free: ${advice}`;
}

/** From this size on a model on a CPU takes minutes for a draft (a 9B with 4 bits: 4 on 16 cores, 11 on 2). */
const SLOW_BYTES = 2e9;

function describeSlowness(neededBytes: number): string {
  return neededBytes < SLOW_BYTES ? "" : " A draft will take minutes.";
}
