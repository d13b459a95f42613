import { randomBytes } from "node:crypto";
import { lstat, mkdir, readdir, rename, rmdir, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { MockloopError, systemErrorCode, writeError } from "../base/errors";
import { LITTER } from "./removeFolder";
import { isRunning, isSameProcess, ownIdentity } from "../base/processIdentity";

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
 * The folder that `path` lies in may be a stranger's, and what is at `path` prepared: links are not followed, and only files
 * that are named like a lock's are ever renamed or deleted.
 *
 * @throws MockloopError what `busy` says when somebody has it; PATH_REFUSED when something that is no lock is at `path`;
 * WRITE_FAILED, DISK_FULL.
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
    await unlink(join(path, name)).catch(() => undefined);
    await rmdir(path).catch(() => undefined); // somebody else's by now
  };
}

const RETRY_MS = 50;
const MOST_RACES = 200;

const inUse = (pid: number): MockloopError =>
  new MockloopError(
    "BUSY",
    `It is being changed already (by process ${pid}). Wait until that is done, or cancel it there.`,
  );

/** Whether a lock of that name came to `path`, where there was none. */
async function create(path: string, name: string): Promise<boolean> {
  const offer = `${path}.${name}`;
  try {
    await mkdir(offer);
    await writeFile(join(offer, name), "", { flag: "wx" });
  } catch (error) {
    await withdraw(offer, name);
    throw writeError(path, error);
  }
  try {
    await rename(offer, path);
    return true;
  } catch (error) {
    await withdraw(offer, name);
    // What systems say when something is in the way.
    if (/^(ENOTEMPTY|EEXIST|ENOTDIR|EPERM|EACCES|EBUSY)$/.test(systemErrorCode(error) ?? ""))
      return false;
    throw writeError(path, error);
  }
}

async function withdraw(offer: string, name: string): Promise<void> {
  await unlink(join(offer, name)).catch(() => undefined);
  await rmdir(offer).catch(() => undefined);
}

/** Process number, its start, something random. */
const OWNER = /^(\d+)-(\w+)-[0-9a-f]{12}$/;

/** Whether a path relative to the folder that a lock called `lock` lies in is of it: the lock, or one that never came to its place. */
export function isOfLock(lock: string, path: string): boolean {
  const [first = "", owner, ...more] = path.split("/");
  const isLock =
    first === lock || (first.startsWith(`${lock}.`) && OWNER.test(first.slice(lock.length + 1)));
  return isLock && more.length === 0 && (owner === undefined || OWNER.test(owner));
}

interface Owner {
  readonly name: string;
  readonly pid: number;
  readonly start: string;
}

/**
 * Whose lock it is; undefined when it is given free, or just was.
 *
 * @throws MockloopError PATH_REFUSED for what is no lock: nothing of it is touched.
 */
async function findOwner(path: string): Promise<Owner | undefined> {
  const facts = await lstat(path).catch(() => undefined);
  if (!facts) return undefined;
  if (facts.isSymbolicLink()) throw foreign(path, "is a link");
  if (!facts.isDirectory()) throw foreign(path, "is a file");
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const [, pid, start] = (entry.isFile() && OWNER.exec(entry.name)) || [];
    if (pid !== undefined && start !== undefined)
      return { name: entry.name, pid: Number(pid), start };
  }
  const others = entries.filter(({ name }) => !LITTER.has(name)).map(({ name }) => name);
  if (others.length > 0) throw foreign(path, `holds ${others.sort().slice(0, 3).join(", ")}`);
  for (const { name } of entries) await unlink(join(path, name)).catch(() => undefined);
  await rmdir(path).catch(() => undefined);
  return undefined;
}

const foreign = (path: string, what: string): MockloopError =>
  new MockloopError(
    "PATH_REFUSED",
    `${path} ${what} and no lock of Mockloop's, so nothing of it was touched. Look where it comes from; once it is gone, try again.`,
  );

/** Whether it was there to be renamed. */
const moved = (from: string, to: string): Promise<boolean> =>
  rename(from, to).then(
    () => true,
    () => false,
  );
