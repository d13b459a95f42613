import { platformName } from "../../base/text/platformName";
import { freemem, totalmem } from "node:os";
import { describeError } from "../../base/errors";
import type { Logger } from "../../base/logger";
import { canBuildBridge } from "./bridge/bridgeRemedy";
import type { LocalModelFacts } from "./describeDoctor";
import { checkPair } from "./load/checkPair";
import { findBridges } from "./bridge/findBridges";
import { prepareBridges } from "./backends/updateBridge";
import { ModelHostProcess } from "./host/modelHostProcess";
import { readGguf } from "./load/readGguf";
import { readTextModel } from "./load/readTextModel";
import { partNames } from "./models/splitFiles";

export interface ExamineOptions {
  readonly nativeDirs: readonly string[];
  readonly hostEntry: string;
  readonly logger: Logger;
  /** The model that would run; undefined: none is chosen. */
  readonly model?: {
    readonly name: string;
    readonly model: string;
    readonly mmproj?: string;
    readonly contextSize: number;
  };
}

/** Finds out what a local model would run on. Bridges are tried in a child process, which may crash. */
export async function examineLocalModels(
  options: ExamineOptions,
  signal: AbortSignal,
): Promise<LocalModelFacts> {
  const candidates = await prepareBridges(await findBridges(options.nativeDirs, "auto"));
  const base = {
    platform: platformName(),
    canBuild: canBuildBridge(options.nativeDirs),
    bridges: candidates.map((candidate) => candidate.variant),
    totalMemoryBytes: totalmem(),
    freeMemoryBytes: freemem(),
    model: await examineModel(options),
  };
  if (candidates.length === 0) return { ...base, loaded: undefined, bridgeProblems: [] };
  const host = new ModelHostProcess({ entry: options.hostEntry, logger: options.logger });
  try {
    const { variant, devices, problems } = await host.init(candidates, signal);
    return { ...base, loaded: { variant, devices }, bridgeProblems: problems };
  } catch (error) {
    if (signal.aborted) throw error;
    return { ...base, loaded: undefined, bridgeProblems: [describeError(error)] };
  } finally {
    await host.dispose();
  }
}

async function examineModel({ model }: ExamineOptions): Promise<LocalModelFacts["model"]> {
  if (!model) return { kind: "none" };
  try {
    const text = await readTextModel(partNames(model.model));
    const vision = model.mmproj === undefined ? undefined : await readGguf(model.mmproj);
    checkPair(text, vision);
    return { kind: "good", name: model.name, text, vision, contextSize: model.contextSize };
  } catch (error) {
    return { kind: "broken", name: model.name, problem: describeError(error) };
  }
}
