import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { MockloopError, systemErrorCode, writeError } from "./errors";
import { isRunning, isSameProcess, ownIdentity } from "./processIdentity";

export interface LockOptions {
  /** What to say when the process `pid` has it; by default that it is being changed. */
  readonly busy?: (pid: number) => MockloopError;
  /** How long to wait for it, ms; default 0. */
  readonly patienceMs?: number;
}

/**
 * Keeps two processes, or two tasks of one, from writing the same folder; resolves with what gives it free. The lock is a
 * folder at `path` with one empty file in it, whose name is its owner's. Both steps that count are renames, which the system
 * does at once and for one process only: a folder with its owner inside comes to `path` when nothing is there, and the file of
 * an owner that is gone gets the name of the one who takes over.
 *
 * @throws MockloopError what `busy` says when somebody has it; WRITE_FAILED, DISK_FULL.
 */
export async function lockFolder(
  path: string,
  { busy = inUse, patienceMs = 0 }: LockOptions = {},
): Promise<() => Promise<void>> {
  const { pid, start } = await ownIdentity();
  const name = [pid, start, randomBytes(6).toString("hex")].join("-");
  const until = performance.now() + patienceMs;
  // To ask the system costs a process on some, and who has been seen to run is only waited for.
  let seen: string | undefined;
  for (let races = 0; ;) {
    if (await create(path, name)) break;
    const owner = await findOwner(path);
    if (owner && (owner.name === seen ? isRunning(owner.pid) : await isSameProcess(owner))) {
      seen = owner.name;
      if (performance.now() >= until) throw busy(owner.pid);
      await sleep(Math.min(RETRY_MS, patienceMs));
    } else if (owner && (await moved(join(path, owner.name), join(path, name)))) break;
    // Whoever loses a race looks again; a folder that is never free and never anybody's cannot be written.
    else if (++races > MOST_RACES) throw writeError(path, new Error("something is in its way"));
    else await sleep(1);
  }
  return async () => {
    // What cannot be deleted is free with the end of this process: no reason to call the work under the lock failed.
    await rm(join(path, name), { force: true, maxRetries: 3 }).catch(() => undefined);
    await rmdir(path).catch(() => undefined); // somebody else's by now
  };
}

const RETRY_MS = 50;
const MOST_RACES = 200;

const inUse = (pid: number): MockloopError =>
  new MockloopError(
    "MODEL_UNAVAILABLE",
    `It is being changed already (by process ${pid}). Wait until that is done, or cancel it there.`,
  );

/** Whether a lock of that name came to `path`, where there was none. */
async function create(path: string, name: string): Promise<boolean> {
  const offer = `${path}.${name}`;
  try {
    await mkdir(offer);
    await writeFile(join(offer, name), "");
  } catch (error) {
    await rm(offer, { recursive: true, force: true });
    throw writeError(path, error);
  }
  try {
    await rename(offer, path);
    return true;
  } catch (error) {
    await rm(offer, { recursive: true, force: true });
    // What systems say when a folder, or an earlier Mockloop's file, is in the way.
    if (/^(ENOTEMPTY|EEXIST|ENOTDIR|EPERM|EACCES|EBUSY)$/.test(systemErrorCode(error) ?? ""))
      return false;
    throw writeError(path, error);
  }
}

interface Owner {
  readonly name: string;
  readonly pid: number;
  readonly start: string;
}

/** Whose lock it is; undefined when it is given free, or just was. What is no lock of ours is put out of the way. */
async function findOwner(path: string): Promise<Owner | undefined> {
  const names = await readdir(path).catch(async (error: unknown) => {
    if (systemErrorCode(error) === "ENOTDIR")
      await rm(path, { force: true }).catch(() => undefined);
    return [];
  });
  for (const name of names) {
    const [, pid, start] = /^(\d+)-(\w+)-[0-9a-f]{12}$/.exec(name) ?? [];
    if (pid !== undefined && start !== undefined) return { name, pid: Number(pid), start };
  }
  for (const name of names) await rm(join(path, name), { recursive: true, force: true });
  await rmdir(path).catch(() => undefined);
  return undefined;
}

/** Whether it was there to be renamed. */
const moved = (from: string, to: string): Promise<boolean> =>
  rename(from, to).then(
    () => true,
    () => false,
  );
