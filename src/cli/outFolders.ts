import { readdir } from "node:fs/promises";
import { basename, extname, join, resolve } from "node:path";
import { MockloopError } from "../base/errors";

/** The run's own folder inside the folder with the code. */
export const RUN_FOLDER = ".mockloop";

/** One mockup goes to the folder itself, several to folders of their own inside it; equal names are told apart. */
export function chooseFolders(mockups: readonly string[], out: string | undefined): string[] {
  const used = new Set<string>();
  return mockups.map((mockup) => {
    const name = basename(mockup, extname(mockup)) || "mockup";
    if (mockups.length === 1) return resolve(out ?? join("mockloop-out", name));
    let free = name;
    for (let i = 2; used.has(same(free)); i++) free = `${name}-${i}`;
    used.add(same(free));
    return resolve(out ?? "mockloop-out", free);
  });
}

/** The word that names have in common which are one folder on some systems: they ignore case, or how an accent is written. */
const same = (name: string): string => name.normalize("NFC").toLowerCase();

/** Files that Mockloop did not write are never overwritten. */
export async function refuseForeignFolder(out: string): Promise<void> {
  const entries = await readdir(out).catch((): string[] => []);
  if (entries.length === 0 || entries.includes(RUN_FOLDER)) return;
  throw new MockloopError(
    "BAD_OPTION",
    `${out} already holds files that Mockloop did not write. Choose another --out, or add --force to write beside and over them.`,
  );
}
