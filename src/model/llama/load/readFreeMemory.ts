import { readFile } from "node:fs/promises";
import { freemem } from "node:os";
import { dirname, join } from "node:path";

/**
 * Main memory in bytes that this process may still take: what the system has free, or what the limits of its control groups leave
 * (Linux; version 2, and version 1's memory controller). Cached files count as free: the kernel gives them up first.
 *
 * @param root for tests, in place of "/".
 */
export async function readFreeMemory(root = "/", systemFree = freemem()): Promise<number> {
  let free = systemFree;
  for (const folder of await findGroups(root)) free = Math.min(free, await readRoom(folder));
  return Math.max(0, free);
}

/** The folders of this process's control group and of all above it. */
async function findGroups(root: string): Promise<string[]> {
  const lines = (await read(join(root, "proc/self/cgroup"))).split("\n");
  return lines.flatMap((line) => {
    const [, controllers = "", path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (path === undefined) return [];
    if (controllers !== "" && !controllers.split(",").includes("memory")) return [];
    const top = join(root, "sys/fs/cgroup", controllers === "" ? "" : "memory");
    const folders = [top];
    for (let folder = join(top, path); folder.length > top.length; folder = dirname(folder))
      folders.push(folder);
    return folders;
  });
}

/** What a group may still take; Infinity without a limit. */
async function readRoom(folder: string): Promise<number> {
  const number = async (...names: string[]): Promise<number> => {
    for (const name of names) {
      const text = (await read(join(folder, name))).trim();
      if (/^\d+$/.test(text)) return Number(text);
    }
    return Number.NaN;
  };
  const limit = await number("memory.max", "memory.limit_in_bytes");
  const used = await number("memory.current", "memory.usage_in_bytes");
  if (Number.isNaN(limit) || Number.isNaN(used)) return Number.POSITIVE_INFINITY;
  const cached = /^(?:total_)?inactive_file (\d+)$/m.exec(await read(join(folder, "memory.stat")));
  return limit - used + Number(cached?.[1] ?? 0);
}

const read = (path: string): Promise<string> => readFile(path, "utf8").catch(() => "");
