// Builds the vision bridge for the native suite, and first installs what that takes where it may.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { missingTools } from "../native/tools/cmake.mjs";
import { root, run } from "./setup.mjs";

const build = join(root, "native", "tools", "build.mjs");

/**
 * Resolves with undefined when the bridge is there and up to date, else with a sentence that says what is missing. Rejects
 * when it could be built and that failed.
 */
export async function prepareNative(log) {
  if (spawnSync(process.execPath, [build, "--check"], { stdio: "ignore" }).status === 0)
    return undefined;
  const missing = missingTools();
  if (missing.length > 0) {
    const problem = installWithApt(missing, log);
    if (problem) return problem;
  }
  log("Building the vision bridge (about four minutes on two cores) …");
  await run(process.execPath, [build]);
  return undefined;
}

/** Installs Debian packages without a question where this process may; else says the command that does. */
function installWithApt(packages, log) {
  const command = `apt-get install -y ${packages.join(" ")}`;
  const advice = `${packages.join(", ")} missing; on Debian and Ubuntu: sudo ${command}`;
  if (process.platform !== "linux" || !existsSync("/usr/bin/apt-get")) return advice;
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  if (asRoot.length > 0 && spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status !== 0)
    return advice;
  log(`Installing ${packages.join(", ")} with apt-get, for the vision bridge …`);
  const apt = (...args) => {
    const [program, ...rest] = [...asRoot, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
    return spawnSync(program, [...rest, "-qq", ...args], { encoding: "utf8", timeout: 600_000 });
  };
  // An index that cannot be brought up to date may still do.
  apt("update");
  const { status, stderr } = apt("install", "-y", "--no-install-recommends", ...packages);
  if (status === 0 && missingTools().length === 0) return undefined;
  const reason = (stderr ?? "").trim().split("\n").slice(-2).join(" ");
  return `${advice}${reason ? ` (tried: ${reason})` : ""}`;
}
