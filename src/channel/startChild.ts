import { fork } from "node:child_process";
import { AbortError, raceAbort } from "../base/async";
import type { Logger } from "../base/logger";
import type { Shape } from "../base/schema";
import { connect } from "./connect";
import type {
  Contract,
  Handlers,
  Notifications,
  ParamsOf,
  ProgressOf,
  RequestOptions,
  Requests,
  ResultOf,
} from "./contract";
import { READY, SHUT_DOWN } from "./parentProcess";

export interface StartChildOptions {
  /** Path of the module that calls serveParent. */
  readonly entry: string;
  /** "advanced": bytes stay bytes; "json" is faster where there are none. */
  readonly serialization: "json" | "advanced";
  /** Flags of Node's for the child. Default: none; a debugger's or a test's own are not for it. */
  readonly execArgv?: readonly string[];
  /** How long it may take to say that it is ready before it is killed, ms. */
  readonly readyTimeoutMs: number;
  /** How long it may take to end by itself, ms. */
  readonly patienceMs: number;
  /** Told what the child writes to its outputs. */
  readonly onOutput: (text: string) => void;
  readonly logger: Logger;
}

/** How patient one is with a child that was told to stop. */
export interface AbortLimit {
  readonly signal: AbortSignal;
  /** How long it may take to end an aborted request before it is killed, ms. */
  readonly graceMs: number;
  /** When this says no, the child lives on, and the request ends with AbortError. Undefined: it may be killed. */
  readonly mayKill?: () => boolean;
}

/** A child process that can be asked. Once it is gone it stays gone, and so does all that was asked of it (GoneError). */
export interface Child<C extends Contract> {
  readonly pid: number | undefined;
  readonly alive: boolean;
  /** Resolves when it has ended, with how: "signal SIGKILL", "exit code 3", or why it could not be started. */
  readonly gone: Promise<string>;
  /** As a channel's, as soon as the child is ready. */
  request<R extends Requests<C["child"]>>(
    name: R,
    params: ParamsOf<C["child"], R>,
    options: RequestOptions<ProgressOf<C["child"], R>> & AbortLimit,
  ): Promise<ResultOf<C["child"], R>>;
  notify<N extends Notifications<C["child"]>>(
    name: N,
    value: Shape<C["child"]["notifications"][N]>,
  ): void;
  kill(): void;
  /** Asks it to end, and kills it when it does not in time; resolves when it has ended. Idempotent. */
  end(): Promise<void>;
}

/** Starts a process that speaks `contract`. Owned by whoever starts it; it ends when this process ends. */
export function startChild<C extends Contract>(
  contract: C,
  handlers: Handlers<C["parent"]>,
  options: StartChildOptions,
): Child<C> {
  const { logger } = options;
  const child = fork(options.entry, [], {
    execArgv: [...(options.execArgv ?? [])],
    serialization: options.serialization,
    // The editor's own executable is Electron; this makes it the Node it carries.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", options.onOutput);
  const connection = connect<C["parent"], C["child"]>({
    ...{ end: child, hears: contract.parent, handlers, says: contract.child, logger },
  });
  let alive = true;
  const kill = (): void => void child.kill("SIGKILL");
  const killAfter = (ms: number, why: string): void => {
    const timer = setTimeout(() => {
      logger.warn(why);
      kill();
    }, ms);
    void gone.then(() => clearTimeout(timer));
  };
  const killSoon = (): void =>
    killAfter(options.patienceMs, `Process ${child.pid} did not end, and is killed.`);

  const gone = new Promise<string>((resolve) => {
    const end = (how: string): void => {
      alive = false;
      void connection.close(how).then(() => resolve(how));
    };
    child.on("error", (error) => {
      // Without a number it never began; else it may run on, with nobody to hear it.
      if (child.pid === undefined) end(error.message);
      else killSoon();
    });
    child.on("disconnect", killSoon);
    // Comes after its last output.
    child.on("close", (code, signal) => end(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  const ready = new Promise<void>((resolve) => {
    connection.onPosted(READY, resolve);
    void gone.then(() => resolve()); // what is asked then fails by itself
  });
  const timer = setTimeout(() => {
    logger.error(`Process ${child.pid} was not ready within ${options.readyTimeoutMs} ms.`);
    kill();
  }, options.readyTimeoutMs);
  void ready.then(() => clearTimeout(timer));
  connection.listen();

  return {
    pid: child.pid,
    get alive() {
      return alive;
    },
    gone,
    request: async (name, params, requestOptions) => {
      await raceAbort(ready, requestOptions.signal);
      let isOver = false;
      const onProgress = (progress: ProgressOf<C["child"], typeof name>): void => {
        if (!isOver) requestOptions.onProgress?.(progress);
      };
      const work = connection.request(name, params, { ...requestOptions, onProgress });
      return endInTime(work, requestOptions, kill).finally(() => (isOver = true));
    },
    notify: (name, value) => connection.notify(name, value),
    kill,
    end: async () => {
      connection.post(SHUT_DOWN);
      killSoon();
      await gone;
    },
  };
}

/** Settles with `work`, unless that is aborted and does not end in time. */
async function endInTime<T>(
  work: Promise<T>,
  { signal, graceMs, mayKill = () => true }: AbortLimit,
  kill: () => void,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let giveUp: (error: Error) => void = () => undefined;
  const deaf = new Promise<never>((_, reject) => (giveUp = reject));
  const onAbort = (): void => {
    timer = setTimeout(() => (mayKill() ? kill() : giveUp(new AbortError())), graceMs);
  };
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([work, deaf]);
  } finally {
    signal.removeEventListener("abort", onAbort);
    clearTimeout(timer);
  }
}
