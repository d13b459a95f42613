import { throwIfAborted } from "../../base/async";
import type { Folder } from "../../files/folder";
import { IgnoredFiles } from "./ignoredFiles";

/** A project of somebody's has thousands of files, a prepared one any number. */
export interface WalkLimits {
  /** Entries of all folders together. */
  readonly entries: number;
  /** Entries of one folder. */
  readonly inFolder: number;
  /** Folders in each other. */
  readonly depth: number;
}

const LIMITS: WalkLimits = { entries: 20_000, inFolder: 2_000, depth: 8 };

/** A disk may be slow, and a prepared .gitignore has any number of rules for each name. */
const MAX_MS = 10_000;

/** What others made: packages, builds, reports. */
const MADE_BY_OTHERS: ReadonlySet<string> = new Set(
  "node_modules bower_components dist build out coverage vendor target storybook-static".split(" "),
);

/** The files of a project, as far as they were looked for. */
interface WalkedFiles {
  /** Relative paths with "/", those near the root first. */
  readonly paths: readonly string[];
  /** Whether that is all of them: no limit was reached, and no folder left out because its rules cannot be asked. */
  readonly isAll: boolean;
}

/**
 * The names of a project's files, without reading any but .gitignore: hidden folders, folders of certain names and what Git leaves out
 * are left out, no link is followed. Ends after so many entries, however many there are, and after some time.
 *
 * @param around What the repository around the project leaves out.
 * @param leftOut Names of folders.
 * @param maxMs Milliseconds.
 * @throws AbortError; the system's errors for `root` alone.
 */
export async function walkProject(
  root: Folder,
  signal: AbortSignal,
  options: WalkOptions = {},
): Promise<WalkedFiles> {
  const { limits = LIMITS, around = IgnoredFiles.none, leftOut = MADE_BY_OTHERS } = options;
  const end = performance.now() + (options.maxMs ?? MAX_MS);
  const paths: string[] = [];
  let left = limits.entries;
  let isAll = true;
  let level: Level[] = [{ folder: root, below: "", before: around }];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limits.depth) return { paths, isAll: false };
    const next: Level[] = [];
    for (const { folder, below, before } of level) {
      throwIfAborted(signal);
      const most = Math.min(limits.inFolder, left);
      const entries = await listed(folder, most, below === "");
      if (entries.length >= most) isAll = false;
      left -= entries.length;
      // Asked by name, as it may be beyond what was listed. A folder whose rules cannot be asked holds nothing that may be.
      const rules = await folder.kind(".gitignore").catch(() => "unknown");
      const ignored = rules === undefined ? before : await before.with(folder, { below });
      if (!ignored) {
        isAll = false;
        continue;
      }
      for (const { name, kind } of entries) {
        if (performance.now() > end) return { paths, isAll: false };
        const path = `${below}${name}`;
        if (kind === "file" && !ignored.ignores(path)) paths.push(path);
        if (kind !== "folder" || name.startsWith(".") || leftOut.has(name)) continue;
        if (ignored.ignores(`${path}/`)) continue;
        const inner = await folder.folder(name).catch(() => undefined);
        if (inner) next.push({ folder: inner, below: `${path}/`, before: ignored });
      }
    }
    level = next;
  }
  return { paths, isAll };
}

interface WalkOptions {
  readonly limits?: WalkLimits;
  readonly around?: IgnoredFiles;
  readonly leftOut?: ReadonlySet<string>;
  readonly maxMs?: number;
}

/** A folder that is to be looked at, and the rules that hold in it. */
interface Level {
  readonly folder: Folder;
  readonly below: string;
  readonly before: IgnoredFiles;
}

/** A folder below the root that may not be read, or is gone, is as good as empty. */
async function listed(folder: Folder, most: number, isRoot: boolean) {
  try {
    return await folder.listSome(most);
  } catch (error) {
    if (isRoot) throw error;
    return [];
  }
}
