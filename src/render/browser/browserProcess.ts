import type { Browser } from "puppeteer";
import { raceAbort, throwIfAborted, withTimeout } from "../../base/async";
import { MockloopError, describeError } from "../../base/errors";
import { nullLogger, type Logger } from "../../base/logger";
import { defaultBrowserLimits, type BrowserLimits } from "../guard/browserLimits";
import { ExcessError } from "../guard/excessError";
import { BrowserLostError } from "./browserLost";
import { launchBrowser, type RunningBrowser } from "./launchBrowser";
import { removeProfile } from "./profileFolder";

export interface BrowserProcessOptions {
  /** Undefined: {@link findBrowser} looks for one. */
  readonly executablePath?: string | undefined;
  readonly logger?: Logger;
  /** How long a launch may take. Default 30 000. */
  readonly launchTimeoutMs?: number;
  /** What the browser may hold before it is ended. Default: {@link defaultBrowserLimits}. */
  readonly limits?: Partial<BrowserLimits>;
}

/** The one headless browser: launched at first use, shared, launched anew after a crash. */
export interface BrowserProcess {
  /**
   * Runs `work` with a living browser. When the browser is lost meanwhile, a new one is launched and `work` runs once
   * more, from its start; not where its memory or a message was too much and nobody else was at work.
   *
   * @throws MockloopError BROWSER_NOT_FOUND; BROWSER_FAILED when it does not start or is lost a second time, or for good (the
   * cause is an ExcessError then);
   * AbortError as soon as `signal` fires (work must stop by itself, it has the signal too).
   */
  use<T>(work: (browser: Browser) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Ends the process at once, as when it hangs; the next use launches another. */
  kill(): Promise<void>;
  /** Ends the process and removes its profile; later uses fail. */
  dispose(): Promise<void>;
}

export function createBrowserProcess(options: BrowserProcessOptions = {}): BrowserProcess {
  return new PuppeteerBrowserProcess(options);
}

class PuppeteerBrowserProcess implements BrowserProcess {
  private running: Promise<RunningBrowser> | undefined;
  private disposed = false;
  /** How many are at work with it. */
  private uses = 0;
  private readonly logger: Logger;

  constructor(private readonly options: BrowserProcessOptions) {
    this.logger = options.logger ?? nullLogger;
  }

  async use<T>(work: (browser: Browser) => Promise<T>, signal?: AbortSignal): Promise<T> {
    this.uses++;
    try {
      return await this.attempt(work, signal);
    } catch (error) {
      if (!(error instanceof BrowserLostError)) throw error;
      // Whoever has the browser alone is to blame; among several it may be another.
      if (error instanceof ExcessError && this.uses === 1) throw failure(error);
      this.logger.warn(`The browser was lost (${error.message}); it is launched once more.`);
    } finally {
      this.uses--;
    }
    this.uses++;
    try {
      return await this.attempt(work, signal);
    } catch (error) {
      throw error instanceof BrowserLostError ? failure(error) : error;
    } finally {
      this.uses--;
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
      if (lost.aborted) throw whyLost(lost);
      // Whatever failed because the process had gone is a lost browser, whoever noticed first.
      if (!browser.connected) throw new BrowserLostError(describeError(error));
      throw error;
    }
  }

  private async start(): Promise<RunningBrowser> {
    if (this.disposed)
      throw new MockloopError("BROWSER_FAILED", "The browser was closed already; start anew.");
    const before = this.running;
    const known = await before?.catch(() => undefined);
    // One that was ended may not have told so yet.
    if (known?.lost.aborted && this.running === before) this.running = undefined;
    this.running ??= this.launch().catch((error: unknown) => {
      this.running = undefined;
      throw error;
    });
    return this.running;
  }

  private async launch(): Promise<RunningBrowser> {
    const running = await launchBrowser({
      executablePath: this.options.executablePath,
      logger: this.logger,
      timeoutMs: this.options.launchTimeoutMs ?? 30_000,
      limits: { ...defaultBrowserLimits(), ...this.options.limits },
    });
    running.browser.once("disconnected", () => void this.forget(running));
    return running;
  }

  private async forget(gone: RunningBrowser): Promise<void> {
    if ((await this.running?.catch(() => undefined)) === gone) this.running = undefined;
    await hasExited(gone.browser);
    await removeProfile(gone.profile);
  }

  async kill(): Promise<void> {
    const running = await this.running?.catch(() => undefined);
    if (!running) return;
    running.browser.process()?.kill("SIGKILL");
    await this.forget(running);
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

function failure(error: BrowserLostError): MockloopError {
  const isExcess = error instanceof ExcessError;
  return new MockloopError(
    "BROWSER_FAILED",
    isExcess
      ? `The headless browser was ended: ${error.message}.`
      : "The headless browser was lost twice in a row. Check that the machine has free memory, then try again.",
    {
      cause: error,
      ...(!isExcess && { detail: error.message, remedy: { kind: "name-browser" } }),
    },
  );
}

/** Resolves when the process has exited, after 2 s in any case. */
async function hasExited(browser: Browser): Promise<void> {
  const process = browser.process();
  if (!process || process.exitCode !== null || process.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => process.once("exit", () => resolve()));
  await withTimeout(exited, 2_000).catch(() => undefined);
}

/** What ended it, where that is known. */
function whyLost({ reason }: AbortSignal): BrowserLostError {
  return reason instanceof BrowserLostError ? reason : new BrowserLostError("the process ended");
}
