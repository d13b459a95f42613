// Finds a headless browser, or fetches one with consent. Uses nothing but Node itself; what it fetches lands in the
// user's cache folder or in .cache of this repository. On its own: node scripts/browser.mjs [--yes]
import { accessSync, constants, readFileSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import { fetchBrowser, managedBrowsers, npmBrowser } from "./fetchBrowser.mjs";
import { isMain } from "./isMain.mjs";
import { runProgram } from "./runProgram.mjs";

const START_TIMEOUT_MS = 60_000;

/**
 * The path of a browser that starts: one named in CHROME_PATH, an installed one, one fetched before; else, when
 * `consent` or the person at the terminal agrees, one is fetched.
 *
 * @param {{ root: string, consent?: boolean, log?: (line: string) => void }} options root: the repository's folder
 * @returns {Promise<string>}
 */
export async function findOrInstallBrowser({ root, consent = false, log = console.log }) {
  const named = process.env.CHROME_PATH;
  if (named && (await isBrowser(named, log))) return named;
  const found = (await findInstalledBrowser(log)) ?? (await findFetchedBrowser(root, log));
  if (found) return found;
  if (!(await isAllowed(consent)))
    throw new Error(
      "No browser was found, and none may be fetched. Install Chrome, Chromium or Edge, or set CHROME_PATH, or allow it with MOCKLOOP_BROWSER_CONSENT=1.",
    );
  const fetched = await fetchBrowser(root, (path) => starts(path, log), log);
  if (fetched) return fetched;
  throw new Error(
    "No browser could be fetched. Install Chrome, Chromium or Edge (on Debian: apt-get install chromium), or set CHROME_PATH.",
  );
}

/** An installed browser that starts. */
export function findInstalledBrowser(log) {
  return firstBrowser(installedBrowsers(), log);
}

/** A browser of the set-up's own, fetched before. */
export async function findFetchedBrowser(root, log) {
  return firstBrowser([...(await managedBrowsers(root)), npmBrowser(root)], log);
}

/** A browser of the set-up's own: fetched before, or now; undefined when none can be had. */
export async function findOrFetchBrowser(root, log) {
  return (
    (await findFetchedBrowser(root, log)) ??
    (await fetchBrowser(root, (path) => starts(path, log), log))
  );
}

/** Whether there is a browser at `path`, and it starts. */
export async function isBrowser(path, log) {
  return isExecutable(path) && (await starts(path, log));
}

async function firstBrowser(paths, log) {
  for (const path of paths) if (await isBrowser(path, log)) return path;
  return undefined;
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
  const { output } = await runProgram(path, [...args, ...asRoot, ...orders], {
    timeoutMs: START_TIMEOUT_MS,
    until: "DevTools listening",
  });
  await rm(profile, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  if (output.includes("DevTools listening")) return true;
  log(`${path} does not start: ${output.trim().split("\n").slice(-3).join(" ").slice(0, 400)}`);
  return false;
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
