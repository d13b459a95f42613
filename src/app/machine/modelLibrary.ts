import { findBridges } from "../../model/llama/bridge/findBridges";
import { listModelChoices } from "../../model/llama/models/modelChoices";
import { createModelStore } from "../../model/llama/models/modelStore";
import type { ModelStore } from "../../model/llama/models/modelStore";
import { DEFAULT_CONTEXT_TOKENS } from "../../model/llama/models/presets";
import { pullModel } from "../../model/llama/models/pullModel";
import { findPullRequest } from "../../model/llama/models/pullRequest";
import type { ModelLibrary } from "../../model/modelLibrary";
import { findInstallation } from "./installation";
import { modelsFolder } from "./userFolders";

/** The library over the models in `store`, with the bridges below `nativeDirs`. */
export function createModelLibrary(store: ModelStore, nativeDirs: readonly string[]): ModelLibrary {
  return {
    dir: store.dir,
    list: () => listModelChoices(store, DEFAULT_CONTEXT_TOKENS),
    installed: () => store.list(),
    active: async () => (await store.active())?.id,
    use: (id) => store.use(id),
    pull: async ({ spec, mmproj, mirrors }, onProgress, signal) => {
      const request = await findPullRequest(store, spec, mmproj);
      return pullModel(store, request, { mirrors, onProgress }, signal);
    },
    verify: (id, signal) => store.verify(id, signal),
    remove: async (id) => {
      const isHere = (await store.find(id)) !== undefined || (await store.partialBytes(id)) > 0;
      await store.remove(id);
      return isHere;
    },
    hasBridge: async () => (await findBridges(nativeDirs, "auto")).length > 0,
  };
}

/** That of this machine. */
export function openModelLibrary(): ModelLibrary {
  return createModelLibrary(createModelStore(modelsFolder()), findInstallation().nativeDirs);
}
