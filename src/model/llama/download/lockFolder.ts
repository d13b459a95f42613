import { readFile, rm, writeFile } from "node:fs/promises";
import { MockloopError, systemErrorCode, writeError } from "../../../base/errors";

/**
 * Keeps two processes from writing the same folder, by a file at `path`; resolves with what gives it free. A lock whose
 * process is gone does not count.
 *
 * @throws MockloopError MODEL_UNAVAILABLE when another process has it, WRITE_FAILED.
 */
export async function lockFolder(path: string): Promise<() => Promise<void>> {
  for (let attempt = 0; ; attempt++) {
    try {
      await writeFile(path, String(process.pid), { flag: "wx" });
      return () => rm(path, { force: true });
    } catch (error) {
      if (systemErrorCode(error) !== "EEXIST") throw writeError(path, error);
      const owner = Number(await readFile(path, "utf8").catch(() => ""));
      if (attempt > 0 || (owner > 0 && isRunning(owner)))
        throw new MockloopError(
          "MODEL_UNAVAILABLE",
          `This is being downloaded or removed already (by process ${owner}). Wait until that is done, or cancel it there.`,
        );
      await rm(path, { force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) === "EPERM";
  }
}
