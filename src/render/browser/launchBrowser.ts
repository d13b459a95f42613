import { setMaxListeners } from "node:events";
import type { Readable } from "node:stream";
import puppeteer, { type Browser } from "puppeteer";
import { MockloopError, describeError } from "../../base/errors";
import { formatBytes } from "../../base/text/formatBytes";
import type { Logger } from "../../base/logger";
import type { BrowserLimits } from "../guard/browserLimits";
import { capMessages } from "../guard/capMessages";
import { ExcessError } from "../guard/excessError";
import { watchTree } from "../guard/watchTree";
import { browserFlags } from "./browserFlags";
import { findBrowser } from "./findBrowser";
import { makeProfile, removeProfile, removeStaleProfiles } from "./profileFolder";

export interface LaunchOptions {
  /** Undefined: {@link findBrowser} looks for one. */
  readonly executablePath: string | undefined;
  readonly logger: Logger;
  readonly timeoutMs: number;
  readonly limits: BrowserLimits;
}

/** A browser process and what belongs to it. */
export interface RunningBrowser {
  readonly browser: Browser;
  /** The folder of its profile, which nobody else ever uses. */
  readonly profile: string;
  /**
   * Fires when the process goes away; the reason is an ExcessError when it was ended because a page took too much. A promise to race
   * with would keep every result of its life in memory.
   */
  readonly lost: AbortSignal;
}

/** A headless shell takes its language from here, not from its flags ("en-US@posix" where no language is set). */
const STEADY_ENVIRONMENT = {
  TZ: "UTC",
  LANGUAGE: "en-US",
  LC_ALL: "en_US.UTF-8",
  LANG: "en_US.UTF-8",
};

/**
 * A profile of its own does not keep a browser for Linux out of the home: its crash reports lie in the folder of all profiles, and the
 * desktop's settings have a cache.
 */
const homeless = (profile: string): NodeJS.ProcessEnv => ({
  CHROME_CONFIG_HOME: profile,
  GSETTINGS_BACKEND: "memory",
});

/**
 * Starts a browser with a fresh profile, and with guards that end it when it takes too much. Profiles that killed processes left
 * behind are deleted.
 *
 * @throws MockloopError BROWSER_NOT_FOUND, BROWSER_FAILED.
 */
export async function launchBrowser({
  executablePath: wanted,
  logger,
  timeoutMs,
  limits,
}: LaunchOptions): Promise<RunningBrowser> {
  const executablePath = await findBrowser(wanted);
  void removeStaleProfiles().catch(() => undefined);
  const profile = await makeProfile();
  const startedAt = performance.now();
  const noSandbox = whyNoSandbox();
  if (noSandbox) logger.warn(`The browser draws without its own sandbox: ${noSandbox}.`);
  try {
    const browser = await puppeteer.launch({
      executablePath,
      userDataDir: profile,
      args: [...browserFlags(noSandbox !== undefined, profile)],
      headless: true,
      // A pipe, not a debugging port: no other process of this machine can talk to the browser.
      pipe: true,
      acceptInsecureCerts: false,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      timeout: timeoutMs,
      env: { ...process.env, ...STEADY_ENVIRONMENT, ...homeless(profile) },
    });
    logger.debug(
      `${executablePath} (${await browser.version()}) started in ${Math.round(performance.now() - startedAt)} ms.`,
    );
    return { browser, profile, lost: guard(browser, limits, logger) };
  } catch (error) {
    await removeProfile(profile);
    throw launchError(executablePath, error);
  }
}

/** Why Chromium's own sandbox cannot be had; undefined: it is on, as Chromium does not start otherwise. */
export function whyNoSandbox(): string | undefined {
  if (process.getuid?.() === 0) return "Mockloop runs as root, for whom Chromium has none";
  if (process.env["MOCKLOOP_NO_SANDBOX"] === "1") return "MOCKLOOP_NO_SANDBOX is set";
  return undefined;
}

/** Ends the browser when a message or its memory grows beyond bounds. */
function guard(browser: Browser, limits: BrowserLimits, logger: Logger): AbortSignal {
  const lost = new AbortController();
  setMaxListeners(0, lost.signal);
  const end = (what: string): void => {
    if (lost.signal.aborted) return;
    logger.warn(`The browser was ended: ${what}.`);
    lost.abort(new ExcessError(what));
    browser.process()?.kill("SIGKILL");
  };
  const { pid, stdio } = browser.process() ?? {};
  const watched =
    pid === undefined
      ? undefined
      : watchTree(pid, limits, (use) =>
          end(
            use.bytes > limits.memoryBytes
              ? `a page took more than ${formatBytes(limits.memoryBytes)} of memory`
              : `a page took more than ${limits.processes} processes`,
          ),
        );
  // The last of Chromium's pipes is the one it answers through.
  const pipe = stdio?.[4] as Readable | undefined;
  if (pipe) capMessages(pipe, limits.messageBytes, () => end("a page sent a message without end"));
  browser.once("disconnected", () => {
    watched?.stop();
    lost.abort();
  });
  return lost.signal;
}

function launchError(executablePath: string, error: unknown): unknown {
  if (error instanceof MockloopError) return error;
  const detail = describeError(error).slice(0, 2_000);
  if (/no usable sandbox|setuid sandbox/i.test(detail))
    return new MockloopError(
      "BROWSER_FAILED",
      `${executablePath} cannot start its sandbox on this system. Install Chrome, Chromium or Edge from its package (it brings what the sandbox needs), or, where every page is trusted, set MOCKLOOP_NO_SANDBOX=1.`,
      { detail, cause: error },
    );
  return new MockloopError(
    "BROWSER_FAILED",
    `The browser ${executablePath} did not start. Check that it runs.`,
    { detail, cause: error, remedy: { kind: "name-browser" } },
  );
}
