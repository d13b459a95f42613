import { realpath } from "node:fs/promises";
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
