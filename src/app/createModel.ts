import { MockloopError } from "../base/errors";
import type { Inspection } from "../inspect/inspection";
import type { Mockup } from "../mockup/mockup";
import type { Model } from "../model/model";
import { createTracerModel } from "../trace/tracerModel";

/** What can be asked for as `--model` and in the settings. */
export const MODEL_IDS = ["tracer"] as const;

/** Builds the model a run asked for. @throws MockloopError MODEL_UNAVAILABLE for a name nobody knows. */
export function createModel(
  id: string,
  run: { readonly mockup: Mockup; readonly inspection: Inspection; readonly entry: string },
): Model {
  if (id === "tracer") return createTracerModel(run);
  throw new MockloopError(
    "MODEL_UNAVAILABLE",
    `There is no model ${JSON.stringify(id)}. Available: ${MODEL_IDS.join(", ")}.`,
  );
}
