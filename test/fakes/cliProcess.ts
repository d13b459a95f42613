import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { RunLineUnion } from "../../src/protocol/runProtocol";

const root = join(import.meta.dirname, "../..");

/** How a command line ended. */
export interface CliEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The JSON lines of stdout; text lines are in `text`. */
  readonly lines: readonly RunLineUnion[];
  readonly text: string;
  readonly errors: string;
}

/**
 * The command line in a process of its own, from the sources. `onLine` sees JSON lines as they come, and may write to the child's
 * standard input, which nobody ends.
 */
export function runCli(
  args: readonly string[],
  onLine: (line: RunLineUnion, child: ChildProcess) => void = () => undefined,
  env: NodeJS.ProcessEnv = {},
): Promise<CliEnd> {
  const child = spawn(process.execPath, ["--import", "tsx", "src/cli/main.ts", ...args], {
    cwd: root,
    // Nobody's own models: a test gets the tracer unless it names another.
    env: { ...process.env, MOCKLOOP_MODELS: join(root, "out", "no-models"), ...env },
    stdio: "pipe",
  });
  const lines: RunLineUnion[] = [];
  let text = "";
  let errors = "";
  child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
  createInterface({ input: child.stdout }).on("line", (raw) => {
    text += `${raw}\n`;
    if (!raw.startsWith("{")) return;
    const line = JSON.parse(raw) as RunLineUnion;
    lines.push(line);
    onLine(line, child);
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, lines, text, errors }));
  });
}
