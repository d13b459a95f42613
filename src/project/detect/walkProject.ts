import { throwIfAborted } from "../../base/async";
import type { Folder } from "../../files/folder";

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

/** What others made: packages, builds, reports. */
const LEFT_OUT = new Set(
  "node_modules bower_components dist build out coverage vendor target storybook-static".split(" "),
);

/** The files of a project, as far as they were looked for. */
export interface ProjectFiles {
  /** Relative paths with "/", those near the root first. */
  readonly paths: readonly string[];
  /** Whether that is all of them. */
  readonly isAll: boolean;
}

/**
 * The names of a project's files, without reading any: hidden folders and what others made are left out, no link is followed. Ends
 * after so many entries, however many there are. @throws AbortError; the system's errors for `root` alone.
 */
export async function walkProject(
  root: Folder,
  signal: AbortSignal,
  limits = LIMITS,
): Promise<ProjectFiles> {
  const paths: string[] = [];
  let left = limits.entries;
  let isAll = true;
  let level: { readonly folder: Folder; readonly below: string }[] = [{ folder: root, below: "" }];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limits.depth) return { paths, isAll: false };
    const next: typeof level = [];
    for (const { folder, below } of level) {
      throwIfAborted(signal);
      const most = Math.min(limits.inFolder, left);
      const entries = await listed(folder, most, below === "");
      if (entries.length >= most) isAll = false;
      left -= entries.length;
      for (const { name, kind } of entries) {
        if (kind === "file") paths.push(`${below}${name}`);
        if (kind !== "folder" || name.startsWith(".") || LEFT_OUT.has(name)) continue;
        const inner = await folder.folder(name).catch(() => undefined);
        if (inner) next.push({ folder: inner, below: `${below}${name}/` });
      }
    }
    level = next;
  }
  return { paths, isAll };
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
