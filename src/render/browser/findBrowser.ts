import { constants } from "node:fs";
import { access, readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute, join, posix, win32 } from "node:path";
import { fileURLToPath } from "node:url";
import { getInstalledBrowsers } from "@puppeteer/browsers";
import { MockloopError } from "../../base/errors";
import { managedBrowserFolder } from "./managedBrowserFolder";
import type { UserSurroundings } from "./managedBrowserFolder";

/** What the search looks at; replaced in tests. */
export interface BrowserSurroundings extends UserSurroundings {
  /** Folders above the program, nearest first: a checkout keeps its own browser in `.cache/chromium`. */
  readonly programFolders: readonly string[];
  isExecutable(path: string): Promise<boolean>;
  /** Executables of the browsers that were downloaded into `cacheDir`, newest first. */
  listManaged(cacheDir: string): Promise<readonly string[]>;
}

/**
 * The path of the browser to draw with. In this order: `configuredPath`; CHROME_PATH, then PUPPETEER_EXECUTABLE_PATH;
 * an installed Chrome, Chromium or Edge; one Mockloop downloaded before; the one a checkout's set-up put beside it.
 *
 * @throws MockloopError BROWSER_NOT_FOUND, also when a path that somebody named explicitly is not there: a wrong
 * setting is said, not papered over.
 */
export async function findBrowser(
  configuredPath?: string,
  surroundings: BrowserSurroundings = realSurroundings(),
): Promise<string> {
  const named = namedBrowser(configuredPath, surroundings.env);
  if (named) {
    if (await surroundings.isExecutable(named.path)) return named.path;
    throw new MockloopError(
      "BROWSER_NOT_FOUND",
      `${named.source} names a browser that cannot be run: ${named.path}. Correct it, or remove it to let Mockloop look for one.`,
    );
  }
  const installed = installedCandidates(surroundings);
  const managed = await surroundings.listManaged(managedBrowserFolder(surroundings));
  const beside = surroundings.programFolders.map((folder) =>
    join(folder, ".cache", "chromium", "chromium"),
  );
  for (const path of [...installed, ...managed, ...beside])
    if (await surroundings.isExecutable(path)) return path;
  throw new MockloopError(
    "BROWSER_NOT_FOUND",
    "No Chrome, Chromium or Edge was found. Install one.",
    { remedy: { kind: "name-browser" } },
  );
}

function namedBrowser(
  configuredPath: string | undefined,
  env: BrowserSurroundings["env"],
): { path: string; source: string } | undefined {
  if (configuredPath) return { path: configuredPath, source: "The browser path setting" };
  for (const name of ["CHROME_PATH", "PUPPETEER_EXECUTABLE_PATH"]) {
    const path = env[name];
    if (path) return { path, source: `The environment variable ${name}` };
  }
  return undefined;
}

function installedCandidates({ platform, env, home }: BrowserSurroundings): string[] {
  if (platform === "darwin") {
    const apps = ["Google Chrome", "Chromium", "Microsoft Edge"];
    return ["/Applications", posix.join(home, "Applications")].flatMap((folder) =>
      apps.map((app) => posix.join(folder, `${app}.app`, "Contents", "MacOS", app)),
    );
  }
  if (platform === "win32") {
    const roots = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].map((name) => env[name]);
    const programs = [
      ["Google", "Chrome", "Application", "chrome.exe"],
      ["Chromium", "Application", "chrome.exe"],
      ["Microsoft", "Edge", "Application", "msedge.exe"],
    ];
    return programs.flatMap((parts) =>
      roots.flatMap((root) => (root ? [win32.join(root, ...parts)] : [])),
    );
  }
  const names = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser"];
  const edges = ["microsoft-edge-stable", "microsoft-edge"];
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  return [...names, ...edges].flatMap((name) => folders.map((folder) => join(folder, name)));
}

function realSurroundings(): BrowserSurroundings {
  return {
    platform: process.platform,
    env: process.env,
    home: homedir(),
    programFolders: foldersAbove(dirname(fileURLToPath(import.meta.url))),
    isExecutable,
    listManaged,
  };
}

function foldersAbove(folder: string): string[] {
  const folders: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    folders.push(at);
    if (dirname(at) === at || folders.length === 4) return folders;
  }
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    const { size } = await stat(path);
    return size > 4096 || !(await isSnapStub(path));
  } catch {
    return false;
  }
}

/** Ubuntu's package `chromium-browser` is a script that only says how to install the snap. */
async function isSnapStub(path: string): Promise<boolean> {
  const text = await readFile(path, "latin1");
  return text.startsWith("#!") && text.includes("snap install chromium");
}

async function listManaged(cacheDir: string): Promise<readonly string[]> {
  const browsers = await getInstalledBrowsers({ cacheDir }).catch(() => []);
  return browsers
    .sort((a, b) => b.buildId.localeCompare(a.buildId, "en", { numeric: true }))
    .map((browser) => browser.executablePath);
}
