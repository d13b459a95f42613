import type { ChildProcess } from "node:child_process";
import { AbortError } from "../../base/async";
import { MockloopError } from "../../base/errors";
import type { ErrorCode } from "../../base/errors";
import type { Logger } from "../../base/logger";
import { UNLOAD_AFTER_MS } from "../../model/llama/load/applyHardware";
import type { AnswerTo, ModelQuestion, QuestionProgress } from "../../protocol/modelsProtocol";
import type {
  ErrorLine,
  FromEngine,
  RunLine,
  RunLineUnion,
  RunRequest,
  ToEngine,
} from "../../protocol/runProtocol";
import { TRACER } from "../models/modelSettings";
import { startEngine } from "./startEngine";

export interface EngineClientOptions {
  /** The engine's script, dist/engine.mjs. */
  readonly modulePath: string;
  readonly logger: Logger;
  /** How long the engine may take to say ready. */
  readonly readyTimeoutMs?: number;
  /** An engine without a run ends after this long, and gives its memory and its browser back. */
  readonly idleMs?: number;
  /** How long an aborted run may take to end before the engine is killed. */
  readonly abortTimeoutMs?: number;
}

/** A message about a run or a question. */
type JobMessage = Extract<FromEngine, { readonly id: string }>;

/** What the engine was given to do. */
interface Job {
  /** What it says of it. */
  hear(message: JobMessage): void;
  /** It is gone, or does not stop, or is not understood; `what` is a sentence. */
  fail(what: string): void;
  /** Whether the engine is killed when this does not stop, whatever else it does. */
  readonly isRun: boolean;
}

interface Engine {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
  readonly jobs: Map<string, Job>;
}

/**
 * Owns the engine process: starts it with the first run or question, hears it, ends it when it is idle. A crash ends the runs it
 * carried with an error line, and the next run starts a new engine.
 */
export class EngineClient {
  private engine: Engine | undefined;
  private idleTimer: NodeJS.Timeout | undefined;
  private counter = 0;
  private disposed = false;
  /** How long the last local model to run stays loaded, ms. */
  private keepMs = 0;

  constructor(private readonly options: EngineClientOptions) {}

  /** Of the running engine, for logs and tests. */
  get pid(): number | undefined {
    return this.engine?.child.pid;
  }

  /**
   * Carries one run out. Never rejects: resolves with the run's last line, which `onLine` has seen too. When `signal`
   * fires, the engine is told to stop; if it does not, it is killed.
   */
  async run(
    request: RunRequest,
    onLine: (line: RunLineUnion) => void,
    signal: AbortSignal,
  ): Promise<RunLine | ErrorLine> {
    const fail = (code: string, message: string): ErrorLine => {
      const line = { type: "error", mockup: request.mockup, code, message } as const;
      onLine(line);
      return line;
    };
    if (signal.aborted) return fail("ABORTED", "Stopped before anything was drawn.");
    if (this.disposed) return fail("ENGINE_FAILED", "Mockloop is shutting down.");
    // The tracer leaves what is loaded alone.
    if (request.model !== TRACER) this.keepMs = keepLoadedMs(request);
    return this.carryOut<RunLine | ErrorLine>(
      (id) => ({ type: "start", id, request }),
      (settle) => ({
        isRun: true,
        hear: (message) => {
          if (message.type !== "line") return;
          const { line } = message;
          if (line.type === "run" || line.type === "error") settle(line);
          onLine(line);
        },
        fail: (what) =>
          settle(
            signal.aborted
              ? fail("ABORTED", `Stopped. ${describeKept(request)}`)
              : fail("ENGINE_FAILED", `${what} ${describeKept(request)}`),
          ),
      }),
      signal,
    );
  }

  /**
   * Asks about local models and what they run on. While an answer is on its way, the engine does not count as idle.
   *
   * @throws MockloopError what the engine says; ENGINE_FAILED when it ends; AbortError.
   */
  async ask<Q extends ModelQuestion>(
    question: Q,
    onProgress: (progress: QuestionProgress) => void,
    signal: AbortSignal,
  ): Promise<AnswerTo<Q>> {
    if (signal.aborted) throw new AbortError();
    if (this.disposed) throw new MockloopError("ENGINE_FAILED", "Mockloop is shutting down.");
    const outcome = await this.carryOut<AnswerTo<Q> | Error>(
      (id) => ({ type: "ask", id, question }),
      (settle) => ({
        isRun: false,
        hear: (message) => {
          if (message.type === "question-progress") onProgress(message);
          else if (message.type === "refusal") settle(refusal(message.code, message.message));
          else if (message.type === "answer")
            settle(
              isAnswerTo(question, message.answer)
                ? message.answer
                : new MockloopError("INTERNAL", "The engine answered something else."),
            );
        },
        fail: (what) =>
          settle(
            signal.aborted
              ? new AbortError()
              : new MockloopError(
                  "ENGINE_FAILED",
                  `${what} Try again; what was downloaded is kept.`,
                ),
          ),
      }),
      signal,
    );
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }

  /** Ends an engine that has nothing to do, and the model it keeps loaded: the next run finds what was installed meanwhile. */
  async endIfIdle(): Promise<void> {
    if (this.engine?.jobs.size === 0) await this.shutDown();
  }

  /** Ends the engine; runs under way end with an error line. */
  async dispose(): Promise<void> {
    this.disposed = true;
    await this.shutDown();
  }

  /** Gives the engine something to do, starting it when there is none; resolves when the job settles. */
  private async carryOut<T>(
    begin: (id: string) => ToEngine,
    createJob: (settle: (result: T) => void) => Job,
    signal: AbortSignal,
  ): Promise<T> {
    clearTimeout(this.idleTimer);
    const engine = (this.engine ??= this.start());
    const id = String(++this.counter);
    const { promise: ended, resolve } = withResolver<T>();
    const job = createJob((result) => {
      engine.jobs.delete(id);
      resolve(result);
    });
    engine.jobs.set(id, job);
    let killTimer: NodeJS.Timeout | undefined;
    const abort = (): void => {
      send(engine, { type: "abort", id });
      killTimer = setTimeout(() => {
        // A run is not killed for the sake of a file that is being copied.
        if (job.isRun || engine.jobs.size === 1) engine.child.kill("SIGKILL");
        else job.fail("It did not stop.");
      }, this.options.abortTimeoutMs ?? 5000);
    };
    signal.addEventListener("abort", abort, { once: true });
    void engine.ready.then(
      () => {
        if (engine.jobs.has(id)) send(engine, begin(id));
        // An abort that came before the start would have found nothing.
        if (signal.aborted) send(engine, { type: "abort", id });
      },
      () => undefined,
    );
    const result = await ended;
    clearTimeout(killTimer);
    signal.removeEventListener("abort", abort);
    this.waitForIdle();
    return result;
  }

  private start(): Engine {
    const { modulePath, logger, readyTimeoutMs = 30_000 } = this.options;
    const jobs = new Map<string, Job>();
    const { child, ready } = startEngine({
      ...{ modulePath, logger, readyTimeoutMs },
      onMessage: (message) => jobs.get(message.id)?.hear(message),
      onLost: (id) =>
        jobs.get(id)?.fail("What the engine answered was not understood; the log shows it."),
      onEnd: (how) => {
        if (this.engine?.child === child) this.engine = undefined;
        for (const job of [...jobs.values()]) job.fail(`The engine stopped unexpectedly (${how}).`);
      },
    });
    return { child, ready, jobs };
  }

  private waitForIdle(): void {
    clearTimeout(this.idleTimer);
    if (!this.engine || this.engine.jobs.size > 0 || this.keepMs === Infinity) return;
    const idleMs = this.keepMs + (this.options.idleMs ?? 120_000);
    this.idleTimer = setTimeout(() => void this.shutDown(), idleMs);
    this.idleTimer.unref();
  }

  private async shutDown(): Promise<void> {
    clearTimeout(this.idleTimer);
    const { engine } = this;
    if (!engine) return;
    this.engine = undefined;
    this.keepMs = 0;
    const closed = new Promise<void>((resolve) => engine.child.once("close", () => resolve()));
    send(engine, { type: "shutdown" });
    const timer = setTimeout(() => engine.child.kill("SIGKILL"), 3000);
    await closed;
    clearTimeout(timer);
  }
}

function withResolver<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}

/** How long the engine must stay for the model of a run to stay loaded as long as it is to. */
function keepLoadedMs({ hardware }: RunRequest): number {
  const { unloadAfterMs = UNLOAD_AFTER_MS } = hardware ?? {};
  return unloadAfterMs === 0 ? Infinity : unloadAfterMs;
}

function send({ child }: Engine, message: ToEngine): void {
  // A send that fails means that the engine is gone, which `close` reports.
  if (child.connected) child.send(message, () => undefined);
}

function isAnswerTo<Q extends ModelQuestion>(
  question: Q,
  answer: { readonly type: string },
): answer is AnswerTo<Q> {
  return answer.type === question.type;
}

function refusal(code: string, message: string): Error {
  // The engine's codes are ours: both come from the same build.
  return code === "ABORTED" ? new AbortError() : new MockloopError(code as ErrorCode, message);
}

function describeKept(request: RunRequest): string {
  return `Every finished iteration is kept in ${request.runDir}; "Refine further" goes on from the best one.`;
}
