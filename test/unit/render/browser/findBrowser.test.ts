import assert from "node:assert/strict";
import { MockloopError } from "../../../../src/base/errors";
import { findBrowser } from "../../../../src/render/browser/findBrowser";
import type { BrowserSurroundings } from "../../../../src/render/browser/findBrowser";
import { managedBrowserFolder } from "../../../../src/render/browser/managedBrowserFolder";

/** A machine on which exactly these files can be run. */
function machine(
  executables: readonly string[],
  overrides: Partial<BrowserSurroundings> = {},
): BrowserSurroundings {
  return {
    platform: "linux",
    env: { PATH: "/usr/local/bin:/usr/bin" },
    home: "/home/ann",
    programFolders: ["/repo/src/render", "/repo/src", "/repo"],
    isExecutable: (path) => Promise.resolve(executables.includes(path)),
    listManaged: () => Promise.resolve([]),
    ...overrides,
  };
}

const CHROME = "/usr/bin/google-chrome";
const MANAGED = "/home/ann/.cache/mockloop/browsers/chrome/chrome";
const BESIDE = "/repo/.cache/chromium/chromium";

describe("findBrowser", () => {
  it("prefers the configured path, then the environment, then what is installed", async () => {
    const env = { PATH: "/usr/bin", CHROME_PATH: "/a", PUPPETEER_EXECUTABLE_PATH: "/b" };
    const all = machine(["/mine", "/a", "/b", CHROME], { env });
    assert.equal(await findBrowser("/mine", all), "/mine");
    assert.equal(await findBrowser(undefined, all), "/a");
    const { CHROME_PATH: _, ...rest } = env;
    assert.equal(await findBrowser(undefined, { ...all, env: rest }), "/b");
    assert.equal(await findBrowser(undefined, machine([CHROME])), CHROME);
  });

  it("does not look elsewhere when a named browser is not there", async () => {
    const refused = (named: string) => (error: unknown) =>
      error instanceof MockloopError &&
      error.code === "BROWSER_NOT_FOUND" &&
      error.userMessage.includes(named);
    await assert.rejects(findBrowser("/gone", machine([CHROME])), refused("/gone"));
    const env = { PATH: "/usr/bin", CHROME_PATH: "/gone" };
    await assert.rejects(
      findBrowser(undefined, machine([CHROME], { env })),
      refused("CHROME_PATH"),
    );
  });

  it("falls back to a downloaded browser, then to the one beside the program", async () => {
    const listManaged = (folder: string): Promise<string[]> => {
      assert.equal(folder, "/home/ann/.cache/mockloop/browsers");
      return Promise.resolve([MANAGED]);
    };
    const executables = [MANAGED, BESIDE];
    assert.equal(await findBrowser(undefined, machine(executables, { listManaged })), MANAGED);
    assert.equal(await findBrowser(undefined, machine(executables)), BESIDE);
  });

  it("takes Edge only when there is neither Chrome nor Chromium", async () => {
    const edge = "/usr/bin/microsoft-edge";
    assert.equal(await findBrowser(undefined, machine([edge])), edge);
    assert.equal(
      await findBrowser(undefined, machine([edge, "/usr/bin/chromium"])),
      "/usr/bin/chromium",
    );
  });

  it("knows the usual places on macOS and Windows", async () => {
    const mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
    assert.equal(await findBrowser(undefined, machine([mac], { platform: "darwin" })), mac);
    const edge = "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe";
    const env = { "PROGRAMFILES(X86)": "C:\\Program Files (x86)" };
    assert.equal(await findBrowser(undefined, machine([edge], { platform: "win32", env })), edge);
  });

  it("never runs what lies in a relative folder of PATH", async () => {
    const env = { PATH: ".:bin" };
    const everything = machine([], {
      env,
      isExecutable: (path) => Promise.resolve(!path.startsWith("/")),
    });
    await assert.rejects(findBrowser(undefined, everything), { code: "BROWSER_NOT_FOUND" });
  });

  it("says what to do when there is none", async () => {
    await assert.rejects(
      findBrowser(undefined, machine([])),
      (error: unknown) => error instanceof MockloopError && /Install one/.test(error.userMessage),
    );
  });
});

describe("managedBrowserFolder", () => {
  it("follows each system's custom", () => {
    const folder = (platform: NodeJS.Platform, home: string, env = {}): string =>
      managedBrowserFolder({ platform, home, env });
    assert.equal(folder("linux", "/h"), "/h/.cache/mockloop/browsers");
    assert.equal(folder("linux", "/h", { XDG_CACHE_HOME: "/x" }), "/x/mockloop/browsers");
    assert.equal(folder("darwin", "/h"), "/h/Library/Caches/mockloop/browsers");
    assert.equal(folder("win32", "C:\\h"), "C:\\h\\AppData\\Local\\mockloop\\browsers");
    assert.equal(folder("win32", "C:\\h", { LOCALAPPDATA: "D:\\l" }), "D:\\l\\mockloop\\browsers");
  });
});
