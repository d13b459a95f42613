import { basename, dirname, join } from "node:path";
import { Folder } from "../../files/folder";
import { lockFolder } from "../../files/lockFolder";
import { removeFolder } from "../../files/removeFolder";
import { isInRun, runPaths } from "./runPaths";

/**
 * Deletes all but the newest `keep` folders of runs (or journals) in `root`, whose names sort by age; those in `inUse` (absolute paths) stay, and
 * those that another process has at work. What is none, or in one and not a run's, is left alone.
 */
export async function pruneRuns(
  root: string,
  keep: number,
  inUse: ReadonlySet<string> = new Set(),
): Promise<void> {
  const parent = await Folder.open(root).catch(() => undefined);
  const paths = ((await parent?.list()) ?? [])
    .filter(({ kind }) => kind === "folder")
    .map(({ name }) => join(root, name));
  for (const path of paths.slice(0, Math.max(0, paths.length - keep)))
    if (!inUse.has(path)) await removeIdle(path);
}

/** Deletes a run's folder; anything that is none, or in it and not a run's, is left alone. */
export async function removeRun(runDir: string): Promise<void> {
  const root = await Folder.open(dirname(runDir)).catch(() => undefined);
  if (root) await removeFolder(root, basename(runDir), isInRun);
}

/** Deletes a run's folder unless it is at work, or in somebody's way: the next time is soon enough. */
async function removeIdle(runDir: string): Promise<void> {
  const unlock = await lockFolder(runPaths(runDir).lock).catch(() => undefined);
  if (!unlock) return;
  await removeRun(runDir).catch(() => undefined);
  await unlock();
}
