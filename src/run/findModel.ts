import type { Inspection } from "../inspect/inspection";
import type { Mockup } from "../mockup/mockup";
import type { Model } from "../model/model";
import type { ProjectComponents } from "../project/components/projectComponent";
import type { TargetId } from "../project/target";
import type { RunRequest } from "../protocol/runProtocol";
import type { PermissionDesk } from "../policy/permissionDesk";

/** Builds, or lends, the model of one run; whoever calls it disposes what he got. */
export type ModelFactory = (run: {
  readonly mockup: Mockup;
  readonly inspection: Inspection;
  /** The kind of code to write. */
  readonly target: TargetId;
  /** The person's own components, where the page is to be made of them. */
  readonly components?: ProjectComponents | undefined;
  /** Decides whether something may leave this machine. */
  readonly desk: PermissionDesk;
}) => Model;

/** Which model a run asks for, and how it is to be loaded. */
export type AskedModel = Pick<RunRequest, "model" | "modelKey" | "hardware">;

/** What builds the model a run asks for. @throws MockloopError MODEL_UNAVAILABLE. */
export type FindModel = (asked: AskedModel) => ModelFactory | Promise<ModelFactory>;
