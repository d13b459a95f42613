import type { ModelSize } from "../model";
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

/** Billions of parameters from which on a model is no small one. */
const LARGE_BILLIONS = 60;
/** What vendors call the smaller ones of their models. */
const SMALL_NAMES = /(?<![a-z])(mini|nano|lite|flash|small|tiny|haiku|air)/i;
/** Models that are large, though their names say no number. */
const LARGE_NAMES =
  /^(.*\/)?(gpt-[45]|o[1-9]\b|claude|gemini|grok|glm-?[45]|qwen.*-(max|plus)|kimi|mistral-(large|medium))/i;

/**
 * How much a model can be trusted to do on its own, by its name: by the number of its parameters where that is in it ("qwen3-vl-235b"),
 * else by what its vendor calls it. One that says nothing is small: what is right for a small one harms a large one little.
 */
export function sizeOf(model: string): ModelSize {
  const billions = [...model.matchAll(/(?<![a-z\d.])(\d+(?:\.\d+)?)b(?![a-z])/gi)].map(([, n]) =>
    Number(n),
  );
  if (billions.length > 0) return Math.max(...billions) >= LARGE_BILLIONS ? "large" : "small";
  return LARGE_NAMES.test(model) && !SMALL_NAMES.test(model) ? "large" : "small";
}

export function pictureRuleOf(model: string): PictureRule | undefined {
  return KINDS.find(({ names }) => names.test(model))?.picture;
}
