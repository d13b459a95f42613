import * as vscode from "vscode";
import type { ModelQuestion, QuestionProgress } from "../../protocol/schemas/models";
import type { AnswerTo } from "../../protocol/schemas/questions/questions";
import { formatModelRef, isSameModel, TRACER } from "../../protocol/modelRef";
import type { ModelRef } from "../../protocol/modelRef";
import type { BackendList } from "./backendItems";
import { SETTINGS_SECTION } from "../contributions";
import type { EngineClient } from "../engine/engineClient";
import type { ModelList } from "./modelItems";
import { readSettings } from "../settings";

/** What to download or import: a preset's id, or files by path or address. */
export interface WantedModel {
  readonly spec: string;
  readonly mmproj?: string | undefined;
}

const never = new AbortController().signal;
const untold = (): void => undefined;

/** The local models of this machine, what they can run on, and which one the setting names. Without any dialog. */
export class Models {
  constructor(private readonly engine: EngineClient) {}

  /** What the settings name. */
  get current(): ModelRef {
    return readSettings().run.model;
  }

  list(): Promise<ModelList> {
    return this.ask({ type: "list-models" });
  }

  /** @throws MockloopError what is wrong with the download or the files; AbortError, after which the part stays. */
  pull(
    { spec, mmproj }: WantedModel,
    onProgress: (progress: QuestionProgress) => void,
    signal: AbortSignal,
  ): Promise<AnswerTo<Extract<ModelQuestion, { type: "pull-model" }>>> {
    const { mirrors } = readSettings();
    const question = { type: "pull-model", spec, ...(mmproj && { mmproj }), mirrors } as const;
    return this.engine.ask(question, onProgress, signal);
  }

  async verify(
    id: string,
    signal: AbortSignal,
  ): Promise<AnswerTo<Extract<ModelQuestion, { type: "verify-model" }>>["files"]> {
    return (await this.engine.ask({ type: "verify-model", id }, untold, signal)).files;
  }

  /** Deletes a model, or what there is of its download. The tracer takes the place of the one in use. */
  async remove(id: string): Promise<void> {
    await this.ask({ type: "remove-model", id });
    const removed: ModelRef = { kind: "installed", name: id };
    if (isSameModel(this.current, removed)) await this.use(TRACER);
  }

  /** Libraries for graphics cards that can be downloaded for this platform. */
  backends(): Promise<BackendList> {
    return this.ask({ type: "list-backends" });
  }

  /** @throws MockloopError what is wrong with the download; AbortError, after which the part stays. */
  async addBackend(
    id: string,
    onProgress: (progress: QuestionProgress) => void,
    signal: AbortSignal,
  ): Promise<AnswerTo<Extract<ModelQuestion, { type: "add-backend" }>>> {
    const answer = await this.engine.ask({ type: "add-backend", id }, onProgress, signal);
    // A model that is loaded would stay on what it runs on.
    await this.engine.endIfIdle();
    return answer;
  }

  /** Deletes libraries for graphics cards, or what there is of their download. */
  async removeBackend(id: string): Promise<void> {
    await this.engine.endIfIdle();
    await this.ask({ type: "remove-backend", id });
  }

  /** Everything that matters for running Mockloop here, with the model that the settings name. */
  async examine(
    signal: AbortSignal,
  ): Promise<AnswerTo<Extract<ModelQuestion, { type: "examine" }>>["parts"]> {
    const { model, hardware, browserPath } = readSettings().run;
    const question = {
      ...({ type: "examine", model } as const),
      ...(hardware && { hardware }),
      ...(browserPath !== undefined && { browserPath }),
    };
    return (await this.engine.ask(question, untold, signal)).parts;
  }

  /** Writes the settings of this machine; for the tracer there are none. */
  async use(model: ModelRef): Promise<void> {
    const configuration = vscode.workspace.getConfiguration(SETTINGS_SECTION);
    const { Global } = vscode.ConfigurationTarget;
    const name = model.kind === "tracer" ? undefined : formatModelRef(model);
    await configuration.update("model", name, Global);
    const mmproj = model.kind === "file" ? model.mmproj : undefined;
    const named = configuration.inspect("mmproj")?.globalValue;
    if (named !== mmproj) await configuration.update("mmproj", mmproj, Global);
  }

  private ask<Q extends ModelQuestion>(question: Q): Promise<AnswerTo<Q>> {
    return this.engine.ask(question, untold, never);
  }
}
