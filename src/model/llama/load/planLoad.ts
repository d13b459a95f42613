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
 * @throws EngineError OUT_OF_MEMORY when main memory is too small for what is left to the CPU; the message says what would fit.
 */
export function planLoad(input: PlanInput): LoadPlan {
  const plan = choosePlan(input);
  if ("missing" in plan)
    throw new EngineError("OUT_OF_MEMORY", `${plan.missing}: ${findAdvice(input)}`);
  return plan;
}

/** Why nothing can be loaded: how much main memory it would take, and how much there is. */
interface Shortage {
  readonly missing: string;
}

function choosePlan(input: PlanInput): LoadPlan | Shortage {
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
    const shortage = findShortage(input, { mmprojGpu, kvType }, gpuLayers);
    if (shortage) return shortage;
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
    if (needed > free || findShortage(input, attempt)) continue;
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

/**
 * What main memory is short of for all that is not on the card: the encoder, and layers with their share of the context. They stay in
 * the mapped file there; only without a card does llama.cpp rearrange them.
 *
 * @param gpuLayers -1: all.
 */
function findShortage(input: PlanInput, attempt: Attempt, gpuLayers = -1): Shortage | undefined {
  const onCpu = attempt.mmprojGpu ? undefined : input.vision?.fileBytes;
  const { kvType } = attempt;
  const memory = estimateMemory(input.text, onCpu, { ...input.settings, kvType });
  const layers = input.text.blockCount ?? 1;
  const share = gpuLayers < 0 ? 0 : Math.max(0, 1 - gpuLayers / layers);
  const needed = share * (memory.weightBytes + memory.contextBytes) + memory.visionBytes;
  if (needed <= input.freeMemoryBytes) return undefined;
  return {
    missing: `about ${formatBytes(needed)} of main memory are needed beside the graphics card, ${formatBytes(input.freeMemoryBytes)} are free`,
  };
}

/** As many layers as fit, each with its share of the context. */
function planPartly(input: PlanInput, gpu: EngineDevice, name: string): LoadPlan | Shortage {
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
  const shortage = findShortage(input, { mmprojGpu, kvType }, gpuLayers);
  if (shortage) return shortage;
  return {
    gpuLayers,
    mmprojGpu,
    kvType,
    neededBytes: neededOnGpu(input, { mmprojGpu, kvType }, gpuLayers),
    sentence: `${gpuLayers} of ${layers} layers${onGpu === undefined ? "" : " and the vision encoder"} run on ${name} (${freeText}), the rest${input.vision && !mmprojGpu ? " and the vision encoder" : ""} on the CPU: expect it to be slow.${firstTime(input.variant)}`,
  };
}

function planCpu(
  input: PlanInput,
  gpu: EngineDevice | undefined,
  why?: string,
): LoadPlan | Shortage {
  const { settings } = input;
  const kvType = settings.kvType ?? "f16";
  const needed = estimateMemory(input.text, input.vision?.fileBytes, {
    ...{ ...settings, kvType },
    onCpu: true,
  }).totalBytes;
  if (needed > input.freeMemoryBytes)
    return {
      missing: `about ${formatBytes(needed)} are needed, ${formatBytes(input.freeMemoryBytes)} are free`,
    };
  const reason =
    why ??
    (settings.gpu === "cpu"
      ? "as set"
      : gpu
        ? "no layers are to run on the GPU, as set"
        : "no usable GPU was found");
  const isNoGpuFound = why === undefined && settings.gpu !== "cpu" && gpu === undefined;
  return {
    gpuLayers: 0,
    mmprojGpu: gpu !== undefined && (settings.mmprojGpu ?? false),
    kvType,
    neededBytes: needed,
    sentence: `The model runs on the CPU (${reason}): about ${formatBytes(needed)} of memory needed, ${formatBytes(input.freeMemoryBytes)} free.${describeSlowness(needed)}`,
    ...(isNoGpuFound && { remedy: { kind: "check-machine" } }),
  };
}

/** Contexts that are worth trying, tokens: a page and its mockup need some thousand. */
const smallerContexts = [65_536, 32_768, 16_384, 8192];

/** The first change with which there would be memory enough. */
function findAdvice(input: PlanInput): string {
  const { vision } = input;
  const fits = (contextSize: number, eyes: PlanInput["vision"]): boolean =>
    !(
      "missing" in
      choosePlan({ ...input, vision: eyes, settings: { ...input.settings, contextSize } })
    );
  const { contextSize, gpuLayers = 0 } = input.settings;
  const context = smallerContexts.find((size) => size < contextSize && fits(size, vision));
  if (context !== undefined) return `a context of ${context} tokens would fit`;
  const blind = smallerContexts.find((size) => size <= contextSize && fits(size, undefined));
  if (vision && blind !== undefined)
    return `a context of ${blind} tokens with vision off would fit`;
  return gpuLayers > 0
    ? "put more layers on the graphics card"
    : "take a smaller quantisation or a smaller model";
}

/** From this size on a model on a CPU takes minutes for a draft (a 9B with 4 bits: 4 on 16 cores, 11 on 2). */
const SLOW_BYTES = 2e9;

function describeSlowness(neededBytes: number): string {
  return neededBytes < SLOW_BYTES ? "" : " A draft will take minutes.";
}
