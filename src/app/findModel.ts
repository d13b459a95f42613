import { MockloopError } from "../base/errors";
import type { Inspection } from "../inspect/inspection";
import type { Mockup } from "../mockup/mockup";
import type { Model } from "../model/model";
import { createTracerModel } from "../trace/tracerModel";

/** Builds the model of one run; whoever calls it disposes the model. */
export type ModelFactory = (run: {
  readonly mockup: Mockup;
  readonly inspection: Inspection;
  /** The page that is rendered, relative to the run's files. */
  readonly entry: string;
}) => Model;

const FACTORIES: Readonly<Record<string, ModelFactory>> = { tracer: createTracerModel };

/** What can be asked for as `--model` and in the settings. */
export const MODEL_IDS: readonly string[] = Object.keys(FACTORIES);

/** What builds the model a run asks for. @throws MockloopError MODEL_UNAVAILABLE for a name nobody knows. */
export function findModel(id: string): ModelFactory {
  const factory = Object.hasOwn(FACTORIES, id) ? FACTORIES[id] : undefined;
  if (factory) return factory;
  throw new MockloopError(
    "MODEL_UNAVAILABLE",
    `There is no model ${JSON.stringify(id)}. Available: ${MODEL_IDS.join(", ")}.`,
  );
}
