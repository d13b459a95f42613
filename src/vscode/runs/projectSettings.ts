import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { COMPONENTS_FILE } from "../../project/components/componentsFile";
import { findTarget } from "../../project/target";
import type { RunRequest } from "../../protocol/runProtocol";

/** What a run's request takes from the settings about the person's own project. */
export type ProjectSettings = Pick<RunRequest, "project" | "components">;

/**
 * Reads the settings; `get` gives the value of one below `mockloop.`, which may be anything people write. `folder` is the workspace folder
 * that the run is for, absolute. A target without components has no use for anybody's. No files are opened to a model where no glob was given; the components file that nobody named counts
 * only where the folder has one.
 */
export function readProjectSettings(
  get: (key: string) => unknown,
  target: string,
  folder: string,
  exists: (path: string) => boolean = existsSync,
): ProjectSettings {
  const written = get("project.files");
  const files = Array.isArray(written) ? written.filter(isFilled) : [];
  const named = get("project.components");
  const hasUse = findTarget(target)?.hasComponents === true;
  const components = hasUse && isFilled(named) ? resolve(folder, named.trim()) : undefined;
  const isOwnName = components !== resolve(folder, COMPONENTS_FILE);
  return {
    ...(files.length > 0 && { project: { folder, files } }),
    ...(components !== undefined && (isOwnName || exists(components)) && { components }),
  };
}

const isFilled = (value: unknown): value is string =>
  typeof value === "string" && value.trim() !== "";
