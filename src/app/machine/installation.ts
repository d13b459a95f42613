import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { backendsFolder } from "./userFolders";

/** Where the parts of a local model lie, in a checkout as well as in a package. Paths are absolute. */
export interface Installation {
  /** Folders in which the vision bridge is looked for, the nearest first. */
  readonly nativeDirs: readonly string[];
  /** The module of the process that hosts a local model. */
  readonly hostEntry: string;
}

/** Looks beside the bundle (dist/), then in the sources (src/app/machine/); downloaded libraries come after what is installed. */
export function findInstallation(
  here: string = dirname(fileURLToPath(import.meta.url)),
  env: NodeJS.ProcessEnv = process.env,
): Installation {
  const bundled = join(here, "modelHost.mjs");
  const [nativeDirs, hostEntry] = existsSync(bundled)
    ? [[join(here, "native"), resolve(here, "../native")], bundled]
    : [[resolve(here, "../../../native")], resolve(here, "../../model/llama/host/modelHost.ts")];
  return { nativeDirs: [...nativeDirs, backendsFolder(env)], hostEntry };
}
