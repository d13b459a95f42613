import type { StoredModel } from "../../modelLibrary";
import { basename } from "node:path";
import type { Model } from "../../model";
import type { Sampling } from "../sampling";

import { DEFAULT_CONTEXT_TOKENS, defaultSampling, findPreset } from "./presets";
import { nameWithoutPart } from "./splitFiles";

/** What to load, and how to talk to it. */
export interface LocalModel {
  /** For people. */
  readonly name: string;
  readonly model: string;
  /** Undefined: without vision. */
  readonly mmproj: string | undefined;
  readonly contextSize: number;
  readonly sampling: Sampling;
}

/** An installed model; a preset brings its context size and the sampling of its model card. */
export function fromStore(stored: StoredModel): LocalModel {
  const preset = findPreset(stored.id);
  return {
    name: stored.title,
    model: stored.text.path,
    mmproj: stored.mmproj?.path,
    contextSize: preset?.contextSize ?? DEFAULT_CONTEXT_TOKENS,
    sampling: preset?.sampling ?? defaultSampling,
  };
}

/** Two files given by path; `mmproj` undefined runs without vision. */
export function fromPaths(model: string, mmproj: string | undefined): LocalModel {
  return {
    name: nameWithoutPart(basename(model).replace(/\.gguf$/i, "")),
    model,
    mmproj,
    contextSize: DEFAULT_CONTEXT_TOKENS,
    sampling: defaultSampling,
  };
}

/**
 * A view of a model that outlives its runs, so that a session can hand the same loaded model to one run after the other:
 * `dispose` only tells the owner, once, that it is given back. The owner disposes the model itself.
 */
export function lendModel(model: Model, giveBack: () => Promise<void>): Model {
  let given: Promise<void> | undefined;
  return {
    name: model.name,
    open: (tell, signal) => model.open(tell, signal),
    generate: (request, signal) => model.generate(request, signal),
    countTokens: (message) => model.countTokens(message),
    dispose: () => (given ??= giveBack()),
  };
}
