import { matches } from "../../../base/schema";
import { engineErrorCodeSchema } from "../../../protocol/schemas/nativeEngine";
import type { EngineDevice } from "../../../protocol/schemas/modelHost";
import type {
  EngineErrorCode,
  EngineEvent,
  EngineLoadOptions,
  EngineRequest,
  EngineResult,
} from "../../../protocol/schemas/nativeEngine";

/**
 * The native addon (native/src/addon.cpp), as TypeScript sees it. `job` numbers are chosen by the caller, grow, and are what
 * `abort` takes. Rejections are Errors with an {@link EngineErrorCode} in `code`.
 */
export interface NativeBridge {
  /** The llama.cpp release it was built from, "v0.5.0". */
  readonly llamaRelease: string;
  /** Loads the compute backends of a folder, unless this process has some already. */
  initBackends(librariesDir: string): {
    readonly registeredBefore: number;
    readonly registeredAfter: number;
    readonly devices: readonly EngineDevice[];
  };
  /** Takes over llama.cpp's log: errors end up in rejections. Not beside a loaded node-llama-cpp. */
  captureLog(): void;
  readonly NativeEngine: new () => NativeEngine;
}

/** One model on one worker thread; calls queue up. */
export interface NativeEngine {
  /** Resolves to LoadedModelFacts as JSON. */
  load(
    job: number,
    options: EngineLoadOptions,
    onEvent?: (event: EngineEvent) => void,
  ): Promise<string>;
  generate(
    job: number,
    request: EngineRequest,
    onEvent?: (event: EngineEvent) => void,
  ): Promise<EngineResult>;
  countTokens(job: number, text: string): Promise<number>;
  /** The prompt of a request as the model gets it, U+FFFC where a picture stands: to see what a model is told. */
  renderPrompt(job: number, request: EngineRequest): Promise<string>;
  /** Forgets what the context holds; kept embeddings stay. */
  clear(job: number): Promise<void>;
  abort(job: number): void;
  /** Aborts everything and gives the memory back. Idempotent. */
  dispose(job: number): Promise<void>;
}

/** An error of the engine or its loader on the TypeScript side. */
export class EngineError extends Error {
  override readonly name = "EngineError";
  constructor(
    readonly code: EngineErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** The code of anything thrown; "INTERNAL" when it has none of ours. */
export function engineErrorCode(error: unknown): EngineErrorCode {
  if (typeof error !== "object" || error === null || !("code" in error)) return "INTERNAL";
  return matches(engineErrorCodeSchema, error.code) ? error.code : "INTERNAL";
}
