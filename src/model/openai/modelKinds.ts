import type { PictureRule } from "../../protocol/schemas/modelHost";

/** How a model's answers are drawn. */
export interface ServerSampling {
  readonly temperature: number;
  readonly topP: number;
  readonly topK?: number;
  readonly repetition?: number;
}

interface ModelKind {
  readonly names: RegExp;
  readonly sampling?: ServerSampling;
  /** How its own processor stretches pictures. */
  readonly picture?: PictureRule;
}

/**
 * What is known of models by the names servers give them, the first that matches. Values: the model cards of zai-org/GLM-4.6V-Flash,
 * Qwen/Qwen3-VL and google/gemma. A model that is not here is drawn as its server does.
 */
const KINDS: readonly ModelKind[] = [
  {
    names: /glm-?4\.\d+v/i,
    sampling: { temperature: 0.8, topP: 0.6, topK: 2, repetition: 1.1 },
    picture: { family: "glm", factor: 28, minTokens: 8, maxTokens: 4096 },
  },
  {
    names: /qwen-?3[.\d]*-?vl|qwen-?3\.[5-9]/i,
    sampling: { temperature: 0.7, topP: 0.8, topK: 20 },
    picture: { family: "qwen", factor: 32, minTokens: 8, maxTokens: 4096 },
  },
  { names: /gemma/i, sampling: { temperature: 1, topP: 0.95, topK: 64 } },
];

export function samplingOf(model: string): ServerSampling | undefined {
  return KINDS.find(({ names }) => names.test(model))?.sampling;
}

export function pictureRuleOf(model: string): PictureRule | undefined {
  return KINDS.find(({ names }) => names.test(model))?.picture;
}
