import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { constants, setPriority } from "node:os";
import type { Logger } from "../base/logger";
import { parseFromEngine } from "../protocol/parseFromEngine";
import type {
  ErrorLine,
  RunLine,
  RunLineUnion,
  RunRequest,
  ToEngine,
} from "../protocol/runProtocol";

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

interface PendingRun {
  readonly request: RunRequest;
  readonly onLine: (line: RunLineUnion) => void;
  readonly settle: (line: RunLine | ErrorLine) => void;
}

interface Engine {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
  readonly runs: Map<string, PendingRun>;
}

/**
 * Owns the engine process: starts it with the first run, hears it, ends it when it is idle. A crash ends the runs it
 * carried with an error line, and the next run starts a new engine.
 */
export class EngineClient {
  private engine: Engine | undefined;
  private idleTimer: NodeJS.Timeout | undefined;
  private counter = 0;
  private disposed = false;

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
    clearTimeout(this.idleTimer);
    const fail = (code: string, message: string): ErrorLine => {
      const line = { type: "error", mockup: request.mockup, code, message } as const;
      onLine(line);
      return line;
    };
    if (signal.aborted) return fail("ABORTED", "Stopped before anything was drawn.");
    if (this.disposed) return fail("ENGINE_FAILED", "Mockloop is shutting down.");
    const engine = (this.engine ??= this.start());
    const id = String(++this.counter);
    const ended = new Promise<RunLine | ErrorLine>((settle) =>
      engine.runs.set(id, { request, onLine, settle }),
    );
    let killTimer: NodeJS.Timeout | undefined;
    const abort = (): void => {
      send(engine, { type: "abort", id });
      const limit = this.options.abortTimeoutMs ?? 5000;
      killTimer = setTimeout(() => engine.child.kill("SIGKILL"), limit);
    };
    signal.addEventListener("abort", abort, { once: true });
    void engine.ready.then(
      () => {
        if (engine.runs.has(id)) send(engine, { type: "start", id, request });
        // An abort that came before the start would have found no run.
        if (signal.aborted) send(engine, { type: "abort", id });
      },
      () => undefined,
    );
    const line = await ended;
    clearTimeout(killTimer);
    signal.removeEventListener("abort", abort);
    this.waitForIdle();
    return line;
  }

  /** Ends the engine; runs under way end with an error line. */
  async dispose(): Promise<void> {
    this.disposed = true;
    await this.shutDown();
  }

  private start(): Engine {
    const { modulePath, logger } = this.options;
    const child = fork(modulePath, [], {
      execArgv: [],
      // The editor's own executable is Electron; this makes it the Node it carries.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
      serialization: "json",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    yieldToEditor(child);
    const runs = new Map<string, PendingRun>();
    const ready = this.hear(child, runs);
    ready.catch(() => undefined);
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => logger.debug(text.trimEnd()));
    logger.info(`Engine started (process ${child.pid ?? "unknown"}, ${modulePath}).`);
    return { child, ready, runs };
  }

  /** Resolves when the engine says ready; rejects when it ends before or takes too long. */
  private hear(child: ChildProcess, runs: Map<string, PendingRun>): Promise<void> {
    const { logger, readyTimeoutMs = 30_000 } = this.options;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        logger.error(`The engine was not ready within ${readyTimeoutMs} ms.`);
        child.kill("SIGKILL");
      }, readyTimeoutMs);
      child.on("message", (value: unknown) => {
        const message = parseFromEngine(value);
        if (!message) logger.warn(`A message of the engine was not understood: ${shorten(value)}`);
        else if (message.type === "log") logger[message.level](message.message);
        else if (message.type === "line") deliver(runs, message.id, message.line);
        else {
          clearTimeout(timer);
          resolve();
        }
      });
      let problem = "";
      child.on("error", (error) => (problem = error.message));
      // `close` comes after the last output and also when the process could not be started.
      child.on("close", (code, exitSignal) => {
        clearTimeout(timer);
        const how = problem || (exitSignal ? `signal ${exitSignal}` : `exit code ${code}`);
        logger.info(`Engine ended (${how}).`);
        if (this.engine?.child === child) this.engine = undefined;
        for (const [id, { request }] of [...runs]) deliver(runs, id, crashLine(request, how));
        reject(new Error(how));
      });
    });
  }

  private waitForIdle(): void {
    clearTimeout(this.idleTimer);
    if (!this.engine || this.engine.runs.size > 0) return;
    this.idleTimer = setTimeout(() => void this.shutDown(), this.options.idleMs ?? 120_000);
    this.idleTimer.unref();
  }

  private async shutDown(): Promise<void> {
    clearTimeout(this.idleTimer);
    const { engine } = this;
    if (!engine) return;
    this.engine = undefined;
    const closed = new Promise<void>((resolve) => engine.child.once("close", () => resolve()));
    send(engine, { type: "shutdown" });
    const timer = setTimeout(() => engine.child.kill("SIGKILL"), 3000);
    await closed;
    clearTimeout(timer);
  }
}

/** The engine and its browser use all the processor they get; the editor's needs come first. */
function yieldToEditor(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not every system lets a program do so, and nothing depends on it.
  }
}

function send({ child }: Engine, message: ToEngine): void {
  // A send that fails means that the engine is gone, which `close` reports.
  if (child.connected) child.send(message, () => undefined);
}

/** Gives a line to its run; the last one settles it. */
function deliver(runs: Map<string, PendingRun>, id: string, line: RunLineUnion): void {
  const run = runs.get(id);
  if (!run) return;
  const isLast = line.type === "run" || line.type === "error";
  if (isLast) runs.delete(id);
  run.onLine(line);
  if (isLast) run.settle(line);
}

function crashLine(request: RunRequest, how: string): ErrorLine {
  return {
    type: "error",
    mockup: request.mockup,
    code: "ENGINE_FAILED",
    message: `The engine stopped unexpectedly (${how}). Every finished iteration is kept in ${request.runDir}; "Refine further" goes on from the best one.`,
  };
}

function shorten(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 300);
}
