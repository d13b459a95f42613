// Builds the vision bridge for every variant of this platform: node native/tools/build.mjs [--force] [--jobs 2] [--check]
// Skips what is built already: bins/<variant>/bridge.json says from which release and sources. --check only says, by its
// exit code, whether everything is.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile, configure, missingTools } from "./cmake.mjs";
import { fetchLlama } from "./fetchLlama.mjs";
import { makeImportLibraries } from "./importLibraries.mjs";
import { binsDir, buildDir, installedRelease, llamaDir } from "./paths.mjs";
import { nativeDir, packagesDir, readJson } from "./paths.mjs";
import { platformName, variantsToBuild } from "./variants.mjs";

const force = process.argv.includes("--force");
const checkOnly = process.argv.includes("--check");
const jobsAt = process.argv.indexOf("--jobs");
const jobs = jobsAt > 0 ? Number(process.argv[jobsAt + 1]) : undefined;

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** A hash over everything of ours that goes into the binary. */
function sourceHash() {
  const hash = createHash("sha256").update(readFileSync(join(nativeDir, "CMakeLists.txt")));
  for (const name of readdirSync(join(nativeDir, "src")).sort())
    hash.update(name).update(readFileSync(join(nativeDir, "src", name)));
  return hash.digest("hex");
}

/** Whether node-llama-cpp is there, whole, in the version that is asked for. */
function packagesAreInstalled() {
  const wanted = readJson(join(nativeDir, "package.json"))?.dependencies["node-llama-cpp"];
  return (
    existsSync(join(packagesDir, "node-llama-cpp", "llama", "gitRelease.bundle")) &&
    readJson(join(packagesDir, "node-llama-cpp", "package.json"))?.version === wanted
  );
}

function installPackages() {
  if (packagesAreInstalled()) return;
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  execFileSync(npm, ["ci", "--loglevel=error"], {
    cwd: nativeDir,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
}

function isUpToDate(variant, expected) {
  const manifest = readJson(join(binsDir, variant.name, "bridge.json"));
  const node = join(binsDir, variant.name, "bridge.node");
  if (!manifest || !existsSync(node)) return false;
  if (Object.entries(expected).some(([key, value]) => manifest[key] !== value)) return false;
  return manifest.sha256 === sha256(readFileSync(node));
}

function build(variants, llamaRelease) {
  const missing = missingTools();
  if (missing.length > 0) throw new Error(`Please install ${missing.join(", ")} first.`);
  if (fetchLlama()) console.log(`Checked out llama.cpp ${llamaRelease}.`);
  if (process.platform === "win32") makeImportLibraries(variants, join(buildDir, "implib"));
  configure(nativeDir, buildDir, {
    CMAKE_BUILD_TYPE: "Release",
    LLAMA_DIR: llamaDir,
    LLAMA_RELEASE: llamaRelease,
    VARIANTS: variants.map((variant) => variant.name).join(";"),
    PACKAGES_DIR: join(packagesDir, "@node-llama-cpp"),
    NODE_API_DIR: join(packagesDir, "node-api-headers", "include"),
    NODE_ADDON_DIR: join(packagesDir, "node-addon-api"),
  });
  compile(buildDir, { jobs });
}

/** Copies one variant's .node to bins/ and writes, last, the manifest that says it is whole. */
function install(variant, expected) {
  const target = join(binsDir, variant.name);
  mkdirSync(target, { recursive: true });
  // Never written over: a process that runs with the old file keeps it.
  for (const name of ["bridge.json", "bridge.node"]) rmSync(join(target, name), { force: true });
  copyFileSync(join(buildDir, "out", variant.name, "bridge.node"), join(target, "bridge.node"));
  const bytes = readFileSync(join(target, "bridge.node"));
  const manifest = { ...expected, sha256: sha256(bytes) };
  writeFileSync(join(target, "bridge.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  console.log(
    `  ${variant.name}: ${(statSync(join(target, "bridge.node")).size / 1e6).toFixed(2)} MB`,
  );
}

function main() {
  const started = Date.now();
  if (checkOnly && !packagesAreInstalled()) throw new Error("Its packages are not installed.");
  installPackages();
  const release = installedRelease();
  const variants = variantsToBuild();
  if (variants.length === 0)
    throw new Error(
      `node-llama-cpp ships no llama.cpp for ${platformName()}; use a server as the model instead.`,
    );
  const expected = { ...release, sources: sourceHash() };
  const names = variants.map((variant) => variant.name).join(", ");
  if (!force && variants.every((variant) => isUpToDate(variant, expected))) {
    console.log(`The vision bridge is up to date: ${names}.`);
    return;
  }
  if (checkOnly) throw new Error(`It is not up to date for ${names}.`);
  build(variants, release.llamaRelease);
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(`Built the vision bridge for llama.cpp ${release.llamaRelease} in ${seconds} s:`);
  for (const variant of variants) install(variant, expected);
}

try {
  main();
} catch (error) {
  if (!checkOnly) console.error(`The vision bridge could not be built. ${error.message}`);
  process.exitCode = 1;
}
