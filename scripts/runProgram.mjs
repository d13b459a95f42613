import { spawn } from "node:child_process";

/** Runs a program to its end, to `timeoutMs`, or until it has said `until`. */
export function runProgram(command, args, { timeoutMs, until }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], timeout: timeoutMs });
    let output = "";
    const hear = (data) => {
      output += data;
      if (until && output.includes(until)) child.kill("SIGKILL");
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("error", (error) => resolve({ code: -1, output: `${output}${error.message}` }));
    child.on("close", (code) => resolve({ code, output }));
  });
}
