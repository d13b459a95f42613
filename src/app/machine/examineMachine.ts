import { release } from "node:os";
import { nullLogger } from "../../base/logger";
import { adjustModel } from "../../model/llama/load/applyHardware";
import { describeDoctor } from "../../model/llama/describeDoctor";
import type { DoctorLine } from "../../model/llama/describeDoctor";
import { examineLocalModels } from "../../model/llama/examineLocalModels";
import { fromPaths, fromStore, isModelPath } from "../../model/llama/models/localModel";
import type { LocalModel } from "../../model/llama/models/localModel";
import type { ModelStore } from "../../model/llama/models/modelStore";
import type { HardwareRequest } from "../../protocol/hardware";
import { examineBrowser } from "./examineBrowser";
import { MODEL_IDS } from "../../run/findModel";
import type { Installation } from "./installation";

export interface ExamineMachineOptions {
  readonly browserPath: string | undefined;
  readonly store: ModelStore;
  readonly installation: Installation;
  /** The model that runs are to use, as in their requests; undefined or the tracer: the installed one in use, else the first. */
  readonly model?: string | undefined;
  readonly mmproj?: string | undefined;
  readonly hardware?: HardwareRequest | undefined;
}

/** What this machine has for Mockloop, from the platform to the model, each with what to do where something is missing. */
export async function examineMachine(
  options: ExamineMachineOptions,
  signal: AbortSignal,
): Promise<DoctorLine[]> {
  return [
    describePlatform(),
    await examineBrowser(options.browserPath, signal),
    ...(await examineModels(options, signal)),
  ];
}

function describePlatform(): DoctorLine {
  const text = `${process.platform} ${release()} ${process.arch}, Node ${process.versions.node}`;
  return { subject: "platform", state: "good", text };
}

async function examineModels(
  options: ExamineMachineOptions,
  signal: AbortSignal,
): Promise<DoctorLine[]> {
  const { store, installation, hardware } = options;
  const found = await findLocal(options);
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
  const { model } = options;
  if (found || model === undefined || MODEL_IDS.includes(model)) return lines;
  const missing: DoctorLine = {
    subject: "model",
    state: "problem",
    text: `${model} is chosen, but not installed`,
    advice: `Models are kept in ${store.dir}. Download it, or choose another one.`,
    remedies: [{ kind: "choose-model" }],
  };
  return [...lines.filter(({ subject }) => subject !== "model"), missing];
}

async function findLocal(options: ExamineMachineOptions): Promise<LocalModel | undefined> {
  const { store, model, mmproj } = options;
  if (model !== undefined && isModelPath(model)) return fromPaths(model, mmproj);
  const isNamed = model !== undefined && !MODEL_IDS.includes(model);
  const installed = await store.list();
  const stored = isNamed
    ? installed.find(({ id }) => id === model)
    : ((await store.active()) ?? installed[0]);
  return stored && fromStore(stored);
}
