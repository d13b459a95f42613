import { existsSync } from "node:fs";
import { join } from "node:path";
import { platformName } from "./findBridges";

/** Whether one of the folders has what the vision bridge is built from: a checkout's has, an installed package's has not. */
export function canBuildBridge(nativeDirs: readonly string[]): boolean {
  return nativeDirs.some((dir) => existsSync(join(dir, "CMakeLists.txt")));
}

/** How to get a vision bridge here, or another one where there is one that does not work: a sentence. */
export function adviseBridge(
  canBuild: boolean,
  state: "missing" | "broken",
  platform = platformName(),
): string {
  if (canBuild)
    return state === "missing"
      ? "Run `npm run build:native` (git, cmake, ninja or make, and a C++ compiler are needed)."
      : "Run `npm run build:native -- --force`.";
  return state === "missing"
    ? `Install the Mockloop package made for ${platform}, which brings it.`
    : `Install the Mockloop package made for ${platform} again.`;
}
