import { resolve } from "node:path";
import { MockloopError } from "../../base/errors";
import { isModelPath } from "../../model/llama/models/localModel";
import type { ModelStore } from "../../model/llama/models/modelStore";

/** What a run is asked to use; paths are absolute, so that a run can be resumed from elsewhere. */
export interface ChosenModel {
  readonly model: string;
  readonly mmproj?: string;
}

/**
 * The model that `--model` and `--mmproj` name: without them the installed model in use, else the tracer.
 *
 * @throws MockloopError BAD_OPTION for a vision file without the .gguf file it belongs to.
 */
export async function chooseModel(
  asked: { readonly model?: string; readonly mmproj?: string },
  store: Pick<ModelStore, "active">,
): Promise<ChosenModel> {
  const { model, mmproj } = asked;
  if (model !== undefined && isModelPath(model))
    return { model: resolve(model), ...(mmproj !== undefined && { mmproj: resolve(mmproj) }) };
  if (mmproj !== undefined)
    throw new MockloopError(
      "BAD_OPTION",
      "--mmproj belongs to a model file: give that file as well, as in `--model PATH.gguf --mmproj PATH.gguf`. Installed models know theirs.",
    );
  return { model: model ?? (await store.active())?.id ?? "tracer" };
}
