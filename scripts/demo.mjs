// The main job in one command: sets up, then turns a shipped mockup into code with the embedded tracer.
//   npm run demo [-- MOCKUP …]      other mockups, and any option of `mockloop generate`
import { join } from "node:path";
import { root, run, setUp } from "./setup.mjs";

try {
  const browser = await setUp();
  const given = process.argv.slice(2);
  const mockup = join(root, "media", "demo", "dashboard.png");
  const args = given.some((argument) => !argument.startsWith("-")) ? given : [mockup, ...given];
  const out = given.includes("--out") ? [] : ["--out", join(root, "mockloop-out", "demo")];
  await run(process.execPath, [
    join(root, "dist", "cli.mjs"),
    "--browser",
    browser,
    "generate",
    ...args,
    ...(args.length === 1 ? out : []),
    ...(given.includes("--model") ? [] : ["--model", "tracer"]),
  ]).catch((error) => {
    // Exit code 2 only says that the fidelity wished for was not reached; the best page is written.
    if (!/ended with 2\.$/.test(error.message)) throw error;
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
