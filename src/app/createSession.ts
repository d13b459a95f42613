import { DisposableStore } from "../base/lifecycle";
import { nullLogger } from "../base/logger";
import type { Logger } from "../base/logger";
import { loadCatalogFonts } from "../fonts/fontFiles";
import type { FontProbe } from "../fonts/fontProbe";
import type { Inspection } from "../inspect/inspection";
import { inspectMockup } from "../inspect/inspectMockup";
import { createTesseractReader } from "../inspect/tesseractReader";
import { loadMockup } from "../mockup/loadMockup";
import type { MockupSource } from "../mockup/loadMockup";
import type { Mockup } from "../mockup/mockup";
import { createBrowserProcess } from "../render/browserProcess";
import { createPuppeteerFontProbe } from "../render/puppeteerFontProbe";
import { createPuppeteerRenderer } from "../render/puppeteerRenderer";
import type { Renderer } from "../render/renderer";
import { createSvgRasterizer } from "../render/svgRasterizer";
import { DEFAULT_POLICY } from "../tools/permissions";
import type { AskPermission, PermissionPolicy } from "../tools/permissions";
import { findModel } from "./findModel";

export interface SessionOptions {
  readonly logger?: Logger;
  /** The browser's executable; undefined: search. */
  readonly browserPath?: string | undefined;
  readonly policy?: PermissionPolicy;
  readonly ask?: AskPermission;
  /** Knows the models a run may ask for; default: {@link findModel}. */
  readonly findModel?: typeof findModel;
}

/** The costly things that runs share: one browser, one reader. Everything starts at first use. */
export interface Session {
  readonly logger: Logger;
  readonly renderer: Renderer;
  readonly policy: PermissionPolicy;
  readonly ask: AskPermission | undefined;
  readonly findModel: typeof findModel;
  load(
    source: MockupSource,
    deviceScaleFactor: number | undefined,
    signal: AbortSignal,
  ): Promise<Mockup>;
  inspect(mockup: Mockup, signal: AbortSignal): Promise<Inspection>;
  /** Ends the browser and the reader. */
  dispose(): Promise<void>;
}

/** The composition root: the one place where ports meet their adapters. */
export function createSession(options: SessionOptions = {}): Session {
  const logger = options.logger ?? nullLogger;
  const store = new DisposableStore();
  const browser = store.add(createBrowserProcess({ executablePath: options.browserPath, logger }));
  const renderer = store.add(createPuppeteerRenderer(browser));
  const reader = store.add(createTesseractReader());
  const rasterizeSvg = createSvgRasterizer(browser);
  let probe: Promise<FontProbe> | undefined;
  const openProbe = async (): Promise<FontProbe> =>
    store.add(createPuppeteerFontProbe(browser, { fonts: await loadCatalogFonts() }));
  return {
    logger,
    renderer,
    policy: options.policy ?? DEFAULT_POLICY,
    ask: options.ask,
    findModel: options.findModel ?? findModel,
    load: (source, deviceScaleFactor, signal) =>
      loadMockup(
        source,
        { rasterizeSvg, ...(deviceScaleFactor !== undefined && { deviceScaleFactor }) },
        signal,
      ),
    inspect: async (mockup, signal) => {
      probe ??= openProbe();
      return inspectMockup(mockup, { reader, probe: await probe }, signal);
    },
    dispose: () => store.dispose(),
  };
}
