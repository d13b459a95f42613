import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { systemErrorCode } from "./errors";

/** A process that may have ended since: its number alone may have been given to another one. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it began, letters and digits; "0" where the system does not say. */
  readonly start: string;
}

let own: Promise<ProcessIdentity> | undefined;

/** The identity of this process. */
export function ownIdentity(): Promise<ProcessIdentity> {
  own ??= startOf(process.pid).then((start) => ({ pid: process.pid, start }));
  return own;
}

/** Whether that very process still runs. Where the system does not tell when a process began, its number decides. */
export async function isSameProcess({ pid, start }: ProcessIdentity): Promise<boolean> {
  if (!isRunning(pid)) return false;
  if (start === UNKNOWN) return true;
  const now = await startOf(pid);
  return now === start || (now === UNKNOWN && isRunning(pid));
}

/** Whether a process has this number. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) === "EPERM";
  }
}

const UNKNOWN = "0";

/** Which of the processes that have had, or will have, this number runs now; a word that each system makes in its own way. */
async function startOf(pid: number): Promise<string> {
  try {
    const text = await STARTS[process.platform]?.(pid);
    return text?.replaceAll(/[^A-Za-z0-9]/g, "") || UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}

const run = promisify(execFile);

const STARTS: Partial<Record<NodeJS.Platform, (pid: number) => Promise<string>>> = {
  /** proc(5): the name in brackets may hold anything; after it stand the state, and in the 20th place clock ticks since boot. */
  linux: async (pid) => {
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // One that ended, and that its parent has not noticed yet, holds nothing any more.
    return fields[0] === "Z" ? "ended" : `${boot.slice(0, 8)}t${fields[19] ?? ""}`;
  },
  darwin: async (pid) => {
    const env = { ...process.env, LC_ALL: "C", TZ: "UTC" };
    return (await run("ps", ["-o", "lstart=", "-p", String(pid)], { env })).stdout;
  },
  win32: async (pid) => {
    const script = `(Get-Process -Id ${pid}).StartTime.ToUniversalTime().Ticks`;
    const options = { windowsHide: true, timeout: 10_000 };
    return (await run("powershell", ["-NoProfile", "-Command", script], options)).stdout;
  },
};
