import { basename, dirname, join, resolve } from "node:path";
import { RUN_FOLDER } from "../../batch/task";
import { MockloopError } from "../../base/errors";
import type { RunRequest } from "../../protocol/runProtocol";
import { loadJournal } from "../../run/journal/loadRun";
import { runPaths } from "../../run/journal/runPaths";
import { resumeRun } from "../../run/runMockup";
import type { Session } from "../../run/session";
import { steered } from "../input/readSteering";
import type { Steer } from "../input/readSteering";
import { refuseLeadingOut } from "../output/outFolders";
import { reportEnd } from "../output/reportEnd";
import type { Reporter } from "../output/reporter";

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
  return reportEnd(folder, report, async () => {
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
