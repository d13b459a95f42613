import { basename, dirname, join } from "node:path";
import type { FileHandle } from "node:fs/promises";
import { SerialQueue } from "../../base/async";
import { MockloopError, writeError } from "../../base/errors";
import type { Iteration } from "../../converge/events";
import { Folder } from "../../files/folder";
import { lockFolder } from "../../files/lockFolder";
import { removeFolder, replaceFolder } from "../../files/removeFolder";
import type { Bitmap } from "../../image/bitmap";
import { encodePng } from "../../image/codec";
import type { Mockup } from "../../mockup/mockup";
import { isConfined } from "../../project/sourceFiles";
import type { FilesSnapshot } from "../../project/sourceFiles";
import type { IterationLine, RunLineUnion } from "../../protocol/runProtocol";
import { JournalChain } from "./chain";
import { recordOf } from "./iterationRecord";
import { keepElements } from "./beside/keepElements";
import { keepParts, KINDS_OF_PARTS, partsOf } from "./beside/keepParts";
import { MAX_JOURNAL_BYTES, openRunFolder } from "./readJournal";
import {
  isInIterations,
  isIterationFile,
  iterationName,
  mockupName,
  RUN_NAMES,
  runPaths,
  viewNames,
} from "./runPaths";
import { MARKER_TEXT, RESUME, writeSnapshot } from "./writeFiles";

/**
 * A run on disk: an append-only journal of JSON lines, and a folder for each iteration that is complete before its line is
 * written. So whatever kills the process, every line that can be read names files that are there. The folder may be a stranger's:
 * see {@link Folder}.
 */
export class RunArchive {
  /** One line after the other, as each has the hash of the one before. */
  private readonly lines = new SerialQueue();

  private constructor(
    readonly runDir: string,
    private readonly folder: Folder,
    private readonly journal: FileHandle,
    private readonly unlock: () => Promise<void>,
    private readonly chain: JournalChain,
  ) {}

  /**
   * Begins a new run in `runDir`; what an older run left there is removed. @throws MockloopError BAD_OPTION when a run is at work
   * there, PATH_REFUSED when there are links in it, DISK_FULL, WRITE_FAILED.
   */
  static async create(runDir: string): Promise<RunArchive> {
    const parent = await Folder.make(dirname(runDir), RESUME);
    const folder = await parent.makeFolder(basename(runDir));
    return lockRun(folder, async (unlock) => {
      await folder.write(RUN_NAMES.marker, MARKER_TEXT);
      await folder.remove(RUN_NAMES.report);
      await folder.remove(RUN_NAMES.preview);
      for (const kind of KINDS_OF_PARTS) await folder.remove(RUN_NAMES[kind]);
      await removeFolder(folder, RUN_NAMES.best, isConfined);
      await removeFolder(folder, RUN_NAMES.edit, isConfined);
      await removeFolder(folder, RUN_NAMES.iterations, isInIterations);
      const journal = await folder.startAppending(RUN_NAMES.journal, "");
      return new RunArchive(runDir, folder, journal, unlock, JournalChain.after(""));
    });
  }

  /** Goes on with the run in `runDir`. A last line that was cut off is closed with a line break. @throws as {@link create}. */
  static async reopen(runDir: string): Promise<RunArchive> {
    const folder = await openRunFolder(runDir);
    return lockRun(folder, async (unlock) => {
      const bytes = await folder.read(RUN_NAMES.journal, { maxBytes: MAX_JOURNAL_BYTES });
      const isCut = bytes.length > 0 && bytes.at(-1) !== LINE_BREAK;
      const text = isCut ? Buffer.concat([bytes, Buffer.of(LINE_BREAK)]) : bytes;
      const journal = await folder.startAppending(RUN_NAMES.journal, text);
      const chain = JournalChain.after(new TextDecoder().decode(text));
      return new RunArchive(runDir, folder, journal, unlock, chain);
    });
  }

  /** Keeps the mockup of a view as the run sees it, 0 being the main one; returns its path. */
  async keepMockup(mockup: Mockup, index: number): Promise<string> {
    const name = mockupName(index);
    await this.folder.write(name, mockup.png);
    return join(this.runDir, name);
  }

  /** Keeps the page as it is between two answers, in the place of the one before; returns its path. */
  async keepPreview(bitmap: Bitmap): Promise<string> {
    await this.folder.write(RUN_NAMES.preview, await encodePng(bitmap));
    return join(this.runDir, RUN_NAMES.preview);
  }

  /** Keeps the report; returns its path. */
  async keepReport(html: string): Promise<string> {
    await this.folder.write(RUN_NAMES.report, html);
    return runPaths(this.runDir).report;
  }

  /** Puts files in the run's own folder for the best ones. */
  async keepBest(files: FilesSnapshot): Promise<void> {
    await writeSnapshot(await this.folder.makeFolder(RUN_NAMES.best), files);
  }

  /**
   * Appends one line, marked as the next of its chain, and waits until it is on the disk; the masks and pins beside the mockup follow it.
   * Resolves with its number in the chain.
   */
  append(line: RunLineUnion): Promise<number> {
    const marked = partsOf(line) ?? {};
    return this.lines.run(async () => {
      for (const kind of KINDS_OF_PARTS) {
        const parts = marked[kind];
        if (parts && (parts.length > 0 || line.type === "steer"))
          await keepParts(this.folder, kind, parts);
      }
      try {
        await this.journal.appendFile(`${this.chain.add(line)}
`);
        await this.journal.datasync();
      } catch (error) {
        throw writeError(runPaths(this.runDir).journal, error, RESUME);
      }
      return this.chain.head.line;
    });
  }

  /** The newest line of the journal: its number and hash. */
  get head(): JournalChain["head"] {
    return this.chain.head;
  }

  /**
   * Writes an iteration's files and pictures, then its line. `files` are the iteration's with what they refer to
   * (fonts) added.
   */
  async keepIteration(iteration: Iteration, files: FilesSnapshot): Promise<IterationLine> {
    const dir = runPaths(this.runDir).iteration(iteration.number);
    const { measured } = iteration;
    const all = await this.folder.makeFolder(RUN_NAMES.iterations);
    await replaceFolder(all, iterationName(iteration.number), isIterationFile, async (fresh) => {
      await writeSnapshot(await fresh.makeFolder("files"), files);
      for (const [index, { render, comparison }] of (measured?.views ?? []).entries()) {
        const names = viewNames(index);
        await fresh.write(names.render, await encodePng(render.bitmap));
        await fresh.write(names.diff, await encodePng(comparison.diff));
        if (index === 0) await keepElements(fresh, render);
      }
    });
    const names = [...files.keys()].sort();
    const line = recordOf(iteration, { dir, files: names });
    await this.append(line);
    return line;
  }

  async close(): Promise<void> {
    await this.journal.close().catch(() => undefined);
    await this.unlock();
  }
}

const LINE_BREAK = 10;

/** Two runs in one folder would delete each other's iterations. */
async function lockRun(
  folder: Folder,
  openArchive: (unlock: () => Promise<void>) => Promise<RunArchive>,
): Promise<RunArchive> {
  const busy = (pid: number): MockloopError =>
    new MockloopError(
      "BUSY",
      `A run is at work in ${folder.path} already (process ${pid}). Wait until it ends, or choose another folder.`,
    );
  const unlock = await lockFolder(folder.pathOf(RUN_NAMES.lock), { busy });
  try {
    return await openArchive(unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}
