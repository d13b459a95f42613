import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { constants, setPriority } from "node:os";
import type { Logger } from "../../base/logger";
import { parseFromEngine } from "../../protocol/parseFromEngine";
import type { FromEngine } from "../../protocol/runProtocol";

export interface StartEngineOptions {
  readonly modulePath: string;
  readonly logger: Logger;
  readonly readyTimeoutMs: number;
  readonly onMessage: (message: Extract<FromEngine, { readonly id: string }>) => void;
  /** What would have been the last word on a run or a question was not understood. */
  readonly onLost: (id: string) => void;
  /** The process has ended, or could not be started; `how` is for people. Called once. */
  readonly onEnd: (how: string) => void;
}

/** Starts the engine process. `ready` resolves when it can be given work, and rejects when it ends before. */
export function startEngine(options: StartEngineOptions): {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
} {
  const { modulePath, logger } = options;
  const child = fork(modulePath, [], {
    execArgv: [],
    // The editor's own executable is Electron; this makes it the Node it carries.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
    serialization: "json",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  yieldToEditor(child);
  const ready = hear(child, options);
  ready.catch(() => undefined);
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => logger.debug(text.trimEnd()));
  logger.info(`Engine started (process ${child.pid ?? "unknown"}, ${modulePath}).`);
  return { child, ready };
}

function hear(child: ChildProcess, options: StartEngineOptions): Promise<void> {
  const { logger, readyTimeoutMs } = options;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      logger.error(`The engine was not ready within ${readyTimeoutMs} ms.`);
      child.kill("SIGKILL");
    }, readyTimeoutMs);
    child.on("message", (value: unknown) => {
      const message = parseFromEngine(value);
      if (!message) {
        logger.warn(`A message of the engine was not understood: ${shorten(value)}`);
        const id = findLost(value);
        if (id !== undefined) options.onLost(id);
      } else if (message.type === "log") logger[message.level](message.message);
      else if (message.type === "ready") {
        clearTimeout(timer);
        resolve();
      } else options.onMessage(message);
    });
    let problem = "";
    child.on("error", (error) => (problem = error.message));
    // `close` comes after the last output and also when the process could not be started.
    child.on("close", (code, exitSignal) => {
      clearTimeout(timer);
      const how = problem || (exitSignal ? `signal ${exitSignal}` : `exit code ${code}`);
      logger.info(`Engine ended (${how}).`);
      options.onEnd(how);
      reject(new Error(how));
    });
  });
}

/** The run or question of which this message, whatever is wrong with it, is the last. */
function findLost(value: unknown): string | undefined {
  const { type, id, line } = asRecord(value);
  const isLast =
    type === "line"
      ? ["run", "error"].includes(String(asRecord(line)["type"]))
      : type === "answer" || type === "refusal";
  return isLast && typeof id === "string" ? id : undefined;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** The engine and its browser use all the processor they get; the editor's needs come first. */
function yieldToEditor(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not every system lets a program do so, and nothing depends on it.
  }
}

function shorten(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 300);
}
