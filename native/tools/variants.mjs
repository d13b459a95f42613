// Which of node-llama-cpp's prebuilt variants are installed for this platform.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { packagesDir } from "./paths.mjs";

const platforms = { linux: "linux", darwin: "mac", win32: "win" };

/** "linux-x64", "mac-arm64", "win-x64": the stem of the names of this platform's variants. */
export function platformName(platform = process.platform, arch = process.arch) {
  return `${platforms[platform] ?? platform}-${arch === "arm" ? "armv7l" : arch}`;
}

/** Whether a folder of node-llama-cpp's holds a llama library (the CUDA stand-ins hold none). */
function holdsLlama(dir) {
  try {
    return readdirSync(dir).some((name) => /^(lib)?llama\..*(so|dylib|dll)$/.test(name));
  } catch {
    return false;
  }
}

/** The installed variants of a platform as `{ name, dir }`, `dir` being the folder with its libraries. */
export function installedVariants(platform = platformName()) {
  const scope = join(packagesDir, "@node-llama-cpp");
  let names = [];
  try {
    names = readdirSync(scope);
  } catch {
    // Nothing is installed.
  }
  return names
    .filter((name) => name === platform || name.startsWith(`${platform}-`))
    .map((name) => ({ name, dir: join(scope, name, "bins", name) }))
    .filter((variant) => holdsLlama(variant.dir))
    .sort((a, b) => a.name.localeCompare(b.name));
}
