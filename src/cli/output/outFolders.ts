import { basename, extname, join, resolve } from "node:path";
import { RUN_FOLDER } from "../../batch/task";
import { RUN_NAMES } from "../../run/journal/runPaths";
import { MARKER_TEXT } from "../../run/journal/writeFiles";
import { MockloopError } from "../../base/errors";
import { isBelow, realPathOf } from "../../files/confine";
import { Folder, isTemporaryName } from "../../files/folder";
import { isOfLock } from "../../files/lockFolder";

/** Where the code of one mockup goes: to the folder that was named, absolute. */
export const chooseFolder = (mockup: string, out: string | undefined): string =>
  resolve(out ?? join("mockloop-out", folderName(mockup)));

/** The names of the folders of several mockups; equal names are told apart. */
export function chooseNames(mockups: readonly string[]): string[] {
  const used = new Set<string>();
  return mockups.map((mockup) => {
    const name = folderName(mockup);
    let free = name;
    for (let i = 2; used.has(same(free)); i++) free = `${name}-${i}`;
    used.add(same(free));
    return free;
  });
}

/** The mockup's name without its ending. What is left of "...png" would be the folder above; some systems drop spaces after it. */
function folderName(mockup: string): string {
  const name = basename(mockup, extname(mockup));
  return /^[. ]*$/.test(name) ? "mockup" : name;
}

/** The word that names have in common which are one folder on some systems: they ignore case, or how an accent is written. */
const same = (name: string): string => name.normalize("NFC").toLowerCase();

/**
 * A folder below the current one may be a link of whoever made what is in it, and then leads to where nobody meant to write. Links
 * that stay below the current folder, and those in paths that begin elsewhere, are the person's own.
 *
 * @throws MockloopError PATH_REFUSED.
 */
export async function refuseLeadingOut(folder: string): Promise<void> {
  const here = resolve(".");
  if (!isBelow(resolve(folder), here)) return;
  const real = await realPathOf(resolve(folder));
  if (isBelow(real, await realPathOf(here))) return;
  throw new MockloopError(
    "PATH_REFUSED",
    `${folder} is reached through a link that leads out of the current folder, to ${real}. If you mean that place, give its own path.`,
  );
}

/** Files that Mockloop did not write are never overwritten. @throws MockloopError BAD_OPTION. */
export async function refuseForeignFolder(out: string): Promise<void> {
  if (await isFree(out)) return;
  throw new MockloopError(
    "BAD_OPTION",
    `${out} already holds files that Mockloop did not write. Choose another --out, or add --force to write beside and over them.`,
  );
}

/** Whether a folder is missing, empty, or of an earlier run. One that cannot be read is told of when it is written. */
async function isFree(out: string): Promise<boolean> {
  const folder = await Folder.open(out).catch(() => undefined);
  const entries = await folder?.list().catch(() => []);
  if (folder === undefined || entries?.length === 0) return true;
  if (await isBarelyBegun(folder)) return true;
  const maxBytes = MARKER_TEXT.length;
  const text = await folder.read(`${RUN_FOLDER}/${RUN_NAMES.marker}`, { maxBytes }).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => undefined,
  );
  return text === MARKER_TEXT;
}

/** Whether all there is was left by a run that was killed before it could say that the folder is its own. */
async function isBarelyBegun(folder: Folder): Promise<boolean> {
  const [only, ...others] = await folder.list().catch(() => []);
  if (only?.name !== RUN_FOLDER || only.kind !== "folder" || others.length > 0) return false;
  const inside = await folder.folder(RUN_FOLDER).then((run) => run.list());
  return inside.every(({ name }) => isOfLock(RUN_NAMES.lock, name) || isTemporaryName(name));
}
