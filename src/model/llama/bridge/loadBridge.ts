import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { describeError } from "../../../base/errors";
import type { BridgeFiles, HostReady } from "../../../protocol/schemas/modelHost";
import { EngineError, type NativeBridge } from "./bridge";
import { whyNoGpu } from "../backends/whyNoGpu";

export interface LoadedBridge {
  readonly bridge: NativeBridge;
  readonly ready: HostReady;
}

/**
 * Loads the first candidate that works into this process, with its compute backends. Call it once per process. One for a kind
 * of graphics card that this computer lacks is passed over while there are others: it would only hide them.
 *
 * @throws EngineError BRIDGE_MISSING when there is no candidate or none loads; RELEASE_MISMATCH when all that fails is that
 * the bridges were built for another llama.cpp than the one installed. The message names everything that was tried.
 */
export function loadBridge(candidates: readonly BridgeFiles[]): LoadedBridge {
  const problems: string[] = [];
  let mismatches = 0;
  let spare: { candidate: BridgeFiles; ready: HostReady } | undefined;
  for (const candidate of candidates) {
    try {
      const ready = start(candidate, problems);
      const noGpu = whyNoGpu(candidate, ready.devices);
      if (noGpu === undefined) return { bridge: openBridge(candidate), ready };
      spare ??= { candidate, ready };
      problems.push(`${candidate.variant}: ${noGpu}`);
    } catch (error) {
      if (error instanceof EngineError && error.code === "RELEASE_MISMATCH") mismatches++;
      problems.push(`${candidate.variant}: ${describeError(error)}`);
    }
  }
  // Without a graphics card it computes on the processor.
  if (spare) return { bridge: openBridge(spare.candidate), ready: { ...spare.ready, problems } };
  if (mismatches > 0 && mismatches === candidates.length)
    throw new EngineError(
      "RELEASE_MISMATCH",
      `The vision bridge was built for another llama.cpp. Tried: ${problems.join("; ")}`,
    );
  throw new EngineError(
    "BRIDGE_MISSING",
    problems.length > 0
      ? `No vision bridge could be loaded. Tried: ${problems.join("; ")}`
      : "There is no vision bridge for this computer.",
  );
}

const opened = new Map<string, NativeBridge>();

function openBridge(candidate: BridgeFiles): NativeBridge {
  const known = opened.get(candidate.addon);
  if (known) return known;
  checkRelease(candidate);
  const module: unknown = createRequire(import.meta.url)(candidate.addon);
  if (!isBridge(module)) throw new EngineError("BRIDGE_MISSING", "the file is no vision bridge");
  if (module.llamaRelease !== candidate.llamaRelease)
    throw new EngineError(
      "RELEASE_MISMATCH",
      `bridge.json says ${candidate.llamaRelease}, the file says ${module.llamaRelease}`,
    );
  module.captureLog();
  opened.set(candidate.addon, module);
  return module;
}

/** llama's own library carries the release in its name: libllama.v0.5.0.so, libllama.vulkan.v0.5.0.so. */
function checkRelease(candidate: BridgeFiles): void {
  let names: string[];
  try {
    names = readdirSync(candidate.libraries);
  } catch {
    throw new EngineError(
      "BRIDGE_MISSING",
      `llama.cpp's libraries are not in ${candidate.libraries}`,
    );
  }
  const llama = names.find((name) => /^(lib)?llama\.(.+\.)?v\d/.test(name));
  if (!llama)
    throw new EngineError("BRIDGE_MISSING", `${candidate.libraries} holds no llama library`);
  if (!llama.includes(`.${candidate.llamaRelease}.`))
    throw new EngineError(
      "RELEASE_MISMATCH",
      `the bridge needs llama.cpp ${candidate.llamaRelease}, ${llama} is installed`,
    );
}

function start(candidate: BridgeFiles, problems: readonly string[]): HostReady {
  const { devices } = openBridge(candidate).initBackends(candidate.libraries);
  if (devices.length === 0)
    throw new EngineError("BRIDGE_MISSING", `no compute backend in ${candidate.libraries}`);
  return { variant: candidate.variant, devices, problems: [...problems] };
}

function isBridge(value: unknown): value is NativeBridge {
  return (
    typeof value === "object" &&
    value !== null &&
    "llamaRelease" in value &&
    "initBackends" in value &&
    "NativeEngine" in value
  );
}
