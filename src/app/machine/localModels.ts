import { platformName } from "../../base/text/platformName";
import { constants, existsSync } from "node:fs";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { raceAbort } from "../../base/async";
import { describeError, MockloopError } from "../../base/errors";
import { bridgeRemedy } from "../../model/llama/bridge/bridgeRemedy";
import { adjustModel } from "../../model/llama/load/applyHardware";
import { backendsFor } from "../../model/llama/backends/backendCatalog";
import { checkPair } from "../../model/llama/load/checkPair";
import { describeFailure } from "../../model/llama/describeFailure";
import { findBridges, gpuOfVariant } from "../../model/llama/bridge/findBridges";
import type { GpuChoice } from "../../model/llama/bridge/findBridges";
import { fromPaths, fromStore, lendModel } from "../../model/llama/models/localModel";
import type { LocalModel } from "../../model/llama/models/localModel";
import { partNames } from "../../model/llama/models/splitFiles";
import type { ModelStore } from "../../model/llama/models/modelStore";
import { readGguf } from "../../model/llama/load/readGguf";
import { readTextModel } from "../../model/llama/load/readTextModel";
import type { Model } from "../../model/model";
import type { HardwareRequest } from "../../protocol/hardware";
import { TRACER_NAME } from "../../protocol/modelRef";
import type { LocalModelRef } from "../../protocol/modelRef";
import type { ModelFactory } from "../../run/findModel";
import { Lender } from "../session/lender";
import type { Loan } from "../session/lender";

export interface LocalModelsOptions {
  readonly store: ModelStore;
  /** Folders in which the vision bridge is looked for. */
  readonly nativeDirs: readonly string[];
  /** Makes a model that loads itself at its first request. */
  readonly open: (local: LocalModel, hardware: HardwareRequest) => Model;
}

/**
 * The models on this machine. One is opened once and lent to one run after the other; when another one is asked for, or the
 * same one loaded in another way, it is closed as soon as no run has it, and only then is the next one loaded: two would rarely
 * fit into the memory.
 */
export interface LocalModels {
  /**
   * What lends a run the model it asks for. The files are checked, but not yet loaded.
   *
   * @throws MockloopError MODEL_UNAVAILABLE: no such model, files that cannot work, no bridge built.
   */
  find(model: LocalModelRef, hardware?: HardwareRequest): Promise<ModelFactory>;
  /** Ends their processes. */
  dispose(): Promise<void>;
}

export function createLocalModels(options: LocalModelsOptions): LocalModels {
  const opened = new Lender<Model>();
  return {
    find: async (model, hardware = {}) => {
      const found =
        model.kind === "file"
          ? fromPaths(model.path, model.mmproj)
          : await findInstalled(options.store, model.name);
      const local = adjustModel(found, hardware);
      await requireBridge(options.nativeDirs, hardware.gpu ?? "auto");
      await requireFiles(local, options.nativeDirs);
      const key = JSON.stringify([local, hardware]);
      return () => {
        const loan = opened.borrow(key, () => options.open(local, hardware));
        return waitForOthers(lendModel(loan.item, loan.giveBack), loan);
      };
    },
    dispose: () => opened.dispose(),
  };
}

/** The model, which asks nothing before others are closed: a load is planned with the memory that is free then. */
function waitForOthers(model: Model, { mustWait, alone }: Loan<Model>): Model {
  return {
    ...model,
    open: async (tell, signal) => {
      if (mustWait()) tell({ type: "notice", message: WAITING });
      await raceAbort(alone(), signal);
      return model.open(tell, signal);
    },
    generate: async function* (request, signal) {
      if (mustWait()) yield { type: "notice", message: WAITING };
      await raceAbort(alone(), signal);
      yield* model.generate(request, signal);
    },
  };
}

const WAITING =
  "Another run has a local model loaded, or this one in another way. This run goes on when that one has ended: both would rarely fit into the memory.";

async function findInstalled(store: ModelStore, id: string): Promise<LocalModel> {
  const installed = await store.list();
  const stored = installed.find((model) => model.id === id);
  if (stored) return fromStore(stored);
  const names = [TRACER_NAME, ...installed.map((model) => model.id)];
  throw new MockloopError(
    "MODEL_UNAVAILABLE",
    `There is no model ${JSON.stringify(id)}. Available: ${names.join(", ")}. Or give the path of a .gguf file.`,
    { remedy: { kind: "choose-model" } },
  );
}

async function requireBridge(nativeDirs: readonly string[], gpu: GpuChoice): Promise<void> {
  if ((await findBridges(nativeDirs, gpu)).length > 0) return;
  const detail = `looked in ${nativeDirs.join(", ")}`;
  const others = gpu === "auto" ? [] : await findBridges(nativeDirs, "auto");
  const variants = others.map(({ variant }) => gpuOfVariant(variant)).join(", ");
  const bare = backendsFor(platformName()).find(
    ({ id, variant }) => id === gpu && isShipped(nativeDirs, variant),
  );
  if (bare)
    throw new MockloopError(
      "MODEL_UNAVAILABLE",
      `${bare.libraries} are not installed. Choose "auto" to do without them.`,
      { detail, remedy: { kind: "add-backend", id: bare.id, libraries: bare.libraries } },
    );
  throw new MockloopError(
    "MODEL_UNAVAILABLE",
    others.length > 0
      ? `There is no vision bridge for ${gpu} on this machine. What there is: ${variants}.`
      : `Local models need the vision bridge, and there is none for ${platformName()}. The model "tracer" needs none.`,
    {
      detail,
      remedy:
        others.length > 0
          ? { kind: "set-option", option: "gpu", value: "auto" }
          : bridgeRemedy(nativeDirs, "missing"),
    },
  );
}

/** Whether there is a bridge for a variant, be it without its libraries. */
function isShipped(nativeDirs: readonly string[], variant: string): boolean {
  return nativeDirs
    .flatMap((dir) => [join(dir, "bins", variant), join(dir, variant)])
    .some((bins) => existsSync(join(bins, "bridge.json")));
}

async function requireFiles(
  { model, mmproj }: LocalModel,
  nativeDirs: readonly string[],
): Promise<void> {
  const parts = partNames(model);
  for (const path of [...parts, ...(mmproj === undefined ? [] : [mmproj])])
    await requireReadable(path);
  try {
    const text = await readTextModel(parts);
    checkPair(text, mmproj === undefined ? undefined : await readGguf(mmproj));
  } catch (error) {
    const { message, remedy } = describeFailure(error, nativeDirs);
    throw new MockloopError("MODEL_UNAVAILABLE", message, { cause: error, remedy });
  }
}

async function requireReadable(path: string): Promise<void> {
  await access(path, constants.R_OK).catch((error: unknown) => {
    throw new MockloopError(
      "MODEL_UNAVAILABLE",
      `The model file ${path} is missing or cannot be read. Correct the path, or choose another model.`,
      { detail: describeError(error), cause: error, remedy: { kind: "choose-model" } },
    );
  });
}
