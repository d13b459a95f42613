import { createRequire } from "node:module";
import { dirname } from "node:path";
import { createWorker, OEM, PSM, type Page, type Worker } from "tesseract.js";
import { mapLimited, raceAbort, throwIfAborted } from "../../base/async";
import { describeError, MockloopError } from "../../base/errors";
import type { LineImage, Reading, TextReader } from "./textReader";

/** Languages whose data are bundled. */
type TesseractLanguage = "eng" | "ara" | "heb";

export interface TesseractReaderOptions {
  /** Whose data are used: an npm package each. Default: English. */
  readonly language?: TesseractLanguage;
  /** How many lines are read at the same time, each in a thread of its own. */
  readonly workers?: number;
}

/**
 * Reads with Tesseract (LSTM, data from npm packages, no network). The workers start with the first line
 * and live until `dispose`; a worker that is lost fails the call, the next call starts new ones.
 */
export function createTesseractReader({
  language = "eng",
  workers = 2,
}: TesseractReaderOptions = {}): TextReader {
  return new TesseractReader(language, workers);
}

class TesseractReader implements TextReader {
  private pool: Promise<readonly Worker[]> | undefined;
  private disposed = false;
  /** Calls take turns: a worker reads one image at a time. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly language: TesseractLanguage,
    private readonly size: number,
  ) {}

  async read(lines: readonly LineImage[], signal?: AbortSignal): Promise<readonly Reading[]> {
    throwIfAborted(signal);
    if (lines.length === 0) return [];
    const work = this.turn.then(() => this.readAll(lines, signal));
    this.turn = work.catch(() => undefined);
    return raceAbort(work, signal);
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    await this.stop();
  }

  private async readAll(
    lines: readonly LineImage[],
    signal: AbortSignal | undefined,
  ): Promise<Reading[]> {
    throwIfAborted(signal);
    const idle = [...(await this.start())];
    return mapLimited(lines, idle.length, async (line) => {
      throwIfAborted(signal);
      const worker = idle.pop();
      if (!worker) throw engineError("no worker is idle");
      try {
        const { data } = await worker.recognize(toPgm(line), {}, { text: true });
        return toReading(data);
      } catch (error) {
        await this.stop();
        throw engineError(error);
      } finally {
        idle.push(worker);
      }
    });
  }

  private start(): Promise<readonly Worker[]> {
    if (this.disposed) throw engineError("the reader was disposed");
    this.pool ??= Promise.all(Array.from({ length: this.size }, () => startWorker(this.language)));
    this.pool.catch(() => (this.pool = undefined));
    return this.pool;
  }

  private async stop(): Promise<void> {
    const pool = this.pool;
    this.pool = undefined;
    const workers = (await pool?.catch(() => [])) ?? [];
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

const DATA: Readonly<Record<TesseractLanguage, string>> = {
  eng: "@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz",
  ara: "@tesseract.js-data/ara/4.0.0_best_int/ara.traineddata.gz",
  heb: "@tesseract.js-data/heb/4.0.0_best_int/heb.traineddata.gz",
};

/**
 * The library leaves the promise of a worker that fails to load its data pending and throws in its message handler
 * instead, so the error handler is what ends the wait.
 */
async function startWorker(language: TesseractLanguage): Promise<Worker> {
  const require = createRequire(import.meta.url);
  try {
    const data = require.resolve(DATA[language]);
    return await new Promise<Worker>((resolve, reject) => {
      createWorker(language, OEM.LSTM_ONLY, {
        workerPath: require.resolve("tesseract.js/src/worker-script/node/index.js"),
        langPath: dirname(data),
        cacheMethod: "none",
        gzip: true,
        errorHandler: (cause: unknown) => reject(engineError(cause)),
      })
        .then(async (worker) => {
          await worker.setParameters({
            tessedit_pageseg_mode: PSM.SINGLE_LINE,
            user_defined_dpi: "192",
            // The engine would print its diagnostics to this process's standard output.
            debug_file: "/dev/null",
          });
          resolve(worker);
        })
        .catch((cause: unknown) => reject(engineError(cause)));
    });
  } catch (error) {
    throw error instanceof MockloopError ? error : engineError(error);
  }
}

/** A portable graymap: the simplest file the engine decodes. http://netpbm.sourceforge.net/doc/pgm.html */
function toPgm(line: LineImage): Buffer {
  return Buffer.concat([Buffer.from(`P5 ${line.width} ${line.height} 255\n`), line.pixels]);
}

function toReading(page: Page): Reading {
  return {
    text: page.text.replace(/\s+/g, " ").trim(),
    confidence: Math.max(0, page.confidence / 100),
  };
}

function engineError(cause: unknown): MockloopError {
  return new MockloopError(
    "READER_FAILED",
    "The text reader stopped working. Run again; if it happens again, reinstall Mockloop.",
    { detail: describeError(cause), cause },
  );
}
