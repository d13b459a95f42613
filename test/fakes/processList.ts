import { readdirSync, readFileSync } from "node:fs";

/** A process of this machine, as Linux lists it. */
export interface ListedProcess {
  readonly pid: number;
  readonly parent: number;
  /** When it began, in the kernel's own count: its number alone may be given to another one. */
  readonly start: string;
  readonly args: string;
}

/** All processes that have not ended; those that only wait for their parent to notice have. Linux alone lists them so. */
export function listProcesses(): readonly ListedProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        // The second field is the program's name, in which there may be anything.
        const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        if (state === "Z" || state === "X") return [];
        const args = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
        return [{ pid: Number(name), parent: Number(parent), start: rest[17] ?? "", args }];
      } catch {
        return []; // it ended meanwhile
      }
    });
}

/** A process's children, theirs, and so on. */
export function descendantsOf(
  pid: number,
  all: readonly ListedProcess[],
): readonly ListedProcess[] {
  const children = all.filter(({ parent }) => parent === pid);
  return children.flatMap((child) => [child, ...descendantsOf(child.pid, all)]);
}
