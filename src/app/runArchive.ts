import { mkdir, open, readFile, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { MockloopError, writeError } from "../base/errors";
import type { Iteration } from "../converge/events";
import { describeDifferences } from "../feedback/describeDifferences";
import { encodePng } from "../image/codec";
import type { Mockup } from "../mockup/mockup";
import { lockFolder } from "../files/lockFolder";
import type { FilesSnapshot } from "../project/sourceFiles";
import { rankIterations } from "../protocol/rankIterations";
import type { IterationLine, RunLineUnion, RunStartLine } from "../protocol/runProtocol";
import { parseJournal } from "./parseJournal";
import type { Journal } from "./parseJournal";
import { runPaths } from "./runPaths";
import { readSnapshot, replaceFolder, RESUME, writeFileSafely, writeSnapshot } from "./writeFiles";

const MAX_DIFFERENCES = 10;

/**
 * A run on disk: an append-only journal of JSON lines, and a folder for each iteration that is complete before its line is
 * written. So whatever kills the process, every line that can be read names files that are there.
 */
export class RunArchive {
  private constructor(
    readonly runDir: string,
    private readonly journal: FileHandle,
    private readonly unlock: () => Promise<void>,
  ) {}

  /**
   * Begins a new run in `runDir`; what an older run left there is removed. @throws MockloopError BAD_OPTION when a run is at work
   * there, DISK_FULL, WRITE_FAILED.
   */
  static async create(runDir: string): Promise<RunArchive> {
    const paths = runPaths(runDir);
    await mkdir(runDir, { recursive: true }).catch((error: unknown) => {
      throw writeError(runDir, error);
    });
    return openLocked(runDir, async (unlock) => {
      for (const path of [paths.journal, paths.report, paths.best, join(runDir, "iterations")])
        await rm(path, { recursive: true, force: true });
      return new RunArchive(runDir, await open(paths.journal, "a"), unlock);
    });
  }

  /** Goes on with the run in `runDir`. A last line that was cut off is closed with a line break. @throws as {@link create}. */
  static async reopen(runDir: string): Promise<RunArchive> {
    const { journal } = runPaths(runDir);
    return openLocked(
      runDir,
      async (unlock) => {
        const text = await readFile(journal, "utf8");
        const archive = new RunArchive(runDir, await open(journal, "a"), unlock);
        if (text.length > 0 && !text.endsWith("\n")) await archive.journal.appendFile("\n");
        return archive;
      },
      RESUME,
    );
  }

  /** Keeps the mockup as the run sees it; returns its path. */
  async keepMockup(mockup: Mockup): Promise<string> {
    const { mockup: path } = runPaths(this.runDir);
    await writeFileSafely(path, mockup.png);
    return path;
  }

  /** Appends one line and waits until it is on the disk. */
  async append(line: RunLineUnion): Promise<void> {
    try {
      await this.journal.appendFile(`${JSON.stringify(line)}\n`);
      await this.journal.datasync();
    } catch (error) {
      throw writeError(runPaths(this.runDir).journal, error, RESUME);
    }
  }

  /**
   * Writes an iteration's files and pictures, then its line. `files` are the iteration's with what they refer to
   * (fonts) added.
   */
  async keepIteration(iteration: Iteration, files: FilesSnapshot): Promise<IterationLine> {
    const dir = runPaths(this.runDir).iteration(iteration.number);
    const { measured } = iteration;
    const renderPng = join(dir, "render.png");
    const diffPng = join(dir, "diff.png");
    await replaceFolder(dir, async (fresh) => {
      await writeSnapshot(join(fresh, "files"), files);
      if (!measured) return;
      await writeFileSafely(join(fresh, "render.png"), await encodePng(measured.render.bitmap));
      await writeFileSafely(join(fresh, "diff.png"), await encodePng(measured.comparison.diff));
    });
    const { promptTokens, cachedTokens, outputTokens } = iteration.usage;
    const line: IterationLine = {
      type: "iteration",
      number: iteration.number,
      accepted: iteration.accepted,
      dir,
      files: [...files.keys()].sort(),
      ...(measured && {
        scores: {
          fidelity: measured.comparison.fidelity,
          mismatchRatio: measured.comparison.mismatchRatio,
          ssim: measured.comparison.ssim,
          ...measured.comparison.text,
        },
        renderPng,
        diffPng,
      }),
      ...(iteration.problem !== undefined && { problem: iteration.problem }),
      differences: measured ? describeDifferences(measured.comparison, MAX_DIFFERENCES) : [],
      facts: iteration.facts.map((fact) => `${fact.kind}: ${fact.message}`),
      summary: iteration.summary,
      usage: { promptTokens, cachedTokens, outputTokens },
      ms: iteration.ms,
    };
    await this.append(line);
    return line;
  }

  async close(): Promise<void> {
    await this.journal.close().catch(() => undefined);
    await this.unlock();
  }
}

/** Two runs in one folder would delete each other's iterations. */
async function openLocked(
  runDir: string,
  openArchive: (unlock: () => Promise<void>) => Promise<RunArchive>,
  goOn?: string,
): Promise<RunArchive> {
  const { lock, journal } = runPaths(runDir);
  const busy = (pid: number): MockloopError =>
    new MockloopError(
      "BAD_OPTION",
      `A run is at work in ${runDir} already (process ${pid}). Wait until it ends, or choose another folder.`,
    );
  const unlock = await lockFolder(lock, { busy });
  try {
    return await openArchive(unlock);
  } catch (error) {
    await unlock();
    throw writeError(journal, error, goOn);
  }
}

/** A run that was kept, as far as it got. */
export interface KeptRun extends Journal {
  readonly start: RunStartLine;
  /** The accepted iteration with the highest fidelity of those whose files are there. */
  readonly best: { readonly line: IterationLine; readonly files: FilesSnapshot } | undefined;
}

/**
 * Reads a run's journal, without its files. Broken lines (a tail that was cut off) are passed over.
 *
 * @throws MockloopError ARCHIVE_UNREADABLE when there is no journal or it has no start.
 */
export async function loadJournal(runDir: string): Promise<Omit<KeptRun, "best">> {
  const { journal } = runPaths(runDir);
  let text: string;
  try {
    text = await readFile(journal, "utf8");
  } catch (cause) {
    throw new MockloopError(
      "ARCHIVE_UNREADABLE",
      `There is no run in ${runDir}: its journal.jsonl cannot be read. Give the folder that \`mockloop generate\` printed.`,
      { cause },
    );
  }
  const parsed = parseJournal(text);
  if (!parsed.start)
    throw new MockloopError(
      "ARCHIVE_UNREADABLE",
      `The journal in ${runDir} has no beginning, so the run cannot be resumed. Start a new run with \`mockloop generate\`.`,
    );
  // The folder may have been moved since.
  const iterations = parsed.iterations.map((line) => ({ ...line, ...placesOf(runDir, line) }));
  return { ...parsed, start: parsed.start, iterations };
}

/** Reads a run back: its journal, and the files of its best iteration. @throws as {@link loadJournal}. */
export async function loadRun(runDir: string): Promise<KeptRun> {
  const journal = await loadJournal(runDir);
  return { ...journal, best: await findBest(runDir, journal.iterations) };
}

/** The best iteration whose files are there: one whose folder was lost gives way to the next best. */
export async function findBest(
  runDir: string,
  iterations: readonly IterationLine[],
): Promise<KeptRun["best"]> {
  for (const line of rankIterations(iterations)) {
    const files = await readFiles(runDir, line);
    if (files) return { line, files };
  }
  return undefined;
}

/** Where an iteration's folder and pictures are in the run's folder. */
function placesOf(
  runDir: string,
  { number, renderPng, diffPng }: Partial<IterationLine> & Pick<IterationLine, "number">,
): Pick<IterationLine, "dir" | "renderPng" | "diffPng"> {
  const dir = runPaths(runDir).iteration(number);
  return {
    dir,
    ...(renderPng !== undefined && { renderPng: join(dir, "render.png") }),
    ...(diffPng !== undefined && { diffPng: join(dir, "diff.png") }),
  };
}

/**
 * The files of one iteration of a run, whether it was accepted or not.
 *
 * @throws MockloopError BAD_OPTION when the run has no such iteration, ARCHIVE_UNREADABLE when its files are lost.
 */
export async function loadIteration(
  runDir: string,
  { iterations }: Journal,
  number: number,
): Promise<FilesSnapshot> {
  const line = iterations.find((iteration) => iteration.number === number);
  if (!line) {
    const numbers = iterations.map((iteration) => iteration.number).join(", ");
    throw new MockloopError(
      "BAD_OPTION",
      `The run in ${runDir} has no iteration ${number}. It has ${numbers || "none"}.`,
    );
  }
  const files = await readFiles(runDir, line);
  if (files) return files;
  throw new MockloopError(
    "ARCHIVE_UNREADABLE",
    `The files of iteration ${number} in ${runDir} are lost. Go on from another iteration.`,
  );
}

/** The files an iteration's line names, whatever else lies there; undefined when one is missing. */
async function readFiles(runDir: string, line: IterationLine): Promise<FilesSnapshot | undefined> {
  const dir = join(runPaths(runDir).iteration(line.number), "files");
  const files = await readSnapshot(dir).catch(() => undefined);
  const named = new Map<string, Uint8Array>();
  for (const path of line.files) {
    const bytes = files?.get(path);
    if (!bytes) return undefined;
    named.set(path, bytes);
  }
  return named;
}
