import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const builder = resolve(import.meta.dirname, "../../native/tools/buildCheck.mjs");

/** Builds a program of native/checks, if need be, and runs it. Rejects with what it wrote when it ends with anything but 0. */
export async function runNativeCheck(name: string, args: readonly string[] = []): Promise<void> {
  const built = await run(process.execPath, [builder, name], { maxBuffer: 64 << 20 });
  const program = built.stdout.trim().split("\n").at(-1) ?? "";
  await run(program, args, { maxBuffer: 64 << 20 });
}
