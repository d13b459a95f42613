import type { Inspection } from "../inspect/inspection";
import type { Mockup } from "../mockup/mockup";
import type { Model } from "../model/model";
import type { RunRequest } from "../protocol/runProtocol";
import type { AskPermission } from "../tools/permissions";

/** Builds, or lends, the model of one run; whoever calls it disposes what he got. */
export type ModelFactory = (run: {
  readonly mockup: Mockup;
  readonly inspection: Inspection;
  /** The page that is rendered, relative to the run's files. */
  readonly entry: string;
  /** Asks a person before anything leaves this machine; undefined: there is nobody, so that nothing does. */
  readonly ask?: AskPermission | undefined;
}) => Model;

/** Which model a run asks for, and how it is to be loaded. */
export type AskedModel = Pick<RunRequest, "model" | "modelKey" | "hardware">;

/** What builds the model a run asks for. @throws MockloopError MODEL_UNAVAILABLE. */
export type FindModel = (asked: AskedModel) => ModelFactory | Promise<ModelFactory>;
