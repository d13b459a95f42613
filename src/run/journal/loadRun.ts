import { join } from "node:path";
import { isAbort } from "../../base/async";
import { describeError, MockloopError, systemErrorCode } from "../../base/errors";
import { MOCKUP_LIMITS } from "../../mockup/loadMockup";
import type { MockupSource } from "../../mockup/loadMockup";
import { isConfined } from "../../project/sourceFiles";
import type { FilesSnapshot } from "../../project/sourceFiles";
import { rankIterations } from "../../protocol/rankIterations";
import type { IterationLine, RunStartLine } from "../../protocol/runProtocol";
import { describeSkipped, parseJournal } from "./parseJournal";
import type { Journal } from "./parseJournal";
import { openRunFolder, readJournal } from "./readJournal";
import { iterationName, mockupName, RUN_NAMES, viewNames, runPaths } from "./runPaths";

/** Of one iteration: what a model may write, the fonts that go with it, and room to spare. */
const MAX_FILES = 1000;
const MAX_FILE_BYTES = 64e6;

/** A run that was kept, as far as it got. */
export interface KeptRun extends Journal {
  readonly start: RunStartLine;
  /** The accepted iteration with the highest fidelity of those whose files are there. */
  readonly best: { readonly line: IterationLine; readonly files: FilesSnapshot } | undefined;
}

/**
 * Reads a run's journal, without its files. What cannot be used of it (a tail that was cut off) is in `skipped`.
 *
 * @throws MockloopError ARCHIVE_UNREADABLE when there is no journal or it has no start, PATH_REFUSED when it, or the run's folder,
 * is a link or no plain file.
 */
export async function loadJournal(
  runDir: string,
  signal?: AbortSignal,
): Promise<Omit<KeptRun, "best">> {
  const text = await readJournal(runDir, signal).catch((cause: unknown) => {
    if (systemErrorCode(cause) === undefined) throw cause;
    throw new MockloopError(
      "ARCHIVE_UNREADABLE",
      `There is no run in ${runDir}: its journal.jsonl cannot be read.`,
      { cause, remedy: { kind: "choose-run" } },
    );
  });
  const parsed = parseJournal(text);
  if (!parsed.start) {
    const words = [
      `The journal in ${runDir} has no beginning that can be read, so the run cannot be resumed.`,
      ...describeSkipped(runDir, parsed.skipped).map(({ message }) => message),
    ];
    throw new MockloopError("ARCHIVE_UNREADABLE", words.join(" "), {
      remedy: { kind: "new-run" },
    });
  }
  // The folder may have been moved since.
  const iterations = parsed.iterations.map((line) => ({ ...line, ...placesOf(runDir, line) }));
  return { ...parsed, start: parsed.start, iterations };
}

/** The mockup as the run saw it; `index` is 0 for the main one, and counts its further views. @throws MockloopError ARCHIVE_UNREADABLE; AbortError. */
export async function loadKeptMockup(
  runDir: string,
  index: number,
  signal: AbortSignal,
): Promise<MockupSource> {
  const name = mockupName(index);
  try {
    const folder = await openRunFolder(runDir);
    const bytes = await folder.read(name, { maxBytes: MOCKUP_LIMITS.maxFileBytes, signal });
    return { kind: "bytes", name, bytes };
  } catch (cause) {
    if (isAbort(cause)) throw cause;
    throw new MockloopError(
      "ARCHIVE_UNREADABLE",
      `The mockup that the run in ${runDir} kept, ${name}, cannot be read.`,
      { detail: describeError(cause), cause, remedy: { kind: "new-run" } },
    );
  }
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
  { number, renderPng, diffPng, views }: IterationLine,
): Pick<IterationLine, "dir" | "renderPng" | "diffPng" | "views"> {
  const dir = runPaths(runDir).iteration(number);
  const { render, diff } = viewNames(0);
  return {
    dir,
    ...(renderPng !== undefined && { renderPng: join(dir, render) }),
    ...(diffPng !== undefined && { diffPng: join(dir, diff) }),
    ...(views && {
      views: views.map((view, index) => {
        const names = viewNames(index);
        return { ...view, renderPng: join(dir, names.render), diffPng: join(dir, names.diff) };
      }),
    }),
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

/** The files an iteration's line names, whatever else lies there; undefined when one is missing, or is no file of a run's. */
async function readFiles(runDir: string, line: IterationLine): Promise<FilesSnapshot | undefined> {
  if (line.files.length > MAX_FILES || !line.files.every(isConfined)) return undefined;
  const named = new Map<string, Uint8Array>();
  try {
    const all = await (await openRunFolder(runDir)).folder(RUN_NAMES.iterations);
    const folder = await all.folder(`${iterationName(line.number)}/files`);
    let left = MAX_FILE_BYTES;
    for (const path of new Set(line.files)) {
      const bytes = await folder.read(path, { maxBytes: left });
      left -= bytes.length;
      named.set(path, bytes);
    }
    return named;
  } catch (error) {
    // A mistake of this program is told, and not taken for a file that is lost.
    if (error instanceof MockloopError || systemErrorCode(error) !== undefined) return undefined;
    throw error;
  }
}
