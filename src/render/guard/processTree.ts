import { execFile } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { promisify } from "node:util";

/** What a process and everything it started hold. */
export interface TreeUse {
  readonly processes: number;
  /** Resident memory; what several of them share counts for each. */
  readonly bytes: number;
}

interface ProcessFacts {
  readonly parent: number;
  readonly bytes: number;
}

/** Facts of the processes that run now, by number; of the tree below `root` at least. */
type ListProcesses = (root: number) => Promise<ReadonlyMap<number, ProcessFacts>>;

/** Measures process trees, or undefined where the system is not asked: on Windows each question would take a second of a CPU. */
export function createTreeMeter(
  platform: NodeJS.Platform = process.platform,
): ((root: number) => Promise<TreeUse>) | undefined {
  const list =
    platform === "linux" ? createProcReader() : platform === "darwin" ? askPs : undefined;
  return list && (async (root) => sumTree(await list(root), root));
}

/** What the tree below `root` holds, by a list of all processes. */
export function sumTree(all: ReadonlyMap<number, ProcessFacts>, root: number): TreeUse {
  let [processes, bytes] = [0, 0];
  for (const [pid, facts] of all) {
    if (!isBelow(all, pid, root)) continue;
    processes++;
    bytes += facts.bytes;
  }
  return { processes, bytes };
}

/** Whether a process is `root` or was started by it, or by one that it started, and so on. */
function isBelow(
  all: ReadonlyMap<number, { readonly parent: number }>,
  pid: number,
  root: number,
): boolean {
  // A list that was read while processes came and went may hold a circle.
  for (let at = pid, steps = 0; at > 1 && steps < 100; steps++) {
    if (at === root) return true;
    at = all.get(at)?.parent ?? 0;
  }
  return false;
}

/** Reads /proc. Of processes that do not belong to the tree only what is new is read: there may be thousands. */
function createProcReader(): ListProcesses {
  let known = new Map<number, ProcessFacts>();
  return async (root) => {
    const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
    const before = known;
    const next = new Map<number, ProcessFacts>();
    await Promise.all(
      pids.map(async (pid) => {
        const old = before.get(pid);
        const facts = old && !isBelow(before, pid, root) ? old : await readStat(pid);
        if (facts) next.set(pid, facts);
      }),
    );
    known = next;
    return next;
  };
}

/** proc(5): behind the name in brackets, which may hold anything, stand the state, the parent, and in the 22nd place the pages. */
async function readStat(pid: number): Promise<ProcessFacts | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (!fields) return undefined;
  return { parent: Number(fields[1]), bytes: Number(fields[21]) * PAGE_BYTES };
}

/** Where pages are larger (some ARM servers), less is seen than there is. */
const PAGE_BYTES = 4096;

const run = promisify(execFile);

/** POSIX: numbers in columns, memory in 1024 bytes. */
async function askPs(): Promise<ReadonlyMap<number, ProcessFacts>> {
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid=,rss="], { maxBuffer: 1 << 24 });
  const rows = stdout.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  return new Map(
    rows.flatMap(([pid, parent, kilobytes]) =>
      pid && parent !== undefined && kilobytes !== undefined
        ? [[pid, { parent, bytes: kilobytes * 1024 }] as const]
        : [],
    ),
  );
}
