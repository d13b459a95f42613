import { setMaxListeners } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser } from "puppeteer";
import { raceAbort, throwIfAborted, withTimeout } from "../../base/async";
import { MockloopError, describeError } from "../../base/errors";
import { nullLogger, type Logger } from "../../base/logger";
import { browserFlags } from "./browserFlags";
import { findBrowser } from "./findBrowser";

export interface BrowserProcessOptions {
  /** Undefined: {@link findBrowser} looks for one. */
  readonly executablePath?: string | undefined;
  readonly logger?: Logger;
  /** How long a launch may take. Default 30 000. */
  readonly launchTimeoutMs?: number;
}

/** Thrown by work inside {@link BrowserProcess.use} to say that the browser, or its page's process, went away. */
export class BrowserLostError extends Error {
  override readonly name = "BrowserLostError";
}

/** The one headless browser: launched at first use, shared, launched anew after a crash. */
export interface BrowserProcess {
  /**
   * Runs `work` with a living browser. When the browser is lost meanwhile, a new one is launched and `work` runs once
   * more, from its start.
   *
   * @throws MockloopError BROWSER_NOT_FOUND; BROWSER_FAILED when it does not start or is lost a second time;
   * AbortError as soon as `signal` fires (work must stop by itself, it has the signal too).
   */
  use<T>(work: (browser: Browser) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Ends the process at once, as when it hangs; the next use launches another. */
  kill(): Promise<void>;
  /** Ends the process and removes its profile; later uses fail. */
  dispose(): Promise<void>;
}

/** A headless shell takes its language from here, not from its flags ("en-US@posix" where no language is set). */
const STEADY_ENVIRONMENT = {
  TZ: "UTC",
  LANGUAGE: "en-US",
  LC_ALL: "en_US.UTF-8",
  LANG: "en_US.UTF-8",
};

interface Running {
  readonly browser: Browser;
  readonly profile: string;
  /** Fires when the process goes away. A promise to race with would keep every result of its life in memory. */
  readonly lost: AbortSignal;
}

export function createBrowserProcess(options: BrowserProcessOptions = {}): BrowserProcess {
  return new PuppeteerBrowserProcess(options);
}

class PuppeteerBrowserProcess implements BrowserProcess {
  private running: Promise<Running> | undefined;
  private disposed = false;
  private readonly logger: Logger;

  constructor(private readonly options: BrowserProcessOptions) {
    this.logger = options.logger ?? nullLogger;
  }

  async use<T>(work: (browser: Browser) => Promise<T>, signal?: AbortSignal): Promise<T> {
    try {
      return await this.attempt(work, signal);
    } catch (error) {
      if (!(error instanceof BrowserLostError)) throw error;
      this.logger.warn(`The browser was lost (${error.message}); it is launched once more.`);
    }
    try {
      return await this.attempt(work, signal);
    } catch (error) {
      if (!(error instanceof BrowserLostError)) throw error;
      throw new MockloopError(
        "BROWSER_FAILED",
        "The headless browser was lost twice in a row. Check that the machine has free memory, then try again.",
        { detail: error.message, cause: error, remedy: { kind: "name-browser" } },
      );
    }
  }

  private async attempt<T>(
    work: (browser: Browser) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    throwIfAborted(signal);
    const { browser, lost } = await raceAbort(this.start(), signal);
    throwIfAborted(signal);
    try {
      return await raceAbort(raceAbort(work(browser), lost), signal);
    } catch (error) {
      if (signal?.aborted) throw error;
      if (lost.aborted) throw new BrowserLostError("the process ended");
      // Whatever failed because the process had gone is a lost browser, whoever noticed first.
      if (!browser.connected) throw new BrowserLostError(describeError(error));
      throw error;
    }
  }

  private async start(): Promise<Running> {
    if (this.disposed)
      throw new MockloopError("BROWSER_FAILED", "The browser was closed already; start anew.");
    this.running ??= this.launch().catch((error: unknown) => {
      this.running = undefined;
      throw error;
    });
    return this.running;
  }

  private async launch(): Promise<Running> {
    const executablePath = await findBrowser(this.options.executablePath);
    const profile = await mkdtemp(join(tmpdir(), "mockloop-browser-"));
    const startedAt = performance.now();
    try {
      const browser = await puppeteer.launch({
        executablePath,
        userDataDir: profile,
        args: [...browserFlags(mustRunWithoutSandbox())],
        headless: true,
        // A pipe, not a debugging port: no other process of this machine can talk to the browser.
        pipe: true,
        acceptInsecureCerts: false,
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
        timeout: this.options.launchTimeoutMs ?? 30_000,
        env: { ...process.env, ...STEADY_ENVIRONMENT },
      });
      const running = { browser, profile, lost: whenLost(browser) };
      browser.once("disconnected", () => void this.forget(browser, profile));
      this.logger.debug(
        `${executablePath} (${await browser.version()}) started in ${Math.round(performance.now() - startedAt)} ms.`,
      );
      return running;
    } catch (error) {
      await removeProfile(profile);
      throw launchError(executablePath, error);
    }
  }

  private async forget(browser: Browser, profile: string): Promise<void> {
    const running = await this.running?.catch(() => undefined);
    if (running?.browser === browser) this.running = undefined;
    await removeProfile(profile);
  }

  async kill(): Promise<void> {
    const running = await this.running?.catch(() => undefined);
    if (!running) return;
    if (this.running && (await this.running.catch(() => undefined)) === running)
      this.running = undefined;
    const process = running.browser.process();
    const exited = new Promise<void>((resolve) => {
      if (!process || process.exitCode !== null || process.signalCode !== null) resolve();
      else process.once("exit", () => resolve());
    });
    process?.kill("SIGKILL");
    await withTimeout(exited, 2_000).catch(() => undefined);
    await removeProfile(running.profile);
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    const running = await this.running?.catch(() => undefined);
    if (!running) return;
    await withTimeout(running.browser.close(), 2_000).catch(() => this.kill());
    this.running = undefined;
    await removeProfile(running.profile);
  }
}

function whenLost(browser: Browser): AbortSignal {
  const lost = new AbortController();
  setMaxListeners(0, lost.signal);
  browser.once("disconnected", () => lost.abort());
  return lost.signal;
}

function mustRunWithoutSandbox(): boolean {
  return process.getuid?.() === 0 || process.env["MOCKLOOP_NO_SANDBOX"] === "1";
}

/** A browser writes into its profile until it is really gone, so removing it may need several tries. */
async function removeProfile(profile: string): Promise<void> {
  await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(
    () => undefined,
  );
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
