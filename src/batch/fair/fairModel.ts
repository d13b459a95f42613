import type { Model, ModelEvent, ModelRequest } from "../../model/model";
import type { FairGate } from "./fairGate";

/** A model each of whose answers waits for its turn at a gate that others share; `key` says whose it is. */
export function createFairModel(model: Model, gate: FairGate, key: string): Model {
  async function* generate(
    request: ModelRequest,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent, void> {
    const leave = await gate.enter(key, signal);
    try {
      yield* model.generate(request, signal);
    } finally {
      leave();
    }
  }
  return {
    name: model.name,
    open: (tell, signal) => model.open(tell, signal),
    generate,
    countTokens: (message) => model.countTokens(message),
    dispose: async () => {
      gate.forget(key);
      await model.dispose();
    },
  };
}
