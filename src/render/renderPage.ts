import type { Browser, BrowserContext, CDPSession, Page } from "puppeteer";
import type { Size } from "../base/geometry";
import { BrowserLostError } from "./browser/browserLost";
import { createWorkClock, withinWork, type WorkClock } from "./guard/workLimit";
import { pageScript } from "./snapshot/pageScript";
import { createPageServer, type PageServer } from "./page/pageServer";
import { steadySurroundings } from "./page/steadySurroundings";

/** The renderer process of the page went away: out of memory, a browser bug, or somebody killed it. */
export class PageCrashedError extends BrowserLostError {
  override readonly message = "the page's process crashed";
}

/**
 * The page generated code is drawn in: a context of its own, steady surroundings, and a world beside the page's own scripts to ask questions in, which those scripts cannot see or fake.
 */
export class RenderPage {
  private world: number | undefined;
  /** Rejects with PageCrashedError; never resolves. */
  readonly crashed: Promise<never>;

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    /** The session whose emulation the screenshots follow. */
    readonly client: CDPSession,
    readonly server: PageServer,
    private readonly clock: WorkClock,
  ) {
    this.crashed = new Promise((_, reject) => {
      page.once("error", () => reject(new PageCrashedError()));
    });
    this.crashed.catch(() => undefined);
  }

  static async open(browser: Browser, createServer = createPageServer): Promise<RenderPage> {
    const context = await browser.createBrowserContext({ downloadBehavior: { policy: "deny" } });
    const page = await context.newPage();
    // For the page's whole life: an open dialog would block it for whoever closes it.
    page.on("dialog", (dialog) => void dialog.dismiss().catch(() => undefined));
    const client = await page.createCDPSession();
    await Promise.all([
      client.send("Page.enable"),
      client.send("Audits.enable"),
      steadySurroundings(client),
    ]);
    const server = await createServer(page);
    return new RenderPage(context, page, client, server, createWorkClock(browser));
  }

  isOpenIn(browser: Browser): boolean {
    return !this.page.isClosed() && this.page.browser() === browser;
  }

  /** Settles with something that this page is asked for, unless it keeps the browser busy for too long: see {@link withinWork}. */
  within<T>(work: Promise<T>, limitMs: number): Promise<T> {
    return withinWork(work, limitMs, this.clock);
  }

  async setViewport(viewport: Size, deviceScaleFactor: number): Promise<void> {
    await this.client.send("Emulation.setDeviceMetricsOverride", {
      width: viewport.width,
      height: viewport.height,
      deviceScaleFactor,
      mobile: false,
      screenWidth: viewport.width,
      screenHeight: viewport.height,
      positionX: 0,
      positionY: 0,
    });
  }

  /** Makes the isolated world of the document that is shown now. */
  async enterDocument(): Promise<void> {
    const { frameTree } = await this.client.send("Page.getFrameTree");
    const { executionContextId } = await this.client.send("Page.createIsolatedWorld", {
      frameId: frameTree.frame.id,
      worldName: "mockloop",
    });
    this.world = executionContextId;
  }

  /** The execution context of the isolated world; {@link enterDocument} must have been called. */
  get worldId(): number {
    if (this.world === undefined) throw new Error("No document has been entered.");
    return this.world;
  }

  /** Calls a self-contained function (see pageScript) in the isolated world. */
  async ask<A, R>(script: (argument: A) => R, argument: A): Promise<Awaited<R>> {
    const { result, exceptionDetails } = await this.client.send("Runtime.evaluate", {
      expression: pageScript(script, argument),
      contextId: this.worldId,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as Awaited<R>;
  }

  /** Leaves the document and everything it stored, so that the next one meets a new page. */
  async reset(origin: string): Promise<void> {
    this.world = undefined;
    this.server.serve(undefined);
    await this.page.goto("about:blank");
    await Promise.all([
      this.client.send("Storage.clearDataForOrigin", { origin, storageTypes: "all" }),
      this.client.send("Network.clearBrowserCookies"),
      this.client.send("Page.resetNavigationHistory"),
      // The one thing a document hands to its successor.
      this.client.send("Runtime.evaluate", { expression: "window.name = ''" }),
    ]);
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
