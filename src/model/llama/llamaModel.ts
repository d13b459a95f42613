import { setMaxListeners } from "node:events";
import { AbortError } from "../../base/async";
import { describeError } from "../../base/errors";
import type { Logger } from "../../base/logger";
import type { Remedy } from "../../base/remedy";
import type {
  EngineEvent,
  EngineRequest,
  EngineResult,
  EngineStats,
} from "../../protocol/schemas/nativeEngine";
import type {
  Message,
  Model,
  ModelEvent,
  ModelFailure,
  ModelOpening,
  ModelRequest,
} from "../model";
import { callId, nextAnswer } from "../callIds";
import { estimateTokens } from "../estimateTokens";
import { toEngineMessages, toEngineTools } from "./messages/engineMessages";
import { EventQueue } from "../eventQueue";
import { describeFailure } from "./describeFailure";
import { createModelSession } from "./host/modelSession";
import type { ModelSession, OpenSession, SessionOptions } from "./host/modelSession";
import { HostDiedError } from "./host/modelHostProcess";
import { readAnswer } from "./messages/readAnswer";
import { toModelEvent } from "./messages/toModelEvent";
import type { Sampling } from "./sampling";

export interface LlamaModelOptions extends SessionOptions {
  /** For people: "GLM-4.6V-Flash Q4_K_M". */
  readonly name: string;
  readonly sampling: Sampling;
  /** Most tokens of reasoning per answer; undefined: no limit. */
  readonly reasoningBudget?: number;
  /** Unload the model after this long without a request; undefined: never. */
  readonly idleMs?: number;
  readonly logger: Logger;
  /** Told what every answer cost. */
  readonly onStats?: (stats: EngineStats) => void;
}

/**
 * A local model in a child process of its own. Nothing is started before it is opened or asked. More than one run may have it:
 * their answers wait for each other in the process.
 */
export function createLlamaModel(
  options: LlamaModelOptions,
  session: ModelSession = createModelSession(options),
): Model {
  return new LlamaModel(options, session);
}

class LlamaModel implements Model {
  readonly name: string;
  private idleTimer: NodeJS.Timeout | undefined;
  private answers = 0;
  /** Openings and answers under way. */
  private working = 0;
  private toldPlan = "";

  constructor(
    private readonly options: LlamaModelOptions,
    private readonly session: ModelSession,
  ) {
    this.name = options.name;
  }

  /** Loads it: how large its context came out, and whether it sees, is known then. */
  async open(tell: (event: ModelEvent) => void, signal: AbortSignal): Promise<ModelOpening> {
    if (signal.aborted) throw new AbortError();
    this.beginWork();
    try {
      // Who opens it has not heard yet what runs where, although it may have been loaded for another run long ago.
      this.toldPlan = "";
      const opened = await this.throughCrash(() => this.load(signal, tell), signal, tell);
      if ("failure" in opened) return { type: "failure", failure: opened.failure };
      const { contextSize, vision } = opened.value.loaded;
      return { type: "open", info: { contextTokens: contextSize, vision } };
    } finally {
      this.endWork();
    }
  }

  async *generate(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    if (signal.aborted) throw new AbortError();
    this.beginWork();
    // Whoever stops listening half-way aborts as well.
    const gone = new AbortController();
    setMaxListeners(0, gone.signal);
    const either = AbortSignal.any([signal, gone.signal]);
    const queue = new EventQueue<ModelEvent>();
    const work = this.answer(request, either, (event) => queue.push(event)).then(
      () => queue.end(),
      (error: unknown) => queue.fail(error),
    );
    try {
      yield* queue;
    } finally {
      gone.abort();
      await work;
      this.endWork();
    }
  }

  countTokens(message: Message): number {
    const { imageMaxTokens } = this.options;
    return estimateTokens(message, { vision: this.hasVision, imageMaxTokens });
  }

  async dispose(): Promise<void> {
    clearTimeout(this.idleTimer);
    await this.session.dispose();
  }

  private get hasVision(): boolean {
    return this.options.mmproj !== undefined;
  }

  private async answer(
    request: ModelRequest,
    signal: AbortSignal,
    emit: (event: ModelEvent) => void,
  ): Promise<void> {
    const started = performance.now();
    const ask = async (): Promise<EngineResult> => {
      const { host } = await this.load(signal, emit);
      return host.generate(
        this.engineRequest(request),
        (event) => emit(toModelEvent(event)),
        signal,
      );
    };
    const answered = await this.throughCrash(ask, signal, emit);
    if ("failure" in answered) emit({ type: "failure", failure: answered.failure });
    else this.finish(request, answered.value, performance.now() - started, emit);
  }

  /** What `work` comes to, through one crash of the process: a transcript is whole, so it is simply asked again. */
  private async throughCrash<T>(
    work: () => Promise<T>,
    signal: AbortSignal,
    emit: (event: ModelEvent) => void,
  ): Promise<{ readonly value: T } | { readonly failure: ModelFailure }> {
    for (let attempt = 0; ; attempt++) {
      try {
        return { value: await work() };
      } catch (error) {
        if (signal.aborted) throw new AbortError();
        if (error instanceof HostDiedError && attempt === 0) {
          this.tell(`${error.message} It is started again, and the answer begins anew.`, emit);
          continue;
        }
        this.options.logger.warn(describeError(error));
        return { failure: describeFailure(error, this.options.nativeDirs) };
      }
    }
  }

  private async load(signal: AbortSignal, emit: (event: ModelEvent) => void): Promise<OpenSession> {
    const tellPlan = ({ sentence, remedy }: Pick<OpenSession, "sentence" | "remedy">): void => {
      if (sentence === this.toldPlan) return;
      this.toldPlan = sentence;
      this.tell(sentence, emit, remedy);
    };
    const onEvent = (event: EngineEvent): void => emit(toModelEvent(event));
    const loaded = await this.session.open(onEvent, signal, tellPlan);
    tellPlan(loaded);
    return loaded;
  }

  private engineRequest(request: ModelRequest): EngineRequest {
    const { messages, images } = toEngineMessages(request.messages, this.hasVision);
    const tools = request.toolChoice === "none" ? undefined : toEngineTools(request.tools);
    return {
      messages,
      images,
      ...(tools === undefined ? {} : { tools, toolChoice: request.toolChoice }),
      ...planThinking(request, this.options.reasoningBudget),
      maxTokens: request.maxOutputTokens,
      ...this.options.sampling,
    };
  }

  private finish(
    request: ModelRequest,
    result: EngineResult,
    ms: number,
    emit: (event: ModelEvent) => void,
  ): void {
    const { stats } = result;
    this.options.onStats?.(stats);
    this.options.logger.debug(`local model: ${JSON.stringify(stats)}`);
    if (result.parseError)
      this.options.logger.debug(`llama.cpp could not parse the answer: ${result.parseError}`);
    this.answers = nextAnswer(this.answers, request.messages);
    const answer = readAnswer(result, request.tools, (index) => callId(this.answers, index));
    emit({
      type: "end",
      ...answer,
      usage: {
        promptTokens: stats.promptTokens,
        cachedTokens: stats.reusedTokens,
        outputTokens: stats.sampledTokens,
        ms,
        engine: { ...stats },
      },
    });
  }

  private beginWork(): void {
    clearTimeout(this.idleTimer);
    this.working++;
  }

  /** When that was the last, the model is unloaded after a while. */
  private endWork(): void {
    const { idleMs } = this.options;
    this.working--;
    if (idleMs === undefined || this.working > 0) return;
    this.idleTimer = setTimeout(() => void this.session.close(), idleMs);
    this.idleTimer.unref();
  }

  private tell(message: string, emit: (event: ModelEvent) => void, remedy?: Remedy): void {
    this.options.logger.info(message);
    emit({ type: "notice", message, ...(remedy && { remedy }) });
  }
}

/**
 * GLM's template marks every user message when thinking is off, so that turning it off in mid-transcript would have all be
 * read again. Once the model has thought, thinking stays on in the template and is given no room instead.
 */
function planThinking(
  { thinking, messages }: ModelRequest,
  reasoningBudget: number | undefined,
): Pick<EngineRequest, "enableThinking" | "reasoningBudget"> {
  const hasThought = messages.some(
    (message) => message.role === "assistant" && message.reasoning !== "",
  );
  if (!thinking)
    return hasThought ? { enableThinking: true, reasoningBudget: 0 } : { enableThinking: false };
  return { enableThinking: true, ...(reasoningBudget !== undefined && { reasoningBudget }) };
}
