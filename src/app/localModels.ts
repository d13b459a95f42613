import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { describeError, MockloopError } from "../base/errors";
import { checkPair } from "../model/llama/checkPair";
import { describeFailure } from "../model/llama/describeFailure";
import { findBridges, platformName } from "../model/llama/findBridges";
import { fromPaths, fromStore, lendModel } from "../model/llama/models/localModel";
import type { LocalModel } from "../model/llama/models/localModel";
import type { ModelStore } from "../model/llama/models/modelStore";
import { readGguf } from "../model/llama/readGguf";
import type { Model } from "../model/model";
import { MODEL_IDS } from "./findModel";
import type { ModelFactory } from "./findModel";

export interface LocalModelsOptions {
  readonly store: ModelStore;
  /** Folders in which the vision bridge is looked for. */
  readonly nativeDirs: readonly string[];
  /** Makes a model that loads itself at its first request. */
  readonly open: (local: LocalModel) => Model;
}

/** The models on this machine, each opened once and lent to one run after the other. */
export interface LocalModels {
  /**
   * What lends a run the model it asks for: the path of a .gguf file with its vision file, or the name of an installed one.
   * The files are checked, but not yet loaded.
   *
   * @throws MockloopError MODEL_UNAVAILABLE: no such model, files that cannot work, no bridge built.
   */
  find(asked: string, mmproj: string | undefined): Promise<ModelFactory>;
  /** Ends their processes. */
  dispose(): Promise<void>;
}

export function createLocalModels(options: LocalModelsOptions): LocalModels {
  const opened = new Map<string, Model>();
  return {
    find: async (asked, mmproj) => {
      const local = isModelPath(asked)
        ? fromPaths(asked, mmproj)
        : await findInstalled(options.store, asked);
      await requireBridge(options.nativeDirs);
      await requireFiles(local);
      const key = JSON.stringify([local.model, local.mmproj]);
      const model = opened.get(key) ?? options.open(local);
      opened.set(key, model);
      return () => lendModel(model);
    },
    dispose: async () => {
      await Promise.all([...opened.values()].map((model) => model.dispose()));
      opened.clear();
    },
  };
}

/** Whether `--model` names a file instead of a model. */
export function isModelPath(asked: string): boolean {
  return /\.gguf$/i.test(asked);
}

async function findInstalled(store: ModelStore, id: string): Promise<LocalModel> {
  const installed = await store.list();
  const stored = installed.find((model) => model.id === id);
  if (stored) return fromStore(stored);
  const names = [...MODEL_IDS, ...installed.map((model) => model.id)];
  throw new MockloopError(
    "MODEL_UNAVAILABLE",
    `There is no model ${JSON.stringify(id)}. Available: ${names.join(", ")}. Or give the path of a .gguf file; \`mockloop models list\` shows what can be downloaded.`,
  );
}

async function requireBridge(nativeDirs: readonly string[]): Promise<void> {
  if ((await findBridges(nativeDirs, "auto")).length > 0) return;
  throw new MockloopError(
    "MODEL_UNAVAILABLE",
    `Local models need the vision bridge, which is not built for ${platformName()}. Run \`npm run build:native\` (git, cmake, ninja and a C++ compiler are needed), or use \`--model tracer\`.`,
    { detail: `looked in ${nativeDirs.join(", ")}` },
  );
}

async function requireFiles({ model, mmproj }: LocalModel): Promise<void> {
  for (const path of [model, ...(mmproj === undefined ? [] : [mmproj])])
    await requireReadable(path);
  try {
    checkPair(await readGguf(model), mmproj === undefined ? undefined : await readGguf(mmproj));
  } catch (error) {
    throw new MockloopError("MODEL_UNAVAILABLE", describeFailure(error).message, { cause: error });
  }
}

async function requireReadable(path: string): Promise<void> {
  await access(path, constants.R_OK).catch((error: unknown) => {
    throw new MockloopError(
      "MODEL_UNAVAILABLE",
      `The model file ${path} is missing or cannot be read. Correct the path; \`mockloop models list\` shows what is installed and what can be downloaded.`,
      { detail: describeError(error), cause: error },
    );
  });
}
