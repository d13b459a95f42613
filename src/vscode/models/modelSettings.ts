import { homedir } from "node:os";
import { join } from "node:path";
import { parseModelRef, TRACER } from "../../protocol/modelRef";
import type { RunRequest } from "../../protocol/runProtocol";
import type { HardwareRequest } from "../../protocol/hardware";

/** What a run's request takes from the settings of the model. */
export type ModelSettings = Pick<
  RunRequest,
  "model" | "hardware" | "thinking" | "startFrom" | "tidy"
>;

/** Fewer hold no page; the command line takes no fewer either. */
const LEAST_CONTEXT_TOKENS = 2048;

/** A day. Timers take 24 of them at most, and end at once when told more. */
const MOST_MINUTES = 1440;

/** Reads the settings; `get` gives the value of one below `mockloop.`, which may be anything people write. */
export function readModelSettings(get: (key: string) => unknown): ModelSettings {
  const named = path(text(get("model")));
  const mmproj = path(text(get("mmproj")));
  const model = named === "" ? TRACER : parseModelRef(named, mmproj === "" ? undefined : mmproj);
  // How a model is loaded and asked is nothing to the tracer, which needs no weights.
  if (model.kind === "tracer") return { model };
  return {
    model,
    hardware: readHardware(get),
    thinking: choice(get("thinking"), "first", "always", "never") ?? "first",
    startFrom: choice(get("startFrom"), "nothing", "tracer", "grounding") ?? "nothing",
    tidy: get("tidy") !== false,
  };
}

/** The hosts to ask for model files before their own; what is no https address is passed over. */
export function readMirrors(get: (key: string) => unknown): readonly string[] {
  const value = get("modelMirrors");
  if (!Array.isArray(value)) return [];
  return value.filter((host) => typeof host === "string" && isHttps(host)) as string[];
}

function readHardware(get: (key: string) => unknown): HardwareRequest {
  const gpuLayers = integer(get("gpuLayers"), 0, 1000);
  const contextTokens = integer(get("contextTokens"), 1, 1_048_576);
  const threads = integer(get("threads"), 1, 512);
  const kvType = choice(get("kvCache"), "f16", "q8_0", "f32");
  const minutes = get("unloadAfterMinutes");
  return {
    gpu: choice(get("gpu"), "auto", "cpu", "vulkan", "cuda", "metal") ?? "auto",
    ...(gpuLayers !== undefined && { gpuLayers }),
    ...(contextTokens !== undefined && {
      contextTokens: Math.max(contextTokens, LEAST_CONTEXT_TOKENS),
    }),
    ...(threads !== undefined && { threads }),
    ...(kvType && { kvType }),
    vision: choice(get("vision"), "auto", "gpu", "cpu", "off") ?? "auto",
    ...(typeof minutes === "number" &&
      minutes >= 0 && {
        unloadAfterMs: Math.round(Math.min(minutes, MOST_MINUTES) * 60_000),
      }),
  };
}

function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}

/** "~/models/a.gguf" as people write it in settings. */
function path(value: string): string {
  return value.startsWith("~/") ? join(homedir(), value.slice(2)) : value;
}

/** Undefined for anything below `low`, too: 0 and -1 mean that Mockloop chooses. */
function integer(value: unknown, low: number, high: number): number | undefined {
  if (typeof value !== "number" || !(value >= low && value <= high)) return undefined;
  return Math.round(value);
}

function choice<const T extends string>(value: unknown, ...known: readonly T[]): T | undefined {
  return known.find((one) => one === value);
}

function isHttps(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === "https:";
}
