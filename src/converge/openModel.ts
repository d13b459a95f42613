import { unlessEnded } from "../base/async";
import type { Message, Model, ModelOpening } from "../model/model";
import type { ModelOptions } from "./workOnPage";
import { retryModel } from "../tools/retryModel";
import type { RetryRoom } from "../tools/retryModel";

/** How a run begins with a model, once it is known what that is. */
export interface Preparation {
  /** The system message and the task. */
  readonly opening: readonly Message[];
  readonly model: ModelOptions;
}

/**
 * Asks a model what it is, which may take as long as loading it. Undefined: the run's time is up before it could say so.
 *
 * @throws AbortError.
 */
export async function openModel(
  model: Model,
  room: RetryRoom,
  signal: AbortSignal,
): Promise<ModelOpening | undefined> {
  const open = (either: AbortSignal): Promise<ModelOpening> =>
    retryModel(
      () => model.open((event) => room.emit({ type: "model", event }), either),
      room,
      either,
    );
  return unlessEnded(open, room.timeUp, signal);
}
