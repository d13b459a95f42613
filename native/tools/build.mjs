// Builds the vision bridge for every installed variant: node native/tools/build.mjs [--force] [--jobs 2]
// Skips what is built already: bins/<variant>/bridge.json says from which release and sources.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fetchLlama } from "./fetchLlama.mjs";
import { makeImportLibraries } from "./importLibraries.mjs";
import { binsDir, buildDir, installedRelease, llamaDir } from "./paths.mjs";
import { nativeDir, packagesDir, readJson } from "./paths.mjs";
import { installedVariants, platformName } from "./variants.mjs";

const force = process.argv.includes("--force");
const jobsAt = process.argv.indexOf("--jobs");
const jobs = jobsAt > 0 ? Number(process.argv[jobsAt + 1]) : availableParallelism();

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** A hash over everything of ours that goes into the binary. */
function sourceHash() {
  const hash = createHash("sha256").update(readFileSync(join(nativeDir, "CMakeLists.txt")));
  for (const name of readdirSync(join(nativeDir, "src")).sort())
    hash.update(name).update(readFileSync(join(nativeDir, "src", name)));
  return hash.digest("hex");
}

/** Runs a program with its output shown; a missing program becomes a sentence that says what to install. */
function run(program, args) {
  try {
    execFileSync(program, args, { stdio: "inherit" });
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    const needs = "Building the vision bridge needs git, cmake, ninja and a C++ compiler.";
    throw new Error(`${program} is not installed. ${needs}`, { cause: error });
  }
}

function installPackages() {
  if (existsSync(join(packagesDir, "node-llama-cpp", "llama", "gitRelease.bundle"))) return;
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  execFileSync(npm, ["ci"], {
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

function compile(variants, llamaRelease) {
  const define = (name, value) => `-D${name}=${value}`;
  if (process.platform === "win32") makeImportLibraries(variants, join(buildDir, "implib"));
  run("cmake", [
    ...["-S", nativeDir, "-B", buildDir, "-G", "Ninja", "-Wno-dev"],
    define("CMAKE_BUILD_TYPE", "Release"),
    define("LLAMA_DIR", llamaDir),
    define("LLAMA_RELEASE", llamaRelease),
    define("VARIANT_DIRS", variants.map((variant) => variant.dir).join(";")),
    define("NODE_API_DIR", join(packagesDir, "node-api-headers", "include")),
    define("NODE_ADDON_DIR", join(packagesDir, "node-addon-api")),
  ]);
  run("cmake", ["--build", buildDir, "--parallel", String(jobs)]);
}

/** Copies one variant's .node to bins/ and writes, last, the manifest that says it is whole. */
function install(variant, expected) {
  const target = join(binsDir, variant.name);
  mkdirSync(target, { recursive: true });
  rmSync(join(target, "bridge.json"), { force: true });
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
  installPackages();
  const release = installedRelease();
  const variants = installedVariants();
  if (variants.length === 0)
    throw new Error(
      `node-llama-cpp ships no llama.cpp for ${platformName()}; use a server as the model instead.`,
    );
  const expected = { ...release, sources: sourceHash() };
  if (!force && variants.every((variant) => isUpToDate(variant, expected))) {
    console.log(
      `The vision bridge is up to date: ${variants.map((variant) => variant.name).join(", ")}.`,
    );
    return;
  }
  if (fetchLlama()) console.log(`Checked out llama.cpp ${release.llamaRelease}.`);
  compile(variants, release.llamaRelease);
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(`Built the vision bridge for llama.cpp ${release.llamaRelease} in ${seconds} s:`);
  for (const variant of variants) install(variant, expected);
}

try {
  main();
} catch (error) {
  console.error(`The vision bridge could not be built. ${error.message}`);
  process.exitCode = 1;
}
