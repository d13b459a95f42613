import { Option } from "commander";
import type { Command } from "commander";
import type { RunRequest } from "../../protocol/runProtocol";
import type { HardwareRequest } from "../../protocol/hardware";
import { integerIn } from "./parseOptions";
import { addServerFlags, readServerFlags } from "./serverFlags";
import type { ServerFlags } from "./serverFlags";

/** What a user may set of a model; what is missing Mockloop chooses. */
export interface LocalModelFlags extends ServerFlags {
  readonly gpu?: HardwareRequest["gpu"];
  readonly gpuLayers?: number;
  readonly context?: number;
  readonly threads?: number;
  readonly kvCache?: HardwareRequest["kvType"];
  readonly vision?: HardwareRequest["vision"];
  readonly thinking?: RunRequest["thinking"];
  readonly startFrom?: RunRequest["startFrom"];
  readonly tidy?: boolean;
}

/** Declares them; the help shows them below a heading of their own. */
export function addLocalModelFlags(command: Command): Command {
  const choice = (flags: string, words: string, ...choices: readonly string[]): Option =>
    new Option(flags, words).choices(choices).helpGroup(HEADING);
  const count = (flags: string, words: string, low: number, high: number): Option =>
    new Option(flags, words).argParser(integerIn(low, high)).helpGroup(HEADING);
  return addServerFlags(command)
    .addOption(choice("--gpu <gpu>", "what computes", "auto", "cpu", "vulkan", "cuda", "metal"))
    .addOption(count("--gpu-layers <n>", "layers on the GPU (default: as many as fit)", 0, 1000))
    .addOption(count("--context <tokens>", "prompt and answer together", 2048, 1_048_576))
    .addOption(count("--threads <n>", "processor threads (default: one a core)", 1, 512))
    .addOption(choice("--kv-cache <type>", "how the context is stored", "f16", "q8_0", "f32"))
    .addOption(
      choice(
        "--vision <where>",
        "where pictures are read; off saves memory",
        "auto",
        "gpu",
        "cpu",
        "off",
      ),
    )
    .addOption(
      choice(
        "--thinking <when>",
        "reasoning at length (default: first)",
        "always",
        "first",
        "never",
      ),
    )
    .addOption(
      choice(
        "--start-from <what>",
        "the page to begin with, or a draft to look at (default: nothing)",
        "nothing",
        "tracer",
        "grounding",
      ),
    )
    .addOption(new Option("--no-tidy", "leave the code as the model wrote it").helpGroup(HEADING));
}

const HEADING = "Local models:";

/** What the flags ask of a run. */
export function readLocalModelFlags(
  flags: LocalModelFlags,
): Pick<RunRequest, "hardware" | "thinking" | "startFrom" | "tidy" | "modelKey"> {
  const { gpu, gpuLayers, context, threads, kvCache, vision, thinking, startFrom, tidy } = flags;
  const hardware: HardwareRequest = {
    ...(gpu && { gpu }),
    ...(gpuLayers !== undefined && { gpuLayers }),
    ...(context !== undefined && { contextTokens: context }),
    ...(threads !== undefined && { threads }),
    ...(kvCache && { kvType: kvCache }),
    ...(vision && { vision }),
  };
  return {
    ...readServerFlags(flags),
    ...(Object.keys(hardware).length > 0 && { hardware }),
    ...(thinking && { thinking }),
    ...(startFrom && { startFrom }),
    ...(tidy === false && { tidy }),
  };
}
