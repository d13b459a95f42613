import * as l10n from "@vscode/l10n";
import { AbortError, isAbort } from "../../base/async";
import { errorCodeSchema, MockloopError } from "../../base/errors";
import type { Remedy } from "../../base/remedy";
import { matches } from "../../base/schema";
import { FarSideError, GoneError, MisunderstoodError } from "../../channel/channelErrors";
import type { ParamsOf, ProgressOf, Requests, ResultOf } from "../../channel/contract";
import type { Child } from "../../channel/startChild";
import { UNLOAD_AFTER_MS } from "../../protocol/hardware";
import type { engineContract } from "../../protocol/schemas/engine";
import type { QuestionProgress } from "../../protocol/schemas/models";
import type { AnswerTo, Question } from "../../protocol/schemas/questions/questions";
import type { ErrorLine, RunLine, RunLineUnion, RunRequest } from "../../protocol/runProtocol";
import type { SteerMessage } from "../../protocol/steering";
import { startEngine } from "./startEngine";
import type { StartEngineOptions } from "./startEngine";

export interface EngineClientOptions extends StartEngineOptions {
  /** An engine without a run ends after this long, and gives its memory and its browser back. */
  readonly idleMs?: number;
  /** How long an aborted run may take to end before the engine is killed. */
  readonly abortTimeoutMs?: number;
}

type Hears = (typeof engineContract)["child"];

/**
 * Owns the engine process: starts it with the first run or question, hears it, ends it when it is idle. A crash ends the runs it
 * carried with an error line, and the next run starts a new engine.
 */
export class EngineClient {
  private engine: Child<typeof engineContract> | undefined;
  private idleTimer: NodeJS.Timeout | undefined;
  /** Runs and questions under way. */
  private jobs = 0;
  private disposed = false;
  /** How long the last local model to run stays loaded, ms. */
  private keepMs = 0;

  constructor(private readonly options: EngineClientOptions) {}

  /** Of the running engine, for logs and tests. */
  get pid(): number | undefined {
    return this.engine?.pid;
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
    // The tracer leaves what is loaded alone.
    if (request.model.kind !== "tracer") this.keepMs = keepLoadedMs(request);
    const last = await this.carryOut("run", request, { onProgress: onLine, signal }).catch(
      (error: unknown) => describeFailedRun(request, error, signal),
    );
    onLine(last);
    return last;
  }

  /**
   * Asks about local models and what they run on, or about servers. While an answer is on its way, the engine does not count as idle.
   *
   * @throws MockloopError what the engine says; ENGINE_LOST when it ends; AbortError.
   */
  async ask<Q extends Question>(
    question: Q,
    onProgress: (progress: QuestionProgress) => void,
    signal: AbortSignal,
  ): Promise<AnswerTo<Q>> {
    try {
      // A run is not killed for the sake of a file that is being copied.
      const mayKill = (): boolean => this.jobs === 1;
      const answer = await this.carryOut("ask", question, { onProgress, signal, mayKill });
      if (isAnswerTo(question, answer)) return answer;
    } catch (error) {
      if (signal.aborted) throw new AbortError();
      const lost = describeLost(error);
      if (!lost) throw asMockloopError(error);
      throw new MockloopError(
        "ENGINE_LOST",
        l10n.t("{0} Try again; what was downloaded is kept.", lost),
      );
    }
    throw new MockloopError("INTERNAL", l10n.t("The engine answered something else."));
  }

  /** Says something to the run in `runDir`, which tells by a line that it has heard it. */
  steer(runDir: string, message: SteerMessage): void {
    this.engine?.notify("steer", { runDir, message });
  }

  /** Ends an engine that has nothing to do, and the model it keeps loaded: the next run finds what was installed meanwhile. */
  async endIfIdle(): Promise<void> {
    if (this.jobs === 0) await this.shutDown();
  }

  /** Ends the engine; runs under way end with an error line. */
  async dispose(): Promise<void> {
    this.disposed = true;
    await this.shutDown();
  }

  /** Gives the engine something to do, starting it when there is none. */
  private async carryOut<R extends Requests<Hears>>(
    name: R,
    params: ParamsOf<Hears, R>,
    options: {
      readonly onProgress: (progress: ProgressOf<Hears, R>) => void;
      readonly signal: AbortSignal;
      readonly mayKill?: () => boolean;
    },
  ): Promise<ResultOf<Hears, R>> {
    if (options.signal.aborted) throw new AbortError();
    if (this.disposed) throw new MockloopError("ENGINE_LOST", l10n.t("Mockloop is shutting down."));
    clearTimeout(this.idleTimer);
    const engine = (this.engine ??= this.start());
    this.jobs++;
    try {
      const graceMs = this.options.abortTimeoutMs ?? 5000;
      return await engine.request(name, params, { ...options, graceMs });
    } finally {
      this.jobs--;
      this.waitForIdle();
    }
  }

  private start(): Child<typeof engineContract> {
    const engine = startEngine(this.options);
    void engine.gone.then(() => {
      if (this.engine === engine) this.engine = undefined;
    });
    return engine;
  }

  private waitForIdle(): void {
    clearTimeout(this.idleTimer);
    if (!this.engine || this.jobs > 0 || this.keepMs === Infinity) return;
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
    await engine.end();
  }
}

/** How long the engine must stay for the model of a run to stay loaded as long as it is to. */
function keepLoadedMs({ hardware }: RunRequest): number {
  const { unloadAfterMs = UNLOAD_AFTER_MS } = hardware ?? {};
  return unloadAfterMs === 0 ? Infinity : unloadAfterMs;
}

function isAnswerTo<Q extends Question>(
  question: Q,
  answer: { readonly type: string },
): answer is AnswerTo<Q> {
  return answer.type === question.type;
}

/** The last line of a run of which the engine told none. */
function describeFailedRun(request: RunRequest, error: unknown, signal: AbortSignal): ErrorLine {
  const kept = l10n.t("Every finished iteration is kept in {0}.", request.runDir);
  const line = (code: string, message: string, remedy?: Remedy): ErrorLine => ({
    ...{ type: "error", mockup: request.mockup, code, message },
    ...(remedy && { remedy }),
  });
  if (isAbort(error)) return line("ABORTED", l10n.t("Stopped before anything was drawn."));
  if (signal.aborted) return line("ABORTED", l10n.t("Stopped. {0}", kept), { kind: "resume" });
  const lost = describeLost(error);
  if (lost) return line("ENGINE_LOST", `${lost} ${kept}`, { kind: "resume" });
  const { code, userMessage, remedy } = asMockloopError(error);
  return line(code, userMessage, remedy);
}

/** A sentence, when it was the engine that failed and not what it was asked; else undefined. */
function describeLost(error: unknown): string | undefined {
  if (error instanceof GoneError)
    return l10n.t("The engine stopped unexpectedly ({0}).", error.how);
  if (error instanceof MisunderstoodError)
    return l10n.t("What the engine answered was not understood; the log shows it.");
  return undefined;
}

function asMockloopError(error: unknown): MockloopError {
  if (error instanceof MockloopError) return error;
  if (error instanceof FarSideError) {
    const code = matches(errorCodeSchema, error.code) ? error.code : "INTERNAL";
    return new MockloopError(code, error.message, { remedy: error.remedy });
  }
  return new MockloopError("INTERNAL", String(error), { cause: error });
}
