import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** What a process takes of main memory, bytes (Linux). */
export interface ProcessMemory {
  /** The most it ever had in memory, mapped files included. */
  readonly peak: number;
  /** Its own, that no file backs. */
  readonly anonymous: number;
  /** Pages of mapped files, which the kernel can drop and read again. */
  readonly mapped: number;
}

/** @throws when there is no such process, or no /proc. */
export function readProcessMemory(pid: number): ProcessMemory {
  const text = readFileSync(`/proc/${pid}/status`, "utf8");
  const bytes = (key: string): number =>
    Number(new RegExp(`^${key}:\\s+(\\d+) kB$`, "m").exec(text)?.[1] ?? 0) * 1024;
  return { peak: bytes("VmHWM"), anonymous: bytes("RssAnon"), mapped: bytes("RssFile") };
}

/** The processes that this one started and that still run. */
export function readChildren(): number[] {
  return readdirSync("/proc/self/task").flatMap((task) =>
    readFileSync(`/proc/self/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number),
  );
}

/** Processor time in ticks of 10 ms: of all programs, and of one process. */
export function readTicks(pid: number): { readonly all: number; readonly own: number } {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0] = (
    readFileSync("/proc/stat", "utf8").split("\n")[0] ?? ""
  )
    .split(/\s+/)
    .slice(1)
    .map(Number);
  const own = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return { all: user + nice + system + irq + softIrq, own: Number(own[11]) + Number(own[12]) };
}

/** What NVIDIA's first card says of itself; undefined without one. */
export function readCard():
  { readonly name: string; readonly driver: string; readonly usedBytes: number } | undefined {
  try {
    const query = ["--query-gpu=name,driver_version,memory.used", "--format=csv,noheader,nounits"];
    const [line = ""] = execFileSync("nvidia-smi", query, { encoding: "utf8" }).split("\n");
    const [name = "", driver = "", mib = ""] = line.split(", ");
    return { name, driver, usedBytes: Number(mib) * 2 ** 20 };
  } catch {
    return undefined;
  }
}

export const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;
