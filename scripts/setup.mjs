// Sets everything up that a fresh clone needs: npm packages, a headless browser, the build. Uses nothing but Node itself.
// What is there already is skipped, so a second run takes a moment.  node scripts/setup.mjs [--quiet]
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isMain } from "./isMain.mjs";
import { describeOldNode } from "./nodeVersion.mjs";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamps = join(root, ".cache", "setup");

/** Runs a program in the project's folder; resolves when it ended well, else says how to see why. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: "inherit",
      // npm is a script on Windows; our own arguments hold nothing a shell would read.
      shell: process.platform === "win32" && command === "npm",
      ...options,
    });
    child.on("error", reject);
    child.on("exit", (code, signal) =>
      code === 0
        ? resolve()
        : reject(new Error(`${[command, ...args].join(" ")} ended with ${signal ?? code}.`)),
    );
  });
}

/** Does `work` unless it was done for the same `key` before. */
async function once(name, key, isThere, work) {
  const stamp = join(stamps, name);
  const done = await readFile(stamp, "utf8").catch(() => "");
  if (done === key && isThere()) return false;
  await work();
  await mkdir(stamps, { recursive: true });
  await writeFile(stamp, key);
  return true;
}

async function hashFiles(paths) {
  const hash = createHash("sha256").update(process.version);
  for (const path of paths) hash.update(path).update(await readFile(path));
  return hash.digest("hex");
}

async function listSources(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return paths.sort();
}

/**
 * Packages, browser and build; returns the browser's executable.
 *
 * @param {{ quiet?: boolean, findBrowser?: (log: (line: string) => void) => Promise<string | undefined> }} options findBrowser: asked
 *   for the browser once the packages are there, instead of the set-up's own choice
 */
export async function setUp({ quiet = false, findBrowser = chooseBrowser } = {}) {
  const log = (text) => {
    if (!quiet) console.log(text);
  };
  const problem = describeOldNode(process.versions.node);
  if (problem !== undefined) throw new Error(problem);

  const installed = await once(
    "packages",
    await hashFiles([join(root, "package.json"), join(root, "package-lock.json")]),
    () => existsSync(join(root, "node_modules", "esbuild")),
    async () => {
      log("Installing packages …");
      await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    },
  );
  if (installed) await checkBinaries();

  const browser = await findBrowser(log);

  const sources = [
    ...(await listSources(join(root, "src"))),
    ...(await listSources(join(root, "webview"))),
    join(root, "esbuild.mjs"),
    join(root, "scripts", "bundles.mjs"),
    join(root, "scripts", "cli.mjs"),
    join(root, "scripts", "nodeVersion.mjs"),
  ];
  const built = await once(
    "build",
    await hashFiles(sources),
    () => existsSync(join(root, "dist", "cli.mjs")),
    async () => {
      log("Building …");
      await run(process.execPath, ["esbuild.mjs"]);
    },
  );
  if (installed || built) log("Set-up done.");
  return browser;
}

async function chooseBrowser(log) {
  const { findOrInstallBrowser } = await import("./browser.mjs");
  return findOrInstallBrowser({ root, consent: true, log });
}

/** npm may hold install scripts back; nothing Mockloop needs depends on one, and this makes sure of it. */
async function checkBinaries() {
  for (const name of ["esbuild", "sharp"]) {
    const { default: module } = await import(name);
    if (!module)
      throw new Error(`The package ${name} did not load; remove node_modules and try again.`);
  }
}

if (isMain(import.meta.url))
  await setUp({ quiet: process.argv.includes("--quiet") }).catch((error) => {
    console.error(`Set-up failed: ${error.message}`);
    process.exitCode = 1;
  });
