import { realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";

/** Whether a path is that of the folder or of something below it; both absolute, links are not looked at. */
export function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way !== ".." && !way.startsWith(`..${sep}`);
}

/** The path after every link was followed; of what is not there, as far as there is a folder above it. */
export async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path
      ? path
      : resolve(await realPathOf(parent), path.slice(parent.length + 1));
  }
}

/** Whether two paths lead to the same file, under whatever names; false when one of them leads to none. */
export async function isSameFile(a: string, b: string): Promise<boolean> {
  const [first, second] = await Promise.all(
    [a, b].map((path) => stat(path, { bigint: true }).catch(() => undefined)),
  );
  return first !== undefined && first.dev === second?.dev && first.ino === second.ino;
}

/** Bytes of the file that a path leads to; undefined: there is none. */
export async function sizeOfFile(path: string): Promise<number | undefined> {
  const facts = await stat(path).catch(() => undefined);
  return facts?.isFile() ? facts.size : undefined;
}
