import type { FileHandle } from "node:fs/promises";
import { SerialQueue } from "../../base/async";
import { systemErrorCode, writeError } from "../../base/errors";
import type { Folder } from "../../files/folder";
import { lockFolder } from "../../files/lockFolder";
import { shardSuffix } from "../shard";
import type { Shard } from "../shard";
import type { BatchResult, BatchStart } from "./batchLines";
import { parseLedger } from "./parseLedger";
import type { Ledger } from "./parseLedger";

/** A batch of ten thousand mockups has about 8 MB. */
const MAX_BYTES = 64e6;

/** "mockloop-batch.jsonl", "mockloop-batch-2-of-8.jsonl". */
export const ledgerName = (shard: Shard | undefined): string =>
  `mockloop-batch${shardSuffix(shard)}.jsonl`;

/** Whether a file's name is a ledger's. */
export const isLedgerName = (name: string): boolean =>
  /^mockloop-batch(-\d+-of-\d+)?\.jsonl$/.test(name);

/** Reads a ledger; undefined when there is none. @throws MockloopError PATH_REFUSED. */
export async function readLedger(folder: Folder, name: string): Promise<Ledger | undefined> {
  const bytes = await folder.read(name, { maxBytes: MAX_BYTES }).catch((error: unknown) => {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  });
  return bytes && parseLedger(new TextDecoder().decode(bytes));
}

/**
 * What is finished of a batch, as a file of JSON lines that only grows: whatever kills the process, each line that can be read is of
 * a task whose files are there.
 */
export class BatchLedger {
  private readonly queue = new SerialQueue();

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private readonly unlock: () => Promise<void>,
    /** What earlier processes finished. */
    readonly earlier: Ledger["results"],
  ) {}

  /**
   * Begins a batch in `folder`, or goes on with the one that is there.
   *
   * @throws MockloopError BUSY when another process is at work on it, PATH_REFUSED, DISK_FULL, WRITE_FAILED.
   */
  static async open(folder: Folder, start: BatchStart, goOn: boolean): Promise<BatchLedger> {
    const name = ledgerName(start.shard);
    const unlock = await lockFolder(folder.pathOf(`.${name}.lock`));
    try {
      const { results } = (goOn ? await readLedger(folder, name) : undefined) ?? NOTHING;
      const lines = [start, ...results.values()].map(toLine).join("");
      const file = await folder.startAppending(name, lines);
      return new BatchLedger(folder.pathOf(name), file, unlock, results);
    } catch (error) {
      await unlock();
      throw error;
    }
  }

  /** Adds a result; it is on the disk when this resolves. @throws MockloopError DISK_FULL, WRITE_FAILED. */
  add(result: BatchResult): Promise<void> {
    return this.queue.run(async () => {
      try {
        await this.file.appendFile(toLine(result));
        await this.file.sync();
      } catch (error) {
        throw writeError(this.path, error);
      }
    });
  }

  async close(): Promise<void> {
    await this.queue.run(() => this.file.close());
    await this.unlock();
  }
}

const NOTHING: Pick<Ledger, "results"> = { results: new Map() };

const toLine = (line: BatchStart | BatchResult): string => `${JSON.stringify(line)}\n`;
