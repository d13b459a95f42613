import { fork, type ChildProcess } from "node:child_process";
import { AbortError, raceAbort } from "../../../base/async";
import type { Logger } from "../../../base/logger";
import type {
  BridgeFiles,
  EngineEvent,
  EngineLoadOptions,
  EngineRequest,
  EngineResult,
  FromModelHost,
  HostReady,
  LoadedModelFacts,
  PictureRule,
  ToModelHost,
} from "../../../protocol/modelHostProtocol";
import { EngineError } from "../bridge/bridge";

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

interface Pending {
  readonly onEvent: (event: EngineEvent) => void;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** How long it may take to end by itself, ms. */
const DEFAULT_PATIENCE_MS = 2000;

/** How much of the child's last words is kept for a crash report, characters. */
const stderrTail = 2000;

/**
 * One child process with one model. Rejects everything with {@link HostDiedError} once the child is gone; a dead host stays
 * dead, start a new one. Owned by whoever started it.
 */
export class ModelHostProcess {
  private readonly child: ChildProcess;
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;
  private death: HostDiedError | undefined;
  private lastWords = "";
  private readonly exited: Promise<void>;

  constructor(private readonly options: ModelHostOptions) {
    this.child = fork(options.entry, [], {
      serialization: "advanced",
      // A debugger's or a test's own flags are not for the child; only a source entry needs its loader.
      execArgv: options.entry.endsWith(".ts") ? process.execArgv : [],
      // Under an editor, process.execPath is Electron: this makes it behave as plain Node.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.lastWords = (this.lastWords + text).slice(-stderrTail);
    });
    this.child.on("message", (message) => this.receive(message as FromModelHost));
    this.exited = new Promise((resolve) => {
      const end = (how: string): void => {
        this.die(how);
        resolve();
      };
      this.child.on("error", (error) => {
        // Without a number it never began; else it may run on, with nobody to hear it.
        if (this.child.pid === undefined) end(error.message);
        else this.killSoon();
      });
      this.child.on("disconnect", () => this.killSoon());
      this.child.on("exit", (code, signal) => end(signal ?? `exit code ${code}`));
    });
  }

  get alive(): boolean {
    return this.death === undefined;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  init(candidates: readonly BridgeFiles[], signal: AbortSignal): Promise<HostReady> {
    return this.request(
      (id) => ({ type: "init", id, candidates }),
      () => undefined,
      signal,
    );
  }

  load(
    options: EngineLoadOptions,
    onEvent: (event: EngineEvent) => void,
    signal: AbortSignal,
    pictures?: PictureRule,
  ): Promise<LoadedModelFacts> {
    return this.request((id) => ({ type: "load", id, options, pictures }), onEvent, signal);
  }

  generate(
    request: EngineRequest,
    onEvent: (event: EngineEvent) => void,
    signal: AbortSignal,
  ): Promise<EngineResult> {
    return this.request((id) => ({ type: "generate", id, request }), onEvent, signal);
  }

  /** Asks the child to end, and kills it when it does not within two seconds. Idempotent. */
  async dispose(): Promise<void> {
    if (this.alive && this.child.connected)
      this.child.send({ type: "shutdown" } satisfies ToModelHost);
    this.killSoon();
    await this.exited;
  }

  /** A process that is about to end, and may hang. */
  private killSoon(): void {
    const timer = setTimeout(
      () => this.child.kill("SIGKILL"),
      this.options.patienceMs ?? DEFAULT_PATIENCE_MS,
    );
    void this.exited.then(() => clearTimeout(timer));
  }

  /**
   * After the signal the promise rejects with AbortError at once. The child is told, and killed when it does not confirm in
   * time; what is asked of it meanwhile waits there.
   */
  private async request<Result>(
    message: (id: number) => ToModelHost,
    onEvent: (event: EngineEvent) => void,
    signal: AbortSignal,
  ): Promise<Result> {
    if (signal.aborted) throw new AbortError();
    if (this.death) throw this.death;
    const id = this.nextId++;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.pending.set(id, { onEvent, resolve, reject });
      this.child.send(message(id));
    });
    const onAbort = (): void => this.abandon(id, answer);
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      return (await raceAbort(answer, signal)) as Result;
    } finally {
      signal.removeEventListener("abort", onAbort);
      if (!signal.aborted) this.pending.delete(id);
    }
  }

  /** Has the child stop a request nobody waits for any more. */
  private abandon(id: number, answer: Promise<unknown>): void {
    const pending = this.pending.get(id);
    if (pending) this.pending.set(id, { ...pending, onEvent: () => undefined });
    if (this.child.connected) this.child.send({ type: "abort", id } satisfies ToModelHost);
    const grace = setTimeout(() => this.child.kill("SIGKILL"), this.options.abortGraceMs ?? 3000);
    const confirmed = (): void => {
      clearTimeout(grace);
      this.pending.delete(id);
    };
    answer.then(confirmed, confirmed);
  }

  private receive(message: FromModelHost): void {
    const pending = this.pending.get(message.id);
    if (!pending) return;
    if (message.type === "event") pending.onEvent(message.event);
    else if (message.type === "result") pending.resolve(message.result);
    else pending.reject(new EngineError(message.code, message.message));
  }

  private die(how: string): void {
    if (this.death) return;
    const words = this.lastWords.trim();
    this.death = new HostDiedError(`The local model's process ended (${how}).`, {
      cause: words || undefined,
    });
    if (words) this.options.logger.debug(`Last words of the local model's process: ${words}`);
    for (const { reject } of this.pending.values()) reject(this.death);
    this.pending.clear();
  }
}
