// Checks llama.cpp out at exactly the release node-llama-cpp was built from. No network: the npm package carries a git bundle.
import { execFileSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installedRelease, llamaDir, packagesDir, readJson } from "./paths.mjs";

/** Makes sure that llamaDir holds the release's source. Returns whether it had to be checked out. */
export function fetchLlama() {
  const { llamaRelease } = installedRelease();
  const stamp = join(llamaDir, "mockloop-release.json");
  if (readJson(stamp)?.llamaRelease === llamaRelease) return false;

  const bundle = join(packagesDir, "node-llama-cpp", "llama", "gitRelease.bundle");
  if (!existsSync(bundle))
    throw new Error(
      `${bundle} is missing: run \`npm ci\` in native/ to install node-llama-cpp again.`,
    );
  rmSync(llamaDir, { recursive: true, force: true });
  execFileSync("git", ["-c", "advice.detachedHead=false", "clone", "--quiet", bundle, llamaDir], {
    stdio: "inherit",
  });
  writeFileSync(stamp, `${JSON.stringify({ llamaRelease })}\n`);
  return true;
}
