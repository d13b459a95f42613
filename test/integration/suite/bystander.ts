import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

/** Looks at the clock every 5 ms until its input ends; then prints its longest gap in ms. */
const WATCH = `
  let last = performance.now(), longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 5);
  process.stdin.resume().on("end", () => {
    clearInterval(timer);
    console.log(longest);
  });`;

/**
 * Starts a process that does nothing but watch the clock, with the extension host's priority: how long it is kept waiting is the
 * machine's doing. `stop` resolves with its longest gap, ms.
 */
export function startBystander(): { stop(): Promise<number> } {
  const child = spawn(process.execPath, ["-e", WATCH], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const printed = text(child.stdout);
  return {
    stop: async () => {
      child.stdin.end();
      return Number(await printed);
    },
  };
}
