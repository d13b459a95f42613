import { basename, dirname, join, resolve } from "node:path";
import { isAbort, mapLimited } from "../../base/async";
import { MockloopError, remedyOf, userMessageOf } from "../../base/errors";
import type { Session } from "../../run/session";
import { loadJournal } from "../../run/journal/loadRun";
import { resumeRun, runMockup } from "../../run/runMockup";
import { runPaths } from "../../run/journal/runPaths";
import { Inbox } from "../../converge/inbox";
import { DEFAULT_STOP_OPTIONS } from "../../converge/stopPolicy";
import type { ModelRef } from "../../protocol/modelRef";
import type { RunLine, RunRequest } from "../../protocol/runProtocol";
import type { ViewFlag } from "../flags/viewFlags";
import { readMasks } from "../input/readMasks";
import { readSteering } from "../input/readSteering";
import { EXIT, exitCodeFor, worstExitCode } from "../output/exitCodes";
import {
  chooseFolders,
  refuseForeignFolder,
  refuseLeadingOut,
  RUN_FOLDER,
} from "../output/outFolders";
import type { Limits } from "../flags/limitFlags";
import type { Reporter } from "../output/reporter";

export interface GenerateOptions {
  readonly out: string | undefined;
  readonly model: ModelRef;
  readonly target: string;
  readonly viewport: { readonly width: number; readonly height: number } | undefined;
  readonly scale: number | undefined;
  readonly limits: Limits;
  readonly instruction: string | undefined;
  /** The path of a JSON file with masks of the mockup. */
  readonly mask?: string | undefined;
  /** Further mockups of the same page, in other windows. */
  readonly views?: readonly ViewFlag[] | undefined;
  /** Where people say something to the run; undefined: nowhere. */
  readonly steer?: Steer | undefined;
  readonly concurrency: number;
  readonly force: boolean;
  /** How a local model is loaded and asked. */
  readonly local: Pick<RunRequest, "hardware" | "thinking" | "startFrom" | "tidy">;
}

/** Where people type what they say to a run, and where they are told what was wrong with it. */
export interface Steer {
  readonly input: NodeJS.ReadableStream;
  readonly warn: (text: string) => void;
}

/** `mockloop generate`: one run for each mockup, some at a time; resolves with the exit code. */
export async function generate(
  session: Session,
  mockups: readonly string[],
  options: GenerateOptions,
  report: Reporter,
  signal: AbortSignal,
): Promise<number> {
  requireOne(mockups, options);
  const masks = options.mask === undefined ? undefined : await readMasks(options.mask, signal);
  const outs = chooseFolders(mockups, options.out);
  const ends = await mapLimited(mockups, options.concurrency, async (mockup, index) => {
    const out = outs[index] ?? resolve("mockloop-out");
    const label = mockups.length > 1 ? basename(mockup) : undefined;
    if (signal.aborted) return EXIT.aborted;
    return codeOf(mockup, report, label, async () => {
      await refuseLeadingOut(out);
      if (!options.force) await refuseForeignFolder(out);
      return steered(options.steer, (inbox) =>
        runMockup(
          session,
          { ...createRequest(mockup, out, options), ...(masks && { masks }) },
          (line) => {
            // An error is reported once, below, whether it came before the run or out of it.
            if (line.type !== "error") report(line, label);
          },
          signal,
          inbox,
        ),
      );
    });
  });
  return worstExitCode(ends);
}

/**
 * `mockloop resume`: goes on with the run in `folder` (the code's folder or the run's own), from iteration `at` (undefined: the
 * best).
 */
export async function resume(
  session: Session,
  folder: string,
  {
    at,
    changes,
    steer,
  }: {
    readonly at: number | undefined;
    readonly changes: Partial<RunRequest>;
    readonly steer?: Steer | undefined;
  },
  report: Reporter,
  signal: AbortSignal,
): Promise<number> {
  return codeOf(folder, report, undefined, async () => {
    await refuseLeadingOut(folder);
    const place = await findPlace(resolve(folder));
    return steered(steer, (inbox) =>
      resumeRun(
        session,
        { runDir: place.runDir, at },
        { ...changes, ...place },
        (line) => {
          if (line.type !== "error") report(line);
        },
        signal,
        inbox,
      ),
    );
  });
}

/**
 * Where a run lies and where its code goes: beside it, wherever the folder was moved or copied to since. A run's folder of another
 * name is one the editor keeps, with its best files inside.
 */
async function findPlace(folder: string): Promise<Required<Pick<RunRequest, "runDir" | "out">>> {
  if (basename(folder) === RUN_FOLDER) return { runDir: folder, out: dirname(folder) };
  const inside = join(folder, RUN_FOLDER);
  const isOut = await loadJournal(inside).then(
    () => true,
    (error: unknown) => {
      if (error instanceof MockloopError && error.code === "ARCHIVE_UNREADABLE") return false;
      throw error;
    },
  );
  if (isOut) return { runDir: inside, out: folder };
  return { runDir: folder, out: runPaths(folder).best };
}

async function codeOf(
  mockup: string,
  report: Reporter,
  label: string | undefined,
  run: () => Promise<RunLine>,
): Promise<number> {
  try {
    return exitCodeFor((await run()).reason);
  } catch (error) {
    if (isAbort(error)) return EXIT.aborted;
    const code = error instanceof MockloopError ? error.code : "INTERNAL";
    const remedy = remedyOf(error);
    const message = userMessageOf(error);
    report({ type: "error", mockup, code, message, ...(remedy && { remedy }) }, label);
    return EXIT.error;
  }
}

/** Masks, further views and what is typed belong to one page. @throws MockloopError BAD_OPTION. */
function requireOne(
  mockups: readonly string[],
  { mask, views, steer }: Pick<GenerateOptions, "mask" | "views" | "steer">,
): void {
  const flag = mask !== undefined ? "--mask" : views ? "--view" : steer ? "--steer" : undefined;
  if (flag === undefined || mockups.length === 1) return;
  throw new MockloopError("BAD_OPTION", `${flag} is of one page: give one mockup with it.`);
}

/** Lets people speak to a run as long as it goes on. */
async function steered<T>(steer: Steer | undefined, run: (inbox: Inbox) => Promise<T>): Promise<T> {
  const inbox = new Inbox();
  const stop = steer && readSteering(steer.input, inbox, steer.warn);
  try {
    return await run(inbox);
  } finally {
    stop?.();
  }
}

function createRequest(mockup: string, out: string, options: GenerateOptions): RunRequest {
  return {
    mockup: resolve(mockup),
    runDir: join(out, RUN_FOLDER),
    out,
    model: options.model,
    target: options.target,
    maxIterations: DEFAULT_STOP_OPTIONS.maxIterations,
    ...options.limits,
    ...options.local,
    ...(options.views && { views: options.views }),
    ...(options.viewport && { viewport: options.viewport }),
    ...(options.scale !== undefined && { deviceScaleFactor: options.scale }),
    ...(options.instruction !== undefined && { instruction: options.instruction }),
  };
}
