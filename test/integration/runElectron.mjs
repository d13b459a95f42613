// Runs the suite in a desktop VS Code that @vscode/test-electron downloads: node test/integration/runElectron.mjs [VERSION]
import { fileURLToPath } from "node:url";
import { runTests } from "@vscode/test-electron";
import { prepareSuite } from "../../scripts/integration.mjs";

const { suite, workspace } = await prepareSuite();
await runTests({
  version: process.argv[2] ?? "1.100.3",
  extensionDevelopmentPath: fileURLToPath(new URL("../..", import.meta.url)),
  extensionTestsPath: suite,
  launchArgs: [workspace, "--disable-extensions"],
});
