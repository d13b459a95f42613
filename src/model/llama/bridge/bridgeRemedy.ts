import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Remedy } from "../../../base/remedy";
import { platformName } from "../../../base/text/platformName";

/** Whether one of the folders has what the vision bridge is built from: a checkout's has, an installed package's has not. */
export function canBuildBridge(nativeDirs: readonly string[]): boolean {
  return nativeDirs.some((dir) => existsSync(join(dir, "CMakeLists.txt")));
}

/** How to get a vision bridge here, or another one where there is one that does not work. */
export function bridgeRemedy(nativeDirs: readonly string[], state: "missing" | "broken"): Remedy {
  const canBuild = canBuildBridge(nativeDirs);
  return { kind: "get-bridge", state, canBuild, platform: platformName() };
}
