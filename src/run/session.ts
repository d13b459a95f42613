import type { Logger } from "../base/logger";
import type { Inspection } from "../inspect/inspection";
import type { MockupSource } from "../mockup/loadMockup";
import type { Mockup } from "../mockup/mockup";
import type { ModelRef } from "../protocol/modelRef";
import type { WeightsFile } from "../protocol/runProtocol";
import type { Renderer } from "../render/renderer";
import type { AnswerMemory, AskPermission } from "../policy/answerMemory";
import type { Policy } from "../policy/decide";
import type { FindModel } from "./findModel";

/** The costly things that runs share: one browser, one reader, one local model. Everything starts at first use. */
export interface Session {
  readonly logger: Logger;
  readonly renderer: Renderer;
  readonly policy: Policy;
  /** What people answered. */
  readonly answers: AnswerMemory;
  /** Asks for leave, unless it was answered before; undefined: there is nobody to ask. */
  readonly ask: AskPermission | undefined;
  readonly findModel: FindModel;
  /** The files of weights that a model is, as far as they are on this machine and known. */
  findWeights(model: ModelRef): Promise<readonly WeightsFile[]>;
  load(
    source: MockupSource,
    deviceScaleFactor: number | undefined,
    signal: AbortSignal,
  ): Promise<Mockup>;
  inspect(mockup: Mockup, signal: AbortSignal): Promise<Inspection>;
  /** Ends the browser, the reader and the local model, unless that is shared. */
  dispose(): Promise<void>;
}
