import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { MockloopError, writeError } from "../base/errors";
import { confinePath } from "../project/sourceFiles";
import type { FilesSnapshot } from "../project/sourceFiles";

/** How a run goes on whose files could not be written, for people. */
export const RESUME = "run `mockloop resume` on the run's folder";

/**
 * Writes one file so that it is either whole or not there: to a temporary name, flushed, then renamed.
 *
 * @throws MockloopError DISK_FULL or WRITE_FAILED.
 */
export async function writeFileSafely(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = `${path}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(temporary, "w");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw writeError(path, error, RESUME);
  }
}

/**
 * Lets `fill` write a folder anew that then takes the place of `folder`, and of what a run that was killed left there.
 *
 * @throws MockloopError as {@link writeFileSafely}.
 */
export async function replaceFolder(
  folder: string,
  fill: (fresh: string) => Promise<void>,
): Promise<void> {
  const fresh = `${folder}.new`;
  try {
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { recursive: true });
    await fill(fresh);
    await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true }).catch(() => undefined);
    throw error instanceof MockloopError ? error : writeError(folder, error, RESUME);
  }
}

/** Writes all files of a snapshot below `folder`. @throws MockloopError as {@link writeFileSafely}. */
export async function writeSnapshot(folder: string, files: FilesSnapshot): Promise<void> {
  for (const [path, bytes] of files) await writeFileSafely(join(folder, confinePath(path)), bytes);
}

/** Reads all files below `folder` under their relative paths; names a run could not have written are left out. */
export async function readSnapshot(folder: string): Promise<FilesSnapshot> {
  const files = new Map<string, Uint8Array>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join("/");
    if (isConfined(name)) files.set(name, await readFile(path));
  }
  return files;
}

function isConfined(path: string): boolean {
  try {
    return confinePath(path) === path;
  } catch {
    return false;
  }
}
