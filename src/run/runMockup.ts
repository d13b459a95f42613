import { basename } from "node:path";
import { performance } from "node:perf_hooks";
import { isAbort } from "../base/async";
import { MockloopError, userMessageOf } from "../base/errors";
import type { FilesSnapshot } from "../project/sourceFiles";
import { findTarget, TARGET_IDS } from "../project/target";
import type { RunLine, RunLineUnion, RunRequest } from "../protocol/runProtocol";
import { describeScale } from "../mockup/describeScale";
import type { OnLine, Run } from "./run";
import type { Session } from "./session";
import { finishRun } from "./finishRun";
import { loadIteration, loadJournal, loadKeptMockup, loadRun } from "./journal/loadRun";
import type { KeptRun } from "./journal/loadRun";
import { describeSkipped } from "./journal/parseJournal";
import { RunArchive } from "./journal/runArchive";
import { resumedRequest } from "./resumedRequest";
import { runLoop } from "./runLoop";
import { setViewport } from "./setViewport";

/**
 * One run from mockup to code: load, inspect, converge, keep. Every line goes to `onLine`; all but progress are in the journal.
 *
 * Resolves with the last line, also for an aborted run (reason "aborted"). Rejects with a MockloopError when the run could
 * not start or go on; what was finished is on the disk then, and an `error` line was given.
 */
export async function runMockup(
  session: Session,
  request: RunRequest,
  onLine: OnLine,
  signal: AbortSignal,
): Promise<RunLine> {
  return reportFailure(request.mockup, onLine, async () => {
    const started = performance.now();
    const asked = await checkRequest(session, request);
    onLine({ type: "progress", iteration: 0, stage: "reading the mockup" });
    const source = { kind: "path", path: request.mockup } as const;
    const loaded = await session.load(source, request.deviceScaleFactor, signal);
    const mockup = setViewport(loaded, request);
    const { continueFrom, continueAt } = request;
    const files = continueFrom && (await readStart(continueFrom, continueAt, onLine));
    const start = files ? { files } : undefined;
    return withArchive(await RunArchive.create(request.runDir), (archive) => {
      const ms = { mockup: performance.now() - started, inspect: 0 };
      const earlier = { kept: [], iterationsBefore: 0, start };
      return carryOut(
        { session, request, ...asked, mockup, archive, ...earlier, onLine, started, ms },
        signal,
      );
    });
  });
}

/**
 * Goes on with a run that was killed or stopped, from the iteration `at` (undefined: its best) and with the mockup it kept.
 * `changes` override what was asked then (more iterations, say).
 */
export async function resumeRun(
  session: Session,
  { runDir, at }: { readonly runDir: string; readonly at?: number | undefined },
  changes: Partial<RunRequest>,
  onLine: OnLine,
  signal: AbortSignal,
): Promise<RunLine> {
  return reportFailure(runDir, onLine, async () => {
    const started = performance.now();
    await loadJournal(runDir, signal); // or says that there is none
    return withArchive(await RunArchive.reopen(runDir), async (archive) => {
      // Read while nobody else can add to it.
      const earlier = await loadRun(runDir);
      for (const notice of describeSkipped(runDir, earlier.skipped)) onLine(notice);
      const request = resumedRequest(runDir, earlier.start.request, changes);
      const asked = await checkRequest(session, request);
      onLine({ type: "progress", iteration: 0, stage: "reading the mockup" });
      const source = await loadKeptMockup(runDir, signal);
      const { deviceScaleFactor, name, hash } = earlier.start.mockup;
      const loaded = await session.load(source, deviceScaleFactor, signal);
      const mockup = { ...loaded, name, hash };
      const kept = [...earlier.iterations];
      const iterationsBefore = Math.max(0, ...kept.map(({ number }) => number));
      const files = await findStart(runDir, at, earlier);
      // A run that has no more than its iteration 0 starts from it once more.
      const zero = iterationsBefore === 0 ? kept[0] : undefined;
      const start = files && { files, ...(zero && { summary: zero.summary, ms: zero.ms }) };
      const ms = { mockup: performance.now() - started, inspect: 0 };
      return carryOut(
        {
          ...{ session, request, ...asked, mockup, archive, kept, iterationsBefore, start },
          ...{ onLine, started, ms },
        },
        signal,
      );
    });
  });
}

async function withArchive<T>(
  archive: RunArchive,
  work: (archive: RunArchive) => Promise<T>,
): Promise<T> {
  try {
    return await work(archive);
  } finally {
    await archive.close();
  }
}

/** The files a run begins with that goes on from another one. */
async function readStart(
  runDir: string,
  at: number | undefined,
  onLine: OnLine,
): Promise<FilesSnapshot | undefined> {
  const run = await loadRun(runDir);
  for (const notice of describeSkipped(runDir, run.skipped)) onLine(notice);
  return findStart(runDir, at, run);
}

/** The files of iteration `at` of a run; undefined: of its best, if it has one. */
async function findStart(
  runDir: string,
  at: number | undefined,
  run: KeptRun,
): Promise<FilesSnapshot | undefined> {
  return at === undefined ? run.best?.files : loadIteration(runDir, run, at);
}

/** What can be said of a request before anything costly is done. @throws MockloopError BAD_OPTION, MODEL_UNAVAILABLE. */
async function checkRequest(
  session: Session,
  request: RunRequest,
): Promise<Pick<Run, "target" | "openModel">> {
  const target = findTarget(request.target);
  if (!target)
    throw new MockloopError(
      "BAD_OPTION",
      `There is no target ${JSON.stringify(request.target)}. Available: ${TARGET_IDS.join(", ")}.`,
    );
  return { target, openModel: await session.findModel(request) };
}

/** From the start to the last line. */
async function carryOut(run: Run, signal: AbortSignal): Promise<RunLine> {
  try {
    return await inspectAndLoop(run, signal);
  } catch (error) {
    if (isAbort(error)) return await finishRun(run, "aborted");
    // What was finished is put in its place even now; that this may fail too must not hide why.
    await finishRun({ ...run, onLine: () => undefined }, "failed").catch(() => undefined);
    throw error;
  }
}

async function inspectAndLoop(run: Run, signal: AbortSignal): Promise<RunLine> {
  const { session, mockup, archive, onLine } = run;
  await writeStart(run);
  if (mockup.inferredScale) await giveNotice(run, describeScale(mockup));
  onLine({ type: "progress", iteration: 0, stage: "measuring the mockup" });
  const inspecting = performance.now();
  const inspection = await session.inspect(mockup, signal);
  run.ms.inspect = performance.now() - inspecting;
  for (const { message } of inspection.notices ?? []) await giveNotice(run, message);

  const model = run.openModel({ mockup, inspection, entry: run.target.entry });
  try {
    const outcome = await runLoop({ ...run, inspection, model }, signal);
    return await finishRun(run, outcome.reason, outcome.message);
  } finally {
    await model.dispose();
    session.logger.debug(`Run in ${archive.runDir} ended.`);
  }
}

async function giveNotice({ archive, onLine }: Run, message: string): Promise<void> {
  const line: RunLineUnion = { type: "notice", message };
  await archive.append(line);
  onLine(line);
}

async function writeStart(run: Run): Promise<void> {
  const { request, mockup, archive } = run;
  const line: RunLineUnion = {
    type: "run-start",
    at: new Date().toISOString(),
    request,
    modelName: basename(request.model),
    mockup: {
      name: mockup.name,
      hash: mockup.hash,
      ...mockup.cssSize,
      deviceScaleFactor: mockup.deviceScaleFactor,
      png: await archive.keepMockup(mockup),
    },
  };
  await archive.append(line);
  run.onLine(line);
}

async function reportFailure<T>(
  mockup: string,
  onLine: OnLine,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isAbort(error))
      onLine({
        type: "error",
        mockup,
        code: error instanceof MockloopError ? error.code : "INTERNAL",
        message: userMessageOf(error),
      });
    throw error;
  }
}
