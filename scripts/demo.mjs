// The main job in one command: sets up, then turns a shipped mockup into code with the embedded tracer.
//   npm run demo [-- MOCKUP …]      other mockups, and any option of `mockloop generate`
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { completeDemoArguments } from "./demoArguments.mjs";
import { root, run, setUp } from "./setup.mjs";

try {
  const browser = await setUp();
  const cli = join(root, "dist", "cli.mjs");
  const args = completeDemoArguments(process.argv.slice(2), {
    help: execFileSync(process.execPath, [cli, "generate", "--help"], { encoding: "utf8" }),
    mockup: join(root, "media", "demo", "dashboard.png"),
    out: join(root, "mockloop-out", "demo"),
  });
  await run(process.execPath, [cli, "--browser", browser, "generate", ...args]).catch((error) => {
    // Exit code 2 only says that the fidelity wished for was not reached; the best page is written.
    if (!/ended with 2\.$/.test(error.message)) throw error;
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
