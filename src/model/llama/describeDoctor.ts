import type { Remedy } from "../../base/remedy";
import type { ExaminedPart } from "../../protocol/schemas/models";
import { backendsFor } from "./backends/backendCatalog";
import type { EngineDevice } from "../../protocol/schemas/modelHost";
import { formatBytes } from "../../base/text/formatBytes";
import { estimateMemory } from "./load/estimateMemory";
import type { GgufFacts } from "./load/readGguf";

/** What was found out about this machine's fitness for local models; see {@link examineLocalModels}. */
export interface LocalModelFacts {
  /** "linux-x64" */
  readonly platform: string;
  /** Whether a bridge can be built here. */
  readonly canBuild: boolean;
  /** Bridges that are built, best first: "linux-x64-vulkan" … */
  readonly bridges: readonly string[];
  /** The one that loads, with what it can compute on; undefined: none does. */
  readonly loaded:
    { readonly variant: string; readonly devices: readonly EngineDevice[] } | undefined;
  /** Why others do not load. */
  readonly bridgeProblems: readonly string[];
  readonly totalMemoryBytes: number;
  readonly freeMemoryBytes: number;
  readonly model:
    | { readonly kind: "none" }
    | { readonly kind: "broken"; readonly name: string; readonly problem: string }
    | {
        readonly kind: "good";
        readonly name: string;
        readonly text: GgufFacts;
        readonly vision: GgufFacts | undefined;
        readonly contextSize: number;
      };
}

/** The facts as lines for people: bridge, what computes, memory, model. */
export function describeDoctor(facts: LocalModelFacts): ExaminedPart[] {
  return [describeBridge(facts), describeGpu(facts), describeMemory(facts), describeModel(facts)];
}

function describeBridge(facts: LocalModelFacts): ExaminedPart {
  const subject = "vision bridge";
  if (facts.loaded)
    return {
      subject,
      state: facts.bridgeProblems.length > 0 ? "note" : "good",
      text: [`${facts.loaded.variant} works`, ...facts.bridgeProblems].join("; "),
    };
  return facts.bridges.length === 0
    ? {
        subject,
        // Whoever has no local model needs none.
        state: facts.model.kind === "none" ? "note" : "problem",
        text: `there is none for ${facts.platform}`,
        remedies: [getBridge(facts, "missing")],
      }
    : {
        subject,
        state: "problem",
        text: `none of ${facts.bridges.join(", ")} loads: ${facts.bridgeProblems.join("; ")}`,
        remedies: [getBridge(facts, "broken")],
      };
}

function getBridge({ canBuild, platform }: LocalModelFacts, state: "missing" | "broken"): Remedy {
  return { kind: "get-bridge", state, canBuild, platform };
}

function describeGpu({ loaded, platform, bridges }: LocalModelFacts): ExaminedPart {
  const subject = "graphics card";
  const gpus = loaded?.devices.filter(({ type }) => type === "gpu" || type === "igpu") ?? [];
  if (gpus.length > 0)
    return {
      subject,
      state: "good",
      text: gpus
        .map(
          (gpu) =>
            `${gpu.description}, ${formatBytes(gpu.freeBytes)} of ${formatBytes(gpu.totalBytes)} free`,
        )
        .join("; "),
    };
  return {
    subject,
    state: "note",
    text: "none that can be used; local models run on the CPU, many times slower",
    advice: "If there is one, install its driver for Vulkan.",
    remedies: backendsFor(platform)
      .filter(({ variant }) => !bridges.includes(variant))
      .map(({ id, libraries }) => ({ kind: "add-backend", id, libraries })),
  };
}

function describeMemory(facts: LocalModelFacts): ExaminedPart {
  const subject = "memory";
  const text = `${formatBytes(facts.freeMemoryBytes)} of ${formatBytes(facts.totalMemoryBytes)} free`;
  if (facts.model.kind !== "good") return { subject, state: "good", text };
  const { model } = facts;
  const needed = estimateMemory(model.text, model.vision?.fileBytes, model).totalBytes;
  const onGpu = facts.loaded?.devices.some(
    ({ type, freeBytes }) => type !== "cpu" && freeBytes > needed,
  );
  return onGpu || needed <= facts.freeMemoryBytes
    ? { subject, state: "good", text: `${text}; the model needs about ${formatBytes(needed)}` }
    : {
        subject,
        state: "problem",
        text: `${text}, but the model needs about ${formatBytes(needed)}`,
        advice: "Close other programs, choose a smaller context or model, or switch vision off.",
      };
}

function describeModel({ model }: LocalModelFacts): ExaminedPart {
  const subject = "model";
  switch (model.kind) {
    case "none":
      return {
        subject,
        state: "note",
        text: "no local model is installed",
        advice: "The recommended one takes 7.1 GB.",
        remedies: [{ kind: "download-model", id: "glm-4.6v-flash" }],
      };
    case "broken":
      return {
        subject,
        state: "problem",
        text: `${model.name}: ${model.problem}`,
        advice: "Download again what is damaged.",
        remedies: [{ kind: "verify-model" }],
      };
    case "good":
      return {
        subject,
        state: "good",
        text: `${model.name}, ${model.vision ? "with vision" : "without vision (no mmproj)"}, context ${model.contextSize} tokens`,
      };
  }
}
