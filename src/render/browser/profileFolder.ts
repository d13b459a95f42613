import { lstat, mkdtemp, readlink, realpath, rm, rmdir, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
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

/** What Chromium keeps beside a profile, since the path of a socket has to be short: "org.chromium.Chromium.Ab12Cd". */
const SOCKET_FOLDER = /^[a-z]+(\.[A-Za-z]+)+\.[A-Za-z0-9]{6}$/;
const SOCKET = "SingletonSocket";

/** Deletes a profile. A browser writes into it until it is really gone, so that may need several tries. */
export async function removeProfile(profile: string): Promise<void> {
  await removeSocketFolder(profile).catch(() => undefined);
  await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(
    () => undefined,
  );
}

/**
 * Deletes the folder with the socket of a profile's browser, to which a link in the profile leads: one that was killed leaves it behind.
 * It lies beside the profile, and nothing but what the browser puts there is deleted.
 */
async function removeSocketFolder(profile: string): Promise<void> {
  const target = await readlink(join(profile, SOCKET));
  const folder = dirname(target);
  if (basename(target) !== SOCKET || !SOCKET_FOLDER.test(basename(folder))) return;
  if ((await realpath(dirname(folder))) !== (await realpath(dirname(profile)))) return;
  for (const name of [SOCKET, "SingletonCookie"])
    await unlink(join(folder, name)).catch(() => undefined);
  await rmdir(folder);
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
    await removeSocketFolder(folder.pathOf(name)).catch(() => undefined);
    await removeFolder(folder, name, () => true).catch(() => undefined);
  }
}
