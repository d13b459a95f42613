import { constants, setPriority } from "node:os";
import * as l10n from "@vscode/l10n";
import type { Logger } from "../../base/logger";
import { startChild } from "../../channel/startChild";
import type { Child } from "../../channel/startChild";
import type { PermissionAnswer, PermissionAsk } from "../../protocol/permissionProtocol";
import type {
  EditorAnswer,
  EditorFailure,
  EditorOpening,
  EditorProgress,
  EditorRequest,
} from "../../protocol/schemas/editorModel";
import { engineContract } from "../../protocol/schemas/engine";

export interface StartEngineOptions {
  /** The engine's script, dist/engine.mjs. */
  readonly modulePath: string;
  readonly logger: Logger;
  /** Asks the person about what a run wants to do; undefined: the answer is no. */
  readonly askPermission?: (ask: PermissionAsk, signal: AbortSignal) => Promise<PermissionAnswer>;
  /** The models that the editor offers; undefined: none. */
  readonly editorModels?: EditorModels;
  /** Reads the editor's store of secrets; undefined: there is none. */
  readonly readSecret?: (name: string) => PromiseLike<string | undefined>;
  /** Default 30 000 ms. */
  readonly readyTimeoutMs?: number;
}

/** What the engine asks of the editor's models. */
export interface EditorModels {
  open(question: { readonly id: string }): Promise<EditorOpening>;
  ask(
    request: EditorRequest,
    report: (progress: EditorProgress) => void,
    signal: AbortSignal,
  ): Promise<EditorAnswer>;
}

const noModels = (): EditorFailure => ({
  ...{ type: "failure", code: "unavailable", retryable: false },
  message: l10n.t("This editor offers no models."),
});

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
        "editor-model-open": (question) =>
          options.editorModels?.open(question) ?? Promise.resolve(noModels()),
        "editor-model-ask": (request, { report, signal }) =>
          options.editorModels?.ask(request, report, signal) ?? Promise.resolve(noModels()),
        "secret-read": async ({ name }) => {
          const value = await options.readSecret?.(name);
          return value === undefined ? {} : { value };
        },
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
