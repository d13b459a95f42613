import { raceAbort, SerialQueue, throwIfAborted } from "../../../base/async";
import type { Logger } from "../../../base/logger";
import type { Remedy } from "../../../base/remedy";
import type { BridgeFiles, PictureRule } from "../../../protocol/schemas/modelHost";
import type {
  EngineEvent,
  EngineLoadOptions,
  LoadedModelFacts,
} from "../../../protocol/schemas/nativeEngine";
import { prepareBridges } from "../backends/updateBridge";
import { EngineError } from "../bridge/bridge";
import { checkPair } from "../load/checkPair";
import { findBridges, gpuOfVariant, type GpuChoice } from "../bridge/findBridges";
import { findPictureRule } from "../pictures/pictureRule";
import { readGguf, type GgufFacts } from "../load/readGguf";
import { readTextModel } from "../load/readTextModel";
import { partNames } from "../models/splitFiles";
import { HostDiedError, ModelHostProcess } from "./modelHostProcess";
import { planLoad } from "../load/planLoad";
import { readFreeMemory } from "../load/readFreeMemory";

export interface SessionOptions {
  /** Path of the text model, GGUF. */
  readonly model: string;
  /** Path of its vision file; undefined: text only. */
  readonly mmproj?: string;
  /** Tokens that a prompt and its answer may take together. */
  readonly contextSize: number;
  readonly gpu: GpuChoice;
  /** Layers on the GPU; undefined: as many as fit. */
  readonly gpuLayers?: number;
  /** Where the vision encoder runs; undefined: on the GPU when it fits. */
  readonly mmprojGpu?: boolean;
  /** How the context is stored; undefined: f16, or q8_0 when only that fits. */
  readonly kvType?: "f16" | "q8_0" | "f32";
  readonly flashAttention?: boolean;
  readonly threads?: number;
  readonly batchSize?: number;
  readonly imageMaxTokens?: number;
  readonly embeddingCacheMb?: number;
  /** Folders in which bridges are looked for; see {@link findBridges}. */
  readonly nativeDirs: readonly string[];
  /** Path of the modelHost module. */
  readonly hostEntry: string;
  readonly abortGraceMs?: number;
  readonly patienceMs?: number;
  readonly logger: Logger;
}

export interface OpenSession {
  readonly host: Pick<ModelHostProcess, "alive" | "generate" | "dispose">;
  /** What runs where, and why, for people. */
  readonly sentence: string;
  readonly remedy?: Remedy;
  /** What the loaded model says of itself. */
  readonly loaded: Pick<LoadedModelFacts, "contextSize" | "vision">;
}

/** A child process with the model loaded: made when needed, made again when it died. */
export interface ModelSession {
  /** `onPlan` hears what is going to run where before anything is loaded. */
  open(
    onEvent: (event: EngineEvent) => void,
    signal: AbortSignal,
    onPlan?: (plan: Pick<OpenSession, "sentence" | "remedy">) => void,
  ): Promise<OpenSession>;
  /** Ends the process and so gives all memory back, also that of one whose loading was aborted; `open` starts another. */
  close(): Promise<void>;
  dispose(): Promise<void>;
}

export function createModelSession(options: SessionOptions): ModelSession {
  const turns = new SerialQueue();
  let current: OpenSession | undefined;
  let disposed = false;
  /** Resolves when a process that nobody waited for has ended: until then it has its memory. */
  let leaving: Promise<void> = Promise.resolve();
  /** What a process died of over loading: nobody wants to see that again. */
  const deadly = new Set<string>();
  const leave = (gone: Promise<void>): void => void (leaving = gone);

  const close = async (): Promise<void> => {
    const closing = current;
    current = undefined;
    await closing?.host.dispose();
    await leaving;
  };

  return {
    open: (onEvent, signal, onPlan) =>
      turns.run(async () => {
        if (disposed) throw new EngineError("DISPOSED", "the model was disposed");
        throwIfAborted(signal);
        if (current?.host.alive) return current;
        await raceAbort(leaving, signal);
        current = await start(options, deadly, { onEvent, onPlan, leave }, signal);
        return current;
      }),
    close: () => turns.run(close),
    dispose: () => {
      disposed = true;
      return turns.run(close);
    },
  };
}

interface StartListeners {
  readonly onEvent: (event: EngineEvent) => void;
  readonly onPlan: ((plan: Pick<OpenSession, "sentence" | "remedy">) => void) | undefined;
  readonly leave: (gone: Promise<void>) => void;
}

/**
 * Loads the model with the first bridge that can. One whose process dies over it (a driver that is older than its libraries want ends
 * llama.cpp, and says so in its last words alone) is followed by the next, and left out from then on, by `deadly`.
 */
async function start(
  options: SessionOptions,
  deadly: Set<string>,
  listeners: StartListeners,
  signal: AbortSignal,
): Promise<OpenSession> {
  const facts = await readFacts(options);
  const found = await prepareBridges(await findBridges(options.nativeDirs, options.gpu));
  requireCandidates(found, options);
  for (;;) {
    const candidates = found.filter(({ variant }) => !deadly.has(variant));
    try {
      return await load(
        facts,
        candidates.length > 0 ? candidates : found,
        options,
        listeners,
        signal,
      );
    } catch (error) {
      if (!(error instanceof DeadlyBridgeError)) throw error;
      deadly.add(error.variant);
      const next = found.find(({ variant }) => !deadly.has(variant));
      if (!next || signal.aborted) throw error.died;
      const [dead, alive] = [error.variant, next.variant].map(
        (one) => GPU_NAMES[gpuOfVariant(one)],
      );
      const { message } = error.died;
      listeners.onPlan?.({
        sentence: `${dead} cannot load this model here. ${message} ${alive} is tried now.`,
      });
    }
  }
}

const GPU_NAMES = { cuda: "CUDA", metal: "Metal", vulkan: "Vulkan", cpu: "The CPU" } as const;

/** A process died while it loaded a model with this bridge onto a graphics card. */
class DeadlyBridgeError extends Error {
  override readonly name = "DeadlyBridgeError";

  constructor(
    readonly variant: string,
    readonly died: HostDiedError,
  ) {
    super(died.message);
  }
}

async function load(
  facts: PairFacts,
  candidates: readonly BridgeFiles[],
  options: SessionOptions,
  { onEvent, onPlan, leave }: StartListeners,
  signal: AbortSignal,
): Promise<OpenSession> {
  let variant: string | undefined;
  const host = new ModelHostProcess({
    entry: options.hostEntry,
    logger: options.logger,
    ...(options.abortGraceMs === undefined ? {} : { abortGraceMs: options.abortGraceMs }),
    ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
  });
  try {
    const ready = await host.init(candidates, signal);
    if (gpuOfVariant(ready.variant) !== "cpu") variant = ready.variant;
    const plan = planLoad({
      text: facts.text,
      vision: facts.vision,
      variant: ready.variant,
      devices: ready.devices,
      freeMemoryBytes: await readFreeMemory(),
      settings: options,
    });
    for (const problem of ready.problems) options.logger.debug(`not used: ${problem}`);
    onPlan?.(plan);
    const pictures = facts.vision && findPictureRule(facts.vision, options.imageMaxTokens);
    const wanted = loadOptions(options, plan, pictures);
    const loaded = await host.load(wanted, onEvent, signal, pictures);
    const { sentence, remedy } = plan;
    return { host, sentence, loaded, ...(remedy && { remedy }) };
  } catch (error) {
    const gone = host.dispose();
    leave(gone);
    if (!signal.aborted) await gone; // who aborts does not wait for the process to end
    if (error instanceof HostDiedError && variant !== undefined)
      throw new DeadlyBridgeError(variant, error);
    throw error;
  }
}

function requireCandidates(candidates: readonly BridgeFiles[], options: SessionOptions): void {
  if (candidates.length > 0) return;
  throw new EngineError(
    "BRIDGE_MISSING",
    `no bridge for ${options.gpu === "auto" ? "this computer" : options.gpu} in ${options.nativeDirs.join(", ")}`,
  );
}

interface PairFacts {
  readonly text: GgufFacts;
  readonly vision: GgufFacts | undefined;
}

/** Looks at the files before any native code does: llama.cpp's own complaints are short, and some of them are crashes. */
async function readFacts(options: SessionOptions): Promise<PairFacts> {
  const text = await readTextModel(partNames(options.model));
  const vision = options.mmproj === undefined ? undefined : await readGguf(options.mmproj);
  checkPair(text, vision);
  return { text, vision };
}

function loadOptions(
  options: SessionOptions,
  plan: Pick<EngineLoadOptions, "gpuLayers" | "mmprojGpu" | "kvType">,
  pictures: PictureRule | undefined,
): EngineLoadOptions {
  const { threads, batchSize, embeddingCacheMb, flashAttention } = options;
  const imageMaxTokens = pictures?.maxTokens ?? options.imageMaxTokens;
  return {
    model: options.model,
    ...(options.mmproj === undefined ? {} : { mmproj: options.mmproj }),
    contextSize: options.contextSize,
    ...plan,
    ...(threads === undefined ? {} : { threads }),
    ...(batchSize === undefined ? {} : { batchSize }),
    ...(imageMaxTokens === undefined ? {} : { imageMaxTokens }),
    ...(pictures && { imageMinTokens: 1 }), // they come in the size they are wanted in
    ...(embeddingCacheMb === undefined ? {} : { embeddingCacheMb }),
    ...(flashAttention === undefined ? {} : { flashAttention }),
  };
}
