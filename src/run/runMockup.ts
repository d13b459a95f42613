import { performance } from "node:perf_hooks";
import { isAbort } from "../base/async";
import { MockloopError, remedyOf, userMessageOf } from "../base/errors";
import { createIgnored } from "../compare/ignored";
import { requirePins } from "../compare/pinned";
import { Inbox } from "../converge/inbox";
import type { FilesSnapshot } from "../project/sourceFiles";
import { findTarget, TARGET_IDS } from "../project/target";
import { ProjectFiles } from "../project/files/projectFiles";
import { describeModelRef } from "../protocol/modelRef";
import type { MockupFacts, RunLine, RunLineUnion, RunRequest } from "../protocol/runProtocol";
import { describeScale } from "../mockup/describeScale";
import type { Mockup } from "../mockup/mockup";
import type { OnLine, Run } from "./run";
import type { Session } from "./session";
import { finishRun } from "./finishRun";
import { loadIteration, loadJournal, loadRun } from "./journal/loadRun";
import type { KeptRun } from "./journal/loadRun";
import { describeSkipped } from "./journal/parseJournal";
import { RunArchive } from "./journal/runArchive";
import { inspectViews } from "./inspectViews";
import { loadKeptMockups, loadMockups } from "./loadMockups";
import { heardRequest, resumedRequest } from "./resumedRequest";
import { openReuse } from "../targets/reuse/openReuse";
import type { PermissionDesk } from "../policy/permissionDesk";
import { openDesk } from "./journal/openDesk";
import { runLoop } from "./runLoop";

/**
 * One run from mockup to code: load, inspect, converge, keep. Every line goes to `onLine`; all but progress are in the journal.
 * What is posted to `inbox` meanwhile the loop hears: see {@link Inbox}.
 *
 * Resolves with the last line, also for an aborted run (reason "aborted"). Rejects with a MockloopError when the run could
 * not start or go on; what was finished is on the disk then, and an `error` line was given.
 */
export async function runMockup(
  session: Session,
  request: RunRequest,
  onLine: OnLine,
  signal: AbortSignal,
  inbox = new Inbox(),
): Promise<RunLine> {
  return reportFailure(request.mockup, onLine, async () => {
    const started = performance.now();
    const asked = await checkRequest(session, request);
    onLine({ type: "progress", iteration: 0, stage: "reading the mockup" });
    const [mockup, ...furtherMockups] = await loadMockups(session, request, signal);
    // Or says what is wrong with them:
    createIgnored(request.masks ?? [], mockup);
    requirePins(request.pins ?? [], request.masks ?? [], mockup);
    const { continueFrom, continueAt } = request;
    const files = continueFrom && (await readStart(continueFrom, continueAt, onLine));
    const start = files ? { files } : undefined;
    return withArchive(await RunArchive.create(request.runDir), (archive) => {
      const ms = { mockup: performance.now() - started, inspect: 0 };
      const earlier = { kept: [], iterationsBefore: 0, start, notices: [] };
      return runToEnd(
        {
          ...{ session, request, ...asked, mockup, furtherMockups, archive, ...earlier },
          ...{ onLine, inbox, started, ms },
        },
        signal,
      );
    });
  });
}

/**
 * Goes on with a run that was killed or stopped, from the iteration `at` (undefined: its best) and with the mockup it kept.
 * `changes` override what was asked then (more iterations, say). What people said to it counts on: masks, and words as part of the
 * instruction. `onLine` and `inbox` are as for {@link runMockup}.
 */
export async function resumeRun(
  session: Session,
  { runDir, at }: { readonly runDir: string; readonly at?: number | undefined },
  changes: Partial<RunRequest>,
  onLine: OnLine,
  signal: AbortSignal,
  inbox = new Inbox(),
): Promise<RunLine> {
  return reportFailure(runDir, onLine, async () => {
    const started = performance.now();
    await loadJournal(runDir, signal); // or says that there is none
    return withArchive(await RunArchive.reopen(runDir), async (archive) => {
      // Read while nobody else can add to it.
      const earlier = await loadRun(runDir);
      for (const notice of describeSkipped(runDir, earlier.skipped)) onLine(notice);
      const request = resumedRequest(runDir, heardRequest(earlier), changes);
      const asked = await checkRequest(session, request);
      onLine({ type: "progress", iteration: 0, stage: "reading the mockup" });
      const mockups = await loadKeptMockups(session, runDir, earlier.start, signal);
      const [mockup, ...furtherMockups] = mockups;
      const kept = [...earlier.iterations];
      const iterationsBefore = Math.max(0, ...kept.map(({ number }) => number));
      const files = await findStart(runDir, at, earlier);
      // A run that has no more than its iteration 0 starts from it once more.
      const zero = iterationsBefore === 0 ? kept[0] : undefined;
      const start = files && { files, ...(zero && { summary: zero.summary, ms: zero.ms }) };
      const ms = { mockup: performance.now() - started, inspect: 0 };
      return runToEnd(
        {
          ...{ session, request, ...asked, mockup, furtherMockups, archive },
          ...{
            kept,
            iterationsBefore,
            start,
            notices: earlier.notices.map(({ message }) => message),
          },
          ...{ onLine, inbox, started, ms },
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
): Promise<Pick<Run, "target" | "openModel" | "project">> {
  const target = findTarget(request.target);
  if (!target)
    throw new MockloopError(
      "BAD_OPTION",
      `There is no target ${JSON.stringify(request.target)}. Available: ${TARGET_IDS.join(", ")}.`,
    );
  const project = request.project && (await ProjectFiles.open(request.project));
  return { target, openModel: await session.findModel(request), project };
}

/** From the start to the last line. */
async function runToEnd(begun: Run, signal: AbortSignal): Promise<RunLine> {
  const notices = [...begun.notices];
  const onLine = (line: RunLineUnion): void => {
    if (line.type === "notice") notices.push(line.message);
    begun.onLine(line);
  };
  const run = { ...begun, notices, onLine };
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
  const { session, mockup, furtherMockups, archive, onLine } = run;
  await writeStart(run);
  if (mockup.inferredScale) await giveNotice(run, describeScale(mockup));
  onLine({ type: "progress", iteration: 0, stage: "measuring the mockup" });
  const inspecting = performance.now();
  const views = await inspectViews(session, [mockup, ...furtherMockups], signal);
  const [{ inspection }] = views;
  run.ms.inspect = performance.now() - inspecting;
  for (const view of views)
    for (const { message } of view.inspection.notices ?? [])
      await giveNotice(run, views.length > 1 ? `${view.mockup.name}: ${message}` : message);

  const target = run.target.id;
  const desk = await openDesk(run);
  const reuse = await readComponents(run, desk, signal);
  const model = run.openModel({ mockup, inspection, target, desk, components: reuse?.project });
  try {
    const outcome = await runLoop({ ...run, reuse, views, model, desk }, signal);
    return await finishRun(run, outcome.reason, outcome);
  } finally {
    await model.dispose();
    session.logger.debug(`Run in ${archive.runDir} ended.`);
  }
}

/** The person's own components, where the run was asked to use them. */
async function readComponents(
  run: Run,
  desk: PermissionDesk,
  signal: AbortSignal,
): Promise<Run["reuse"]> {
  const { components } = run.request;
  if (components === undefined) return undefined;
  const { reuse, notices } = await openReuse(components, run.target, desk, signal);
  for (const notice of notices) await giveNotice(run, notice);
  return reuse;
}

async function giveNotice({ archive, onLine }: Run, message: string): Promise<void> {
  const line: RunLineUnion = { type: "notice", message };
  await archive.append(line);
  onLine(line);
}

async function writeStart(run: Run): Promise<void> {
  const { request, mockup, furtherMockups, archive } = run;
  const factsOf = async (one: Mockup, index: number): Promise<MockupFacts> => ({
    name: one.name,
    hash: one.hash,
    ...one.cssSize,
    deviceScaleFactor: one.deviceScaleFactor,
    png: await archive.keepMockup(one, index),
  });
  const views: MockupFacts[] = [];
  for (const [index, one] of furtherMockups.entries()) views.push(await factsOf(one, index + 1));
  const line: RunLineUnion = {
    type: "run-start",
    at: new Date().toISOString(),
    request,
    modelName: describeModelRef(request.model),
    mockup: await factsOf(mockup, 0),
    ...(views.length > 0 && { views }),
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
    const remedy = remedyOf(error);
    if (!isAbort(error))
      onLine({
        type: "error",
        mockup,
        code: error instanceof MockloopError ? error.code : "INTERNAL",
        message: userMessageOf(error),
        ...(remedy && { remedy }),
      });
    throw error;
  }
}
