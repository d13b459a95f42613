import { constants, setPriority } from "node:os";
import type { Logger } from "../../base/logger";
import { startChild } from "../../channel/startChild";
import type { Child } from "../../channel/startChild";
import type { PermissionAnswer, PermissionAsk } from "../../protocol/permissionProtocol";
import { engineContract } from "../../protocol/schemas/engine";

export interface StartEngineOptions {
  /** The engine's script, dist/engine.mjs. */
  readonly modulePath: string;
  readonly logger: Logger;
  /** Asks the person about what a run wants to do; undefined: the answer is no. */
  readonly askPermission?: (ask: PermissionAsk, signal: AbortSignal) => Promise<PermissionAnswer>;
  /** Default 30 000 ms. */
  readonly readyTimeoutMs?: number;
}

/** How long the engine may take to end by itself, ms. */
const PATIENCE_MS = 3000;

const NO: PermissionAnswer = { allow: false, scope: "once" };

/** Starts the engine process. */
export function startEngine(options: StartEngineOptions): Child<typeof engineContract> {
  const { modulePath, logger, readyTimeoutMs = 30_000 } = options;
  const engine = startChild(
    engineContract,
    {
      requests: {
        "permission-ask": (ask, { signal }) =>
          options.askPermission?.(ask, signal) ?? Promise.resolve(NO),
      },
      notifications: { log: ({ level, message }) => logger[level](message) },
    },
    {
      ...{ entry: modulePath, serialization: "json", logger },
      ...{ readyTimeoutMs, patienceMs: PATIENCE_MS },
      onOutput: (text) => logger.debug(text.trimEnd()),
    },
  );
  if (engine.pid !== undefined) yieldToEditor(engine.pid);
  logger.info(`Engine started (process ${engine.pid ?? "unknown"}, ${modulePath}).`);
  void engine.gone.then((how) => logger.info(`Engine ended (${how}).`));
  return engine;
}

/** The engine and its browser use all the processor they get; the editor's needs come first. */
function yieldToEditor(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not every system lets a program do so, and nothing depends on it.
  }
}
