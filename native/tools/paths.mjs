// Where the native build reads and writes, and which llama.cpp it is for.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const nativeDir = dirname(dirname(fileURLToPath(import.meta.url)));
export const packagesDir = join(nativeDir, "node_modules");
export const llamaDir = join(nativeDir, ".llama");
export const buildDir = join(nativeDir, "build");
export const binsDir = join(nativeDir, "bins");

/** Parses a JSON file; undefined when it is missing or broken. */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/** The llama.cpp release the installed node-llama-cpp was built from, and node-llama-cpp's own version. */
export function installedRelease() {
  const home = join(packagesDir, "node-llama-cpp");
  const llamaRelease = readJson(join(home, "llama", "binariesGithubRelease.json"))?.release;
  const nodeLlamaCpp = readJson(join(home, "package.json"))?.version;
  if (!llamaRelease || !nodeLlamaCpp)
    throw new Error(`node-llama-cpp is not installed in ${nativeDir}. Run \`npm ci\` there.`);
  return { llamaRelease, nodeLlamaCpp };
}
