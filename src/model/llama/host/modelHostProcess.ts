import { AbortError, raceAbort } from "../../../base/async";
import type { Logger } from "../../../base/logger";
import { FarSideError, GoneError } from "../../../channel/channelErrors";
import type { ParamsOf, ProgressOf, Requests, ResultOf } from "../../../channel/contract";
import { startChild } from "../../../channel/startChild";
import type { Child } from "../../../channel/startChild";
import { modelHostContract } from "../../../protocol/schemas/modelHost";
import type { BridgeFiles, HostReady, PictureRule } from "../../../protocol/schemas/modelHost";
import type {
  EngineEvent,
  EngineLoadOptions,
  EngineRequest,
  EngineResult,
  LoadedModelFacts,
} from "../../../protocol/schemas/nativeEngine";
import { EngineError, engineErrorCode } from "../bridge/bridge";

/** The child died: a native crash, the out-of-memory killer, a kill. */
export class HostDiedError extends Error {
  override readonly name = "HostDiedError";
}

export interface ModelHostOptions {
  /** Path of the built (or, under tsx, the source) modelHost module. */
  readonly entry: string;
  readonly logger: Logger;
  /** How long the child may take to confirm an abort before it is killed. Default 3000 ms. */
  readonly abortGraceMs?: number;
  /** How long it may take to end by itself, ms; default 2000. */
  readonly patienceMs?: number;
}

type Hears = (typeof modelHostContract)["child"];

/** How long the child may take to say that it is ready, ms: it has done nothing yet, but the machine may be busy. */
const READY_TIMEOUT_MS = 60_000;

/** How much of the child's last words is kept for a crash report, characters. */
const LAST_WORDS = 2000;

const unheard = (): void => undefined;

/**
 * One child process with one model. Rejects everything with {@link HostDiedError} once the child is gone; a dead host stays
 * dead, start a new one. Owned by whoever started it.
 */
export class ModelHostProcess {
  private readonly child: Child<typeof modelHostContract>;
  private lastWords = "";

  constructor(private readonly options: ModelHostOptions) {
    const { entry, logger, patienceMs = 2000 } = options;
    this.child = startChild(
      modelHostContract,
      { requests: {}, notifications: {} },
      {
        ...{ entry, logger, patienceMs, serialization: "advanced" },
        // A debugger's or a test's own flags are not for the child; only a source entry needs its loader.
        execArgv: entry.endsWith(".ts") ? process.execArgv : [],
        readyTimeoutMs: READY_TIMEOUT_MS,
        onOutput: (text) => (this.lastWords = (this.lastWords + text).slice(-LAST_WORDS)),
      },
    );
    void this.child.gone.then(() => {
      const words = this.lastWords.trim();
      if (words) logger.warn(`Last words of the local model's process: ${words}`);
    });
  }

  get alive(): boolean {
    return this.child.alive;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  init(candidates: readonly BridgeFiles[], signal: AbortSignal): Promise<HostReady> {
    return this.request("init", { candidates }, unheard, signal);
  }

  load(
    options: EngineLoadOptions,
    onEvent: (event: EngineEvent) => void,
    signal: AbortSignal,
    pictures?: PictureRule,
  ): Promise<LoadedModelFacts> {
    return this.request("load", { options, ...(pictures && { pictures }) }, onEvent, signal);
  }

  generate(
    request: EngineRequest,
    onEvent: (event: EngineEvent) => void,
    signal: AbortSignal,
  ): Promise<EngineResult> {
    return this.request("generate", request, onEvent, signal);
  }

  /** Asks the child to end, and kills it when it does not within two seconds. Idempotent. */
  async dispose(): Promise<void> {
    await this.child.end();
  }

  /**
   * After the signal the promise rejects with AbortError at once. The child is told, and killed when it does not confirm in
   * time; what is asked of it meanwhile waits there.
   */
  private async request<R extends Requests<Hears>>(
    name: R,
    params: ParamsOf<Hears, R>,
    onEvent: (event: ProgressOf<Hears, R>) => void,
    signal: AbortSignal,
  ): Promise<ResultOf<Hears, R>> {
    if (signal.aborted) throw new AbortError();
    const graceMs = this.options.abortGraceMs ?? 3000;
    const onProgress = (event: ProgressOf<Hears, R>): void => {
      if (!signal.aborted) onEvent(event);
    };
    try {
      const answer = this.child.request(name, params, { signal, graceMs, onProgress });
      return await raceAbort(answer, signal);
    } catch (error) {
      if (error instanceof FarSideError)
        throw new EngineError(engineErrorCode(error), error.message);
      if (error instanceof GoneError) throw this.death(error.how);
      throw error;
    }
  }

  private death(how: string): HostDiedError {
    const words = this.lastWords.trim();
    const why = describeLastWords(words);
    return new HostDiedError(`The local model's process ended (${how}${why && `: ${why}`}).`, {
      cause: words || undefined,
    });
  }
}

/** How much of the last words people are told, characters. */
const TOLD_WORDS = 160;

/** What a process says before it ends is long; the first line that speaks of an error tells most. */
function describeLastWords(words: string): string {
  const lines = words
    .split("\n")
    .map((line) => line.replace(/\p{Cc}/gu, " ").trim())
    .filter((line) => line !== "");
  const telling = lines.find((line) => /error|fail|unsupported|assert|abort/i.test(line));
  return (telling ?? lines.at(-1) ?? "").slice(0, TOLD_WORDS);
}
