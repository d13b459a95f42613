// Where the command line begins (dist/cli.mjs). An old Node cannot even read the rest, so it is told before that (src/cli/main.ts)
// is loaded.
import { describeOldNode } from "./nodeVersion.mjs";

const problem = describeOldNode(process.versions.node);
if (problem === undefined) {
  await import("./cliMain.mjs");
} else {
  process.stderr.write(`Error: ${problem}\n`);
  process.exitCode = 1;
}
