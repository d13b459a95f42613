import { resolve } from "node:path";
import { MockloopError } from "../../base/errors";
import type { ModelLibrary } from "../../model/modelLibrary";
import { parseModelRef, TRACER } from "../../protocol/modelRef";
import type { ModelRef } from "../../protocol/modelRef";

/**
 * The model that `--model` and `--mmproj` name: without them the installed model in use, else the tracer. Paths are absolute, so
 * that a run can be resumed from elsewhere.
 *
 * @throws MockloopError BAD_OPTION for a vision file without the .gguf file it belongs to.
 */
export async function chooseModel(
  asked: { readonly model?: string; readonly mmproj?: string },
  library: Pick<ModelLibrary, "active">,
): Promise<ModelRef> {
  const { model, mmproj } = asked;
  const named = model === undefined ? undefined : parseModelRef(model, mmproj);
  if (named?.kind === "file")
    return parseModelRef(resolve(named.path), named.mmproj && resolve(named.mmproj));
  if (mmproj !== undefined)
    throw new MockloopError(
      "BAD_OPTION",
      "--mmproj belongs to a model file: give that file as well, as in `--model PATH.gguf --mmproj PATH.gguf`. Installed models know theirs.",
    );
  if (named) return named;
  const active = await library.active();
  return active !== undefined ? { kind: "installed", name: active } : TRACER;
}
