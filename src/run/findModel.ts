import type { Inspection } from "../inspect/inspection";
import type { Mockup } from "../mockup/mockup";
import type { Model } from "../model/model";
import type { HardwareRequest } from "../protocol/hardware";
import { createTracerModel } from "../trace/tracerModel";

/** Builds, or lends, the model of one run; whoever calls it disposes what he got. */
export type ModelFactory = (run: {
  readonly mockup: Mockup;
  readonly inspection: Inspection;
  /** The page that is rendered, relative to the run's files. */
  readonly entry: string;
}) => Model;

/** Which model a run asks for, and how it is to be loaded. */
export interface LocalModelRequest {
  /** The path of a .gguf file, or the name of an installed model. */
  readonly model: string;
  /** The vision file of a model given by path. */
  readonly mmproj?: string | undefined;
  readonly hardware?: HardwareRequest | undefined;
}

const FACTORIES: Readonly<Record<string, ModelFactory>> = { tracer: createTracerModel };

/** The models that need no weights: always there. */
export const MODEL_IDS: readonly string[] = Object.keys(FACTORIES);

/** What builds a model that needs no weights; undefined for any other name. */
export function findModel(id: string): ModelFactory | undefined {
  return Object.hasOwn(FACTORIES, id) ? FACTORIES[id] : undefined;
}
