// Which of node-llama-cpp's prebuilt variants are installed for this platform, and which the bridge is built for.
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

/** Variants that are downloaded by those who want them (src/model/llama/backends), never for a build. */
const optional = ["linux-x64-cuda", "win-x64-cuda"];

/**
 * The variants a bridge is built for, as `{ name, dir }`: the installed ones and, without `dir`, the platform's optional
 * ones, which are linked against empty libraries of the right names.
 */
export function variantsToBuild(platform = platformName()) {
  const installed = installedVariants(platform);
  const names = new Set(installed.map((variant) => variant.name));
  const rest = installed.some((variant) => variant.name === platform)
    ? optional.filter((name) => name.startsWith(`${platform}-`) && !names.has(name))
    : [];
  return [...installed, ...rest.map((name) => ({ name }))];
}
