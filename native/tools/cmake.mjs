// Runs CMake: with Ninja where it is installed, else with Make.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

const windows = process.platform === "win32";

/** By its exit code: through Windows' shell a program that is not there is no error of the call. */
const isInstalled = (program) =>
  spawnSync(program, ["--version"], { stdio: "ignore", shell: windows }).status === 0;

/** What building needs and this machine lacks, as Debian names the packages. */
export function missingTools() {
  const compilers = [process.env.CXX, "c++", "g++", "clang++"].filter(Boolean);
  const missing = ["git", "cmake"].filter((program) => !isInstalled(program));
  // Visual Studio brings its compiler and Ninja, and CMake finds both.
  if (windows) return missing;
  if (!compilers.some(isInstalled)) missing.push("g++");
  if (!isInstalled("ninja") && !isInstalled("make")) missing.push("make");
  return missing;
}

/** Configures `source` into `build`; a folder that was configured for another generator is configured anew. */
export function configure(source, build, definitions) {
  const generator = windows || isInstalled("ninja") ? "Ninja" : "Unix Makefiles";
  const cache = join(build, "CMakeCache.txt");
  const known = existsSync(cache)
    ? /^CMAKE_GENERATOR:INTERNAL=(.*)$/m.exec(readFileSync(cache, "utf8"))?.[1]
    : undefined;
  if (known !== undefined && known !== generator) {
    rmSync(cache);
    rmSync(join(build, "CMakeFiles"), { recursive: true, force: true });
  }
  const defines = Object.entries(definitions).map(([name, value]) => `-D${name}=${value}`);
  run(["-S", source, "-B", build, "-G", generator, "-Wno-dev", ...defines]);
}

/** Builds a configured folder, or one target of it. */
export function compile(build, { target, jobs = availableParallelism() } = {}) {
  const only = target === undefined ? [] : ["--target", target];
  run(["--build", build, ...only, "--parallel", String(jobs)]);
}

/** Runs CMake with its output shown; a missing one becomes a sentence that says what to install. */
function run(args) {
  try {
    execFileSync("cmake", args, { stdio: "inherit" });
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    throw new Error(
      "cmake is not installed. Building needs git, cmake, ninja or make, and a C++ compiler.",
      { cause: error },
    );
  }
}
