import { basename, dirname, resolve } from "node:path";
import { isAbort } from "../base/async";
import { MockloopError } from "../base/errors";
import { Folder } from "../files/folder";
import { TooLargeError } from "../files/openPlain";

const MAX_FILES = 2000;
const MAX_BYTES = 100e6;

/**
 * The files in the page's folder and below, which is all the page may use; hidden ones and node_modules are left out. Links to
 * files are followed as long as they stay in the folder; those to folders may lead in circles.
 *
 * @throws MockloopError BAD_OPTION when the page cannot be read, leads out of its folder, or there is too much; AbortError.
 */
export async function readPageFolder(
  page: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  let left = MAX_BYTES;
  try {
    const root = await Folder.open(dirname(resolve(page)));
    const take = async (name: string, source: string): Promise<void> => {
      if (files.size >= MAX_FILES) throw tooMuch(page);
      const bytes = await root.read(source, { maxBytes: left, signal });
      left -= bytes.length;
      files.set(name, bytes);
    };
    const walk = async (folder: Folder, below: string): Promise<void> => {
      for (const { name, kind } of await folder.list()) {
        const path = `${below}${name}`;
        if (isLeftOut(path)) continue;
        if (kind === "folder") await walk(await folder.folder(name), `${path}/`);
        else if (kind === "file") await take(path, path);
        else if (kind === "link") {
          const target = await root.targetOf(path);
          const isFile = target !== undefined && (await root.kind(target)) === "file";
          if (isFile && !isLeftOut(target)) await take(path, target);
        }
      }
    };
    await walk(root, "");
  } catch (error) {
    if (error instanceof TooLargeError) throw tooMuch(page);
    if (error instanceof MockloopError || isAbort(error)) throw error;
    throw unreadable(page, error);
  }
  if (!files.has(basename(page))) throw unreadable(page);
  return files;
}

const isLeftOut = (path: string): boolean =>
  path.split("/").some((part) => part.startsWith(".") || part === "node_modules");

const tooMuch = (page: string): MockloopError =>
  new MockloopError(
    "BAD_OPTION",
    `The folder of ${page} holds too much. Put the page and its files in a folder of their own (at most ${MAX_FILES} files, ${MAX_BYTES / 1e6} MB).`,
  );

const unreadable = (page: string, cause?: unknown): MockloopError =>
  new MockloopError(
    "BAD_OPTION",
    `${page} cannot be read. Give the path of an HTML file; if it is a link that leads out of its folder, the path it leads to.`,
    { cause },
  );
