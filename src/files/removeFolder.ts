import type { Folder } from "./folder";
import { isTemporaryName, temporaryName } from "./folder";

/** Whether a file or folder was written by Mockloop and may be deleted; `path` is relative, with "/" between its parts. */
export type IsOurs = (path: string) => boolean;

/**
 * Deletes of a folder in `parent` what is ours, temporary files of killed processes included; links are deleted, never followed.
 * Resolves with whether the folder is gone: what else is in it stays.
 *
 * @throws MockloopError PATH_REFUSED when `name` is a link or a file, WRITE_FAILED.
 */
export async function removeFolder(parent: Folder, name: string, isOurs: IsOurs): Promise<boolean> {
  if ((await parent.kind(name)) === undefined) return true;
  const folder = await parent.folder(name);
  for (const { name: inside, kind } of await folder.list()) {
    const isLeft = isTemporaryName(inside) || LITTER.has(inside);
    if (!isLeft && !isOurs(inside)) continue;
    if (kind !== "folder") await folder.remove(inside);
    else await removeFolder(folder, inside, (path) => isLeft || isOurs(`${inside}/${path}`));
  }
  return parent.removeEmpty(name);
}

/**
 * Lets `fill` write a new folder that then takes the place of the one called `name`. What is not ours in the old one is kept:
 * under another name beside it.
 *
 * @throws MockloopError as {@link removeFolder}, and what `fill` throws.
 */
export async function replaceFolder(
  parent: Folder,
  name: string,
  isOurs: IsOurs,
  fill: (fresh: Folder) => Promise<void>,
): Promise<void> {
  const temporary = temporaryName();
  try {
    await fill(await parent.makeFolder(temporary));
    if (!(await removeFolder(parent, name, isOurs)))
      await parent.move(name, `${name}.kept${temporary.replace(/\.part$/, "")}`);
    await parent.move(temporary, name);
  } catch (error) {
    // Made a moment ago, under a name nobody knew: all of it is ours.
    await removeFolder(parent, temporary, () => true).catch(() => undefined);
    throw error;
  }
}

/** What file managers leave in folders that somebody has looked at. */
export const LITTER: ReadonlySet<string> = new Set([".DS_Store", "Thumbs.db", "desktop.ini"]);
