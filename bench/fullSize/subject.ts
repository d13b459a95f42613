import { AbortError } from "../../src/base/async";
import type { Logger } from "../../src/base/logger";
import { examineLocalModels } from "../../src/model/llama/examineLocalModels";
import { createModelSession } from "../../src/model/llama/host/modelSession";
import { createLlamaModel, type LlamaModelOptions } from "../../src/model/llama/llamaModel";
import { planLoad, type LoadPlan } from "../../src/model/llama/load/planLoad";
import { readFreeMemory } from "../../src/model/llama/load/readFreeMemory";
import type { Model, ModelEvent, ModelRequest } from "../../src/model/model";
import type { EngineStats } from "../../src/protocol/schemas/nativeEngine";
import { readChildren, readTicks } from "./usage";

export const never = new AbortController().signal;

/** One loaded model in a process of its own. */
export interface Subject {
  readonly model: Model;
  /** Of the process, which may be another one after a crash; undefined between two of them. */
  findPid(): number | undefined;
  /** What the last answer cost. */
  readStats(): EngineStats | undefined;
  readonly loadMs: number;
  /** What the user is told of the plan. */
  readonly sentence: string;
  close(): Promise<void>;
}

/** @throws what loading throws; `onLoad` hears of its progress, 0–1. */
export async function openSubject(
  options: LlamaModelOptions,
  onLoad: (done: number) => void = () => undefined,
  signal: AbortSignal = never,
): Promise<Subject> {
  const before = new Set(readChildren());
  const session = createModelSession(options);
  const started = performance.now();
  const onEvent = (event: { type: string; done?: number }): void => {
    if (event.type === "progress") onLoad(event.done ?? 0);
  };
  const { sentence } = await session.open(onEvent, signal);
  const loadMs = performance.now() - started;
  const findPid = (): number | undefined => readChildren().find((child) => !before.has(child));
  let stats: EngineStats | undefined;
  const model = createLlamaModel({ ...options, onStats: (told) => (stats = told) }, session);
  return { model, findPid, readStats: () => stats, loadMs, sentence, close: () => model.dispose() };
}

/** What would be loaded where, by the product's own plan, and what it expects that to take. */
export async function planSubject(options: LlamaModelOptions, logger: Logger): Promise<LoadPlan> {
  const facts = await examineLocalModels({ ...options, logger, model: options }, never);
  if (facts.model.kind !== "good") throw new Error("the pair cannot be loaded");
  return planLoad({
    text: facts.model.text,
    vision: facts.model.vision,
    variant: facts.loaded?.variant ?? "",
    devices: options.gpu === "cpu" ? [] : (facts.loaded?.devices ?? []),
    freeMemoryBytes: await readFreeMemory(),
    settings: options,
  });
}

export interface Answer {
  readonly stats: EngineStats;
  /** From the question to the first event of the writing. */
  readonly firstTokenMs: number;
  /** Processors that the model's process used, and that all other programs did; NaN after a crash. */
  readonly cores: { readonly own: number; readonly others: number };
}

/** @throws Error with the failure's words; AbortError. */
export async function ask(
  subject: Subject,
  request: ModelRequest,
  signal: AbortSignal = never,
  onEvent: (event: ModelEvent) => void = () => undefined,
): Promise<Answer> {
  const started = performance.now();
  const pid = subject.findPid();
  const before = pid === undefined ? undefined : readTicks(pid);
  let firstTokenMs = 0;
  for await (const event of subject.model.generate(request, signal)) {
    onEvent(event);
    if (event.type === "progress" && event.phase === "writing" && firstTokenMs === 0)
      firstTokenMs = performance.now() - started;
    if (event.type === "failure") throw new Error(event.failure.message);
    const stats = event.type === "end" ? subject.readStats() : undefined;
    if (!stats) continue;
    const after = subject.findPid() === pid && pid !== undefined ? readTicks(pid) : undefined;
    const ticks = (performance.now() - started) / 10;
    const own = after && before ? (after.own - before.own) / ticks : Number.NaN;
    const others = after && before ? (after.all - before.all) / ticks - own : Number.NaN;
    return { stats, firstTokenMs, cores: { own, others } };
  }
  throw new AbortError();
}
