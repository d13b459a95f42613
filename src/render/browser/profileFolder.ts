import { lstat, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isSameProcess, ownIdentity } from "../../base/processIdentity";
import { Folder } from "../../files/folder";
import { removeFolder } from "../../files/removeFolder";

/** `mockloop-browser-<process number>-<its start>-<random>` */
const NAME = /^mockloop-browser-(\d+)-([A-Za-z0-9]+)-[A-Za-z0-9]{6}$/;

/** A new folder for a browser's profile, whose name says which process made it. */
export async function makeProfile(): Promise<string> {
  const { pid, start } = await ownIdentity();
  return mkdtemp(join(tmpdir(), `mockloop-browser-${pid}-${start}-`));
}

/** Deletes a profile. A browser writes into it until it is really gone, so that may need several tries. */
export async function removeProfile(profile: string): Promise<void> {
  await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(
    () => undefined,
  );
}

/**
 * Deletes the profiles in `parent` whose process was killed before it could do so. Others may write to a folder for temporary files:
 * only what belongs to this user is touched, and no link is followed.
 */
export async function removeStaleProfiles(parent = tmpdir()): Promise<void> {
  const folder = await Folder.open(parent);
  for (const { name, kind } of await folder.list()) {
    const [, pid, start] = NAME.exec(name) ?? [];
    if (kind !== "folder" || pid === undefined || start === undefined) continue;
    if (await isSameProcess({ pid: Number(pid), start })) continue;
    // Another process may be at the same work.
    const facts = await lstat(folder.pathOf(name)).catch(() => undefined);
    if (facts?.uid !== (process.getuid?.() ?? facts?.uid)) continue;
    await removeFolder(folder, name, () => true).catch(() => undefined);
  }
}
