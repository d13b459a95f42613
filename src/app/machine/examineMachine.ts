import type { ExaminedPart } from "../../protocol/schemas/models";
import { release } from "node:os";
import { nullLogger } from "../../base/logger";
import { adjustModel } from "../../model/llama/load/applyHardware";
import { describeDoctor } from "../../model/llama/describeDoctor";
import { examineLocalModels } from "../../model/llama/examineLocalModels";
import { fromPaths, fromStore } from "../../model/llama/models/localModel";
import type { LocalModel } from "../../model/llama/models/localModel";
import { createModelStore } from "../../model/llama/models/modelStore";
import type { ModelStore } from "../../model/llama/models/modelStore";
import { describeModelRef } from "../../protocol/modelRef";
import type { ModelRef } from "../../protocol/modelRef";
import type { HardwareRequest } from "../../protocol/hardware";
import { examineBrowser } from "./examineBrowser";
import { findInstallation } from "./installation";
import { modelsFolder } from "./userFolders";
import type { Installation } from "./installation";

export interface ExamineMachineOptions {
  readonly browserPath: string | undefined;
  /** Undefined: that of this machine. */
  readonly store?: ModelStore;
  /** Undefined: that of this machine. */
  readonly installation?: Installation;
  /** The model that runs are to use, as in their requests; undefined or the tracer: the installed one in use, else the first. */
  readonly model?: ModelRef | undefined;
  readonly hardware?: HardwareRequest | undefined;
}

/** What this machine has for Mockloop, from the platform to the model, each with what to do where something is missing. */
export async function examineMachine(
  options: ExamineMachineOptions,
  signal: AbortSignal,
): Promise<ExaminedPart[]> {
  return [
    describePlatform(),
    await examineBrowser(options.browserPath, signal),
    ...(await examineModels(options, signal)),
  ];
}

function describePlatform(): ExaminedPart {
  const text = `${process.platform} ${release()} ${process.arch}, Node ${process.versions.node}`;
  return { subject: "platform", state: "good", text };
}

async function examineModels(
  options: ExamineMachineOptions,
  signal: AbortSignal,
): Promise<ExaminedPart[]> {
  const { model, hardware, store = createModelStore(modelsFolder()) } = options;
  const { installation = findInstallation() } = options;
  const found = await findLocal(store, model);
  const local = found && adjustModel(found, hardware ?? {});
  const facts = await examineLocalModels(
    {
      ...installation,
      logger: nullLogger,
      ...(local && {
        model: {
          name: local.name,
          model: local.model,
          ...(local.mmproj !== undefined && { mmproj: local.mmproj }),
          contextSize: local.contextSize,
        },
      }),
    },
    signal,
  );
  const lines = describeDoctor(facts);
  if (found || (model?.kind !== "installed" && model?.kind !== "file")) return lines;
  const missing: ExaminedPart = {
    subject: "model",
    state: "problem",
    text: `${describeModelRef(model)} is chosen, but not installed`,
    advice: `Models are kept in ${store.dir}. Download it, or choose another one.`,
    remedies: [{ kind: "choose-model" }],
  };
  return [...lines.filter(({ subject }) => subject !== "model"), missing];
}

async function findLocal(
  store: ModelStore,
  model: ModelRef | undefined,
): Promise<LocalModel | undefined> {
  if (model?.kind === "file") return fromPaths(model.path, model.mmproj);
  const installed = await store.list();
  const stored =
    model?.kind === "installed"
      ? installed.find(({ id }) => id === model.name)
      : ((await store.active()) ?? installed[0]);
  return stored && fromStore(stored);
}
