import type { Browser } from "puppeteer";
import { raceAbort, SerialQueue, TimeoutError, withTimeout } from "../base/async";
import { MockloopError } from "../base/errors";
import { nullLogger, type Logger } from "../base/logger";
import type { BrowserProcess } from "./browser/browserProcess";
import { ExcessError } from "./guard/excessError";
import { drawPage, tryPage } from "./page/drawPage";
import { FactCollector } from "./page/factCollector";
import { createPageServer } from "./page/pageServer";
import { RENDER_LIMITS, type RenderLimits } from "./page/renderLimits";
import type { Renderer, RenderOutcome, RenderRequest, TrialOutcome } from "./renderer";
import { PageCrashedError, RenderPage } from "./renderPage";
import type { TrialPage } from "./trials/trialPage";

type Failure = Extract<RenderOutcome, { ok: false }>;

export interface RendererOptions {
  readonly limits?: Partial<RenderLimits>;
  readonly logger?: Logger;
  /** What stands between the page and the network; default: a server that answers from the page's files alone. */
  readonly createServer?: typeof createPageServer;
}

/** How long a page may take to go away before the whole browser is ended. */
const CLOSE_TIMEOUT_MS = 1_500;
/** A page serves this many renders, then a fresh one takes over, so that nothing piles up in its process. */
const RENDERS_PER_PAGE = 40;

/** A renderer with one page of `browser`, kept from render to render. Dispose it before the browser. */
export function createPuppeteerRenderer(
  browser: BrowserProcess,
  options: RendererOptions = {},
): Renderer {
  return new PuppeteerRenderer(
    browser,
    { ...RENDER_LIMITS, ...options.limits },
    options.logger ?? nullLogger,
    options.createServer ?? createPageServer,
  );
}

class PuppeteerRenderer implements Renderer {
  private readonly queue = new SerialQueue();
  private page: RenderPage | undefined;
  private renders = 0;
  private tidied: Promise<void> = Promise.resolve();

  constructor(
    private readonly browser: BrowserProcess,
    private readonly limits: RenderLimits,
    private readonly logger: Logger,
    private readonly createServer: typeof createPageServer,
  ) {}

  render(request: RenderRequest, signal?: AbortSignal): Promise<RenderOutcome> {
    const { limits } = this;
    return this.inTurn(request, signal, (page, origin, facts) =>
      page.within(drawPage(page, request, origin, limits, facts), limits.renderTimeoutMs),
    );
  }

  tryOut<T>(
    request: RenderRequest,
    declarations: readonly (readonly string[])[],
    work: (page: TrialPage) => Promise<T>,
    {
      timeoutMs,
      signal,
    }: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined },
  ): Promise<TrialOutcome<T>> {
    const { limits } = this;
    return this.inTurn(request, signal, (page, origin, facts) =>
      withTimeout(tryPage(page, request, declarations, work, { origin, limits, facts }), timeoutMs),
    );
  }

  /** What is done with a page of its own, after everything that was asked for before. */
  private inTurn<T>(...work: Parameters<typeof this.workAlone<T>>): Promise<T | Failure> {
    return raceAbort(
      this.queue.run(() => this.workAlone(...work)),
      work[1],
    );
  }

  /** After the render under way, if any: abort it first. */
  async dispose(): Promise<void> {
    await this.queue.run(async () => {
      await this.tidied;
      await this.closePage();
    });
  }

  private async workAlone<T>(
    request: RenderRequest,
    signal: AbortSignal | undefined,
    work: (page: RenderPage, origin: string, facts: FactCollector) => Promise<T>,
  ): Promise<T | Failure> {
    if (!request.files.has(request.entry))
      return {
        ok: false,
        reason: "missing-entry",
        message: `There is no ${request.entry}; write it first.`,
        facts: [],
      };
    // Each render is an origin of its own: no cache, storage or connection is shared between two of them.
    const origin = `https://page${++this.renders}.mockloop.invalid`;
    let facts = new FactCollector();
    await this.tidied;
    try {
      const outcome = await this.browser.use(async (browser) => {
        facts = new FactCollector();
        const page = await this.openPage(browser);
        return Promise.race([work(page, origin, facts), page.crashed]);
      }, signal);
      // The next render waits for it, this one's owner need not.
      this.tidied = this.tidyUp(origin);
      return outcome;
    } catch (error) {
      await this.closePage();
      const failure = failureOf(error);
      if (!failure) throw error;
      this.logger.info(`A page was not drawn: ${failure.reason}.`);
      return { ok: false, ...failure, facts: facts.list() };
    }
  }

  private async openPage(browser: Browser): Promise<RenderPage> {
    if (!this.page?.isOpenIn(browser)) {
      await this.closePage();
      this.page = await RenderPage.open(browser, this.createServer);
    }
    return this.page;
  }

  private async tidyUp(origin: string): Promise<void> {
    if (this.renders % RENDERS_PER_PAGE === 0) return this.closePage();
    // A page that started to loop once it was drawn cannot be left any more.
    await withTimeout(this.page?.reset(origin) ?? Promise.resolve(), CLOSE_TIMEOUT_MS).catch(() =>
      this.closePage(),
    );
  }

  private async closePage(): Promise<void> {
    const page = this.page;
    this.page = undefined;
    if (!page || !page.page.browser().connected) return;
    await withTimeout(page.close(), CLOSE_TIMEOUT_MS).catch(() => this.browser.kill());
  }
}

/** What a failed drawing tells the model; undefined when it is not the page's doing. */
function failureOf(
  error: unknown,
): { reason: "hung" | "crashed" | "too-large"; message: string } | undefined {
  if (error instanceof TimeoutError)
    return {
      reason: "hung",
      message: `The page was stopped: its scripts or layout kept the browser busy for ${error.timeoutMs / 1000} s without an end. Remove endless loops and endless growth.`,
    };
  if (error instanceof MockloopError && error.cause instanceof ExcessError)
    return {
      reason: "too-large",
      message: `The page was stopped: ${error.cause.message}. Make it simpler.`,
    };
  if (error instanceof MockloopError && error.cause instanceof PageCrashedError)
    return {
      reason: "crashed",
      message:
        "The page ended its browser process twice, most likely for lack of memory. Make it simpler.",
    };
  return undefined;
}
