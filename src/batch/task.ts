import { createHash } from "node:crypto";
import { join } from "node:path";
import type { RunRequest } from "../protocol/runProtocol";

/** A request without its mockup and its places: what the runs of a batch have in common. */
export type RequestTemplate = Omit<RunRequest, "mockup" | "runDir" | "out">;

/** One mockup of a batch. */
export interface BatchTask {
  /** Unlike that of any other task; also the folder of its code, below the batch's. */
  readonly id: string;
  /** The picture's path, absolute. */
  readonly mockup: string;
}

/** The folder of a run inside the folder with its code. */
export const RUN_FOLDER = ".mockloop";

/** What is asked of a task's run, whose code goes to `out`, an absolute path. */
export function requestOf(template: RequestTemplate, mockup: string, out: string): RunRequest {
  return { ...template, mockup, out, runDir: join(out, RUN_FOLDER) };
}

/**
 * A word for what a run was asked, wherever its files are: the same for two requests that ask for the same work on a picture. The
 * browser and where a key is found are of a machine, not of the work.
 */
export function settingsOf(request: RequestTemplate & Partial<RunRequest>): string {
  const { mockup: _mockup, runDir: _runDir, out: _out, ...asked } = request;
  const { browserPath: _browserPath, modelKey: _modelKey, ...work } = asked;
  return createHash("sha256").update(canonical(work)).digest("hex").slice(0, 16);
}

/** JSON in which the order of an object's fields, and fields that are undefined, make no difference. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(",")}}`;
}
