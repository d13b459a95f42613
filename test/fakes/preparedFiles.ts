import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "mocha";

/** Puts a link to `target` at `path`. The test is skipped where this user may not make links (Windows without the right to). */
export function prepareLink(test: Context, target: string, path: string): void {
  try {
    symlinkSync(target, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EPERM") test.skip();
    throw error;
  }
}

/** Puts a pipe that nobody writes to at `path`: whoever opens it as a file waits for ever. Skipped on Windows, which has none. */
export function preparePipe(test: Context, path: string): void {
  if (process.platform === "win32") test.skip();
  execFileSync("mkfifo", [path]);
}

/** A folder of somebody's, with hidden files and folders inside. */
export function prepareVictim(path: string): string {
  mkdirSync(join(path, "keys"), { recursive: true });
  for (const [name, text] of VICTIM) writeFileSync(join(path, name), text);
  return path;
}

/** The folder's files as they are now, in the form of {@link VICTIM}; equal as long as nobody touched it. */
export function readVictim(path: string): readonly (readonly [string, string])[] {
  const read = (folder: string, below: string): [string, string][] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry): [string, string][] => {
      const file = join(folder, entry.name);
      if (entry.isDirectory()) return read(file, `${below}${entry.name}/`);
      return [[`${below}${entry.name}`, readFileSync(file, "utf8")]];
    });
  return read(path, "").sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What {@link prepareVictim} puts there. */
export const VICTIM: readonly (readonly [string, string])[] = [
  [".env", "TOKEN=1"],
  ["index.html", "precious"],
  ["keys/id", "a key"],
];
