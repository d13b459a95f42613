import { MockloopError } from "../../base/errors";
import { describeModelRef } from "../../protocol/modelRef";
import type { FindModel } from "../../run/findModel";
import { createTracerModel } from "../../trace/tracerModel";
import type { LocalModels } from "../machine/localModels";
import type { createServerModels } from "./serverModels";

/** Who knows each kind of model. */
export interface ModelFinders {
  readonly local: Pick<LocalModels, "find">;
  readonly servers: ReturnType<typeof createServerModels>;
  /** Knows the models that an editor offers; undefined: there is no editor. */
  readonly editor?: FindModel | undefined;
}

/** Finds a model of any kind. */
export function createFindModel({ local, servers, editor }: ModelFinders): FindModel {
  return (asked) => {
    const { model, hardware } = asked;
    switch (model.kind) {
      case "tracer":
        return createTracerModel;
      case "installed":
      case "file":
        return local.find(model, hardware);
      case "editor":
        if (editor) return editor(asked);
        throw new MockloopError(
          "MODEL_UNAVAILABLE",
          `${describeModelRef(model)} is a model of the editor's, and can be used there only.`,
          { remedy: { kind: "choose-model" } },
        );
      case "server":
      case "endpoint":
        return servers({ ...asked, model });
    }
  };
}
