import { createHash } from "node:crypto";
import { performance } from "node:perf_hooks";
import { isAbort, throwIfAborted } from "../base/async";
import { MockloopError, remedyOf, userMessageOf } from "../base/errors";
import { readNamedFile } from "../files/openPlain";
import { MOCKUP_LIMITS } from "../mockup/loadMockup";
import type { ErrorLine, RunRequest } from "../protocol/runProtocol";
import { loadJournal } from "../run/journal/loadRun";
import type { KeptRun } from "../run/journal/loadRun";
import type { OnLine } from "../run/run";
import { resumeRun, runMockup } from "../run/runMockup";
import type { Session } from "../run/session";
import type { BatchResult } from "./ledger/batchLines";
import { failureOf, resultOf } from "./resultOf";
import type { ResultFacts } from "./resultOf";
import { settingsOf } from "./task";

export interface TaskRun {
  readonly id: string;
  readonly folder: string;
  readonly request: RunRequest;
  /** Whether a run of the same work that lies there already is gone on with. */
  readonly goOn: boolean;
  /** From 1. */
  readonly attempt: number;
  /** Called first; the task fails when it rejects. */
  readonly prepare?: () => Promise<void>;
  readonly onLine: OnLine;
}

type KeptJournal = Omit<KeptRun, "best">;

/** SHA-256 of a picture's bytes, hex; "" when it cannot be read. @throws AbortError. */
export async function hashMockup(path: string, signal: AbortSignal): Promise<string> {
  try {
    const bytes = await readNamedFile(path, { maxBytes: MOCKUP_LIMITS.maxFileBytes, signal });
    return createHash("sha256").update(bytes).digest("hex");
  } catch (error) {
    if (isAbort(error)) throw error;
    return "";
  }
}

/**
 * Does one task's work, as far as it is not done: a run that ended before the process did is not repeated, one that was killed on its
 * way goes on from its best iteration. Resolves also when the run failed. @throws AbortError when `signal` fires meanwhile.
 */
export async function runTask(
  session: Session,
  task: TaskRun,
  signal: AbortSignal,
): Promise<BatchResult> {
  const { id, folder, request, attempt } = task;
  const started = performance.now();
  const hash = await hashMockup(request.mockup, signal);
  let kept: KeptJournal | undefined;
  const factsOf = (): ResultFacts => {
    const ms = performance.now() - started + (kept?.end?.ms.total ?? 0);
    return { id, folder, request, hash, attempts: attempt, ms };
  };
  try {
    await task.prepare?.();
    kept = task.goOn ? await findKept(request, hash, signal) : undefined;
    if (kept?.end && isFinal(kept.end.reason)) return resultOf(kept, factsOf());
    const end = await run(session, task, kept, signal);
    if (end === "aborted") throwIfAborted(signal);
    return resultOf(await loadJournal(request.runDir), factsOf());
  } catch (error) {
    if (isAbort(error)) throw error;
    task.onLine(errorLine(request.mockup, error));
    return failureOf(error, factsOf());
  }
}

function errorLine(mockup: string, error: unknown): ErrorLine {
  const code = error instanceof MockloopError ? error.code : "INTERNAL";
  const remedy = remedyOf(error);
  return { type: "error", mockup, code, message: userMessageOf(error), ...(remedy && { remedy }) };
}

async function run(
  session: Session,
  { request, onLine: tell }: TaskRun,
  kept: KeptJournal | undefined,
  signal: AbortSignal,
): Promise<string> {
  const { runDir, maxIterations } = request;
  // An error is told once, whether it came before the run or out of it.
  const onLine: OnLine = (line) => {
    if (line.type !== "error") tell(line);
  };
  const before = Math.max(0, ...(kept?.iterations.map(({ number }) => number) ?? []));
  if (before === 0) return (await runMockup(session, request, onLine, signal)).reason;
  const left = Math.max(1, maxIterations - before);
  const changes = { ...request, maxIterations: left };
  return (await resumeRun(session, { runDir }, changes, onLine, signal)).reason;
}

/** The run that lies where `request` asks for one, if it was of the same picture and asked for the same. */
async function findKept(
  request: RunRequest,
  hash: string,
  signal: AbortSignal,
): Promise<KeptJournal | undefined> {
  try {
    const kept = await loadJournal(request.runDir, signal);
    const isSame =
      kept.start.mockup.hash === hash && settingsOf(kept.start.request) === settingsOf(request);
    return isSame ? kept : undefined;
  } catch (error) {
    if (error instanceof MockloopError && error.code === "ARCHIVE_UNREADABLE") return undefined;
    throw error;
  }
}

/** Whether a run that ended so is over; what failed or was stopped goes on. */
const isFinal = (reason: string): boolean => !/^(aborted|failed|model-failed)$/.test(reason);
