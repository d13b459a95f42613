import { makeOnce } from "../../base/async";
import { DisposableStore } from "../../base/lifecycle";
import { nullLogger } from "../../base/logger";
import type { Logger } from "../../base/logger";
import { loadCatalogFonts } from "../../fonts/fontFiles";
import type { FontProbe } from "../../fonts/fontProbe";
import { inferScale } from "../../inspect/inferScale";
import { inspectMockup } from "../../inspect/inspectMockup";
import { createPaddleReader } from "../../inspect/read/paddle/paddleReader";
import type { ScriptReader } from "../../inspect/read/scripts/readScripts";
import { createTesseractReader } from "../../inspect/read/tesseractReader";
import { loadMockup } from "../../mockup/loadMockup";
import { toLlamaOptions } from "../../model/llama/load/applyHardware";
import { createLlamaModel } from "../../model/llama/llamaModel";
import { createOpenaiModel } from "../../model/openai/openaiModel";
import type { SecretSource } from "../../model/secretSource";
import { createModelStore } from "../../model/llama/models/modelStore";
import { createBrowserProcess } from "../../render/browser/browserProcess";
import { createPuppeteerFontProbe } from "../../render/trials/puppeteerFontProbe";
import { createPuppeteerRenderer } from "../../render/puppeteerRenderer";
import { createSvgRasterizer } from "../../render/svg/svgRasterizer";
import { AnswerMemory } from "../../policy/answerMemory";
import type { AskPermission } from "../../policy/answerMemory";
import type { Policy } from "../../policy/decide";
import type { FindModel } from "../../run/findModel";
import type { Session } from "../../run/session";
import { openAnswerBook } from "../machine/permissions/answerBook";
import { findInstallation } from "../machine/installation";
import { modelsFolder } from "../machine/userFolders";
import { createLocalModels } from "../machine/localModels";
import type { LocalModels } from "../machine/localModels";
import { createSecretSource } from "../machine/secretSource";
import { openServerBook } from "../machine/serverBook";
import { openServerMemory } from "../machine/serverMemory";
import { sendingTo } from "../machine/permissions/hostAnswers";
import { findWeights } from "../machine/weights";
import { createFindModel } from "./findModels";
import { createServerModels } from "./serverModels";

export interface SessionOptions {
  readonly logger?: Logger;
  /** The browser's executable; undefined: search. */
  readonly browserPath?: string | undefined;
  /** What models may do; default: what is built in. */
  readonly policy?: Policy;
  /** Asks a person; undefined: nobody is there. */
  readonly ask?: AskPermission;
  /** What answers of the scope "workspace" are for; default: the current folder. */
  readonly workspace?: string;
  /** Knows the models a run may ask for; default: the tracer and the local models. */
  readonly findModel?: FindModel;
  /** Knows the models that an editor offers; undefined: there is no editor. */
  readonly findEditorModel?: FindModel;
  /** The fonts that text is set in; default: those of the catalogue. */
  readonly loadFonts?: typeof loadCatalogFonts;
  /** Where keys of servers are found; default: the environment and files of this machine. */
  readonly secrets?: SecretSource;
  /** Hosts that pictures may be sent to in this session, without anybody being asked. */
  readonly allowedHosts?: readonly string[];
  /** Local models that outlive the session; undefined: it opens and ends its own. */
  readonly localModels?: LocalModels;
}

/** The composition root: the one place where ports meet their adapters. */
export function createSession(options: SessionOptions = {}): Session {
  const logger = options.logger ?? nullLogger;
  const store = new DisposableStore();
  const browser = store.add(createBrowserProcess({ executablePath: options.browserPath, logger }));
  const renderer = store.add(createPuppeteerRenderer(browser, { logger }));
  const reader = store.add(createTesseractReader());
  const checker = store.add(createPaddleReader());
  const scripts = openScriptReaders(store);
  const localModels = options.localModels ?? store.add(openLocalModels(logger));
  const rasterizeSvg = createSvgRasterizer(browser, { logger });
  const loadFonts = options.loadFonts ?? loadCatalogFonts;
  const answers = new AnswerMemory(
    openAnswerBook(),
    options.workspace ?? process.cwd(),
    (options.allowedHosts ?? []).map(sendingTo),
  );
  const openProbe = makeOnce(async (): Promise<FontProbe> =>
    store.add(createPuppeteerFontProbe(browser, { fonts: await loadFonts() })),
  );
  return {
    logger,
    renderer,
    policy: options.policy ?? [],
    answers,
    ask: answers.remembering(options.ask),
    findModel:
      options.findModel ??
      createFindModel({
        local: localModels,
        servers: openServerModels(logger, options.secrets),
        editor: options.findEditorModel,
      }),
    findWeights: (model) => findWeights(model, createModelStore(modelsFolder())),
    load: (source, deviceScaleFactor, signal) =>
      loadMockup(
        source,
        { rasterizeSvg, inferScale, ...(deviceScaleFactor !== undefined && { deviceScaleFactor }) },
        signal,
      ),
    inspect: async (mockup, signal) =>
      inspectMockup(mockup, { reader, checker, scripts, probe: await openProbe() }, signal),
    dispose: () => store.dispose(),
  };
}

/** Readers of the scripts that only some pages have; each begins to work with its first line. */
function openScriptReaders(store: DisposableStore): ScriptReader[] {
  return [
    {
      reader: createTesseractReader({ language: "ara", workers: 1 }),
      letter: /\p{Script=Arabic}/u,
    },
    {
      reader: createTesseractReader({ language: "heb", workers: 1 }),
      letter: /\p{Script=Hebrew}/u,
    },
  ].map((script) => ({ ...script, reader: store.add(script.reader) }));
}

/** The models behind servers, with what this user has set up. */
function openServerModels(
  logger: Logger,
  secrets = createSecretSource(),
): ReturnType<typeof createServerModels> {
  return createServerModels({
    book: openServerBook(),
    secrets,
    memory: openServerMemory(logger),
    logger,
    open: createOpenaiModel,
  });
}

/** The local models of this machine. */
export function openLocalModels(logger: Logger): LocalModels {
  const { nativeDirs, hostEntry } = findInstallation();
  return createLocalModels({
    store: createModelStore(modelsFolder()),
    nativeDirs,
    open: (local, hardware) =>
      createLlamaModel({ ...toLlamaOptions(local, hardware), nativeDirs, hostEntry, logger }),
  });
}
