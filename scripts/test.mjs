// Runs every test after all the set-up: node scripts/test.mjs [suite …]
// Suites: check (format, lint, types, unit) · browser · hostile (pages and pictures that try to get out) · golden · native (the
// vision bridge, built first if need be) · integration (real VS Code). Default: all. With CI=true a suite that cannot be run is a failure.
// MOCKLOOP_TEST_BROWSER names the browser to draw with: setup, installed, other or a path (see testBrowser.mjs).
import { spawn } from "node:child_process";
import { join } from "node:path";
import { prepareNative } from "./prepareNative.mjs";
import { root, setUp } from "./setup.mjs";
import { chooseTestBrowser, realTestBrowsers } from "./testBrowser.mjs";
import { describeOutcome, failuresIn } from "./testOutcome.mjs";

const mocha = join(root, "node_modules", "mocha", "bin", "mocha.js");
const tools = (name) => join(root, "node_modules", ".bin", name);

const node = (...args) => [process.execPath, args];
const suites = {
  check: () => [
    [tools("prettier"), ["--check", "--log-level", "warn", "."]],
    [tools("eslint"), ["--max-warnings", "0", "."]],
    [tools("tsc"), ["-p", "."]],
    [tools("tsc"), ["-p", "webview"]],
    node(mocha, "test/unit/**/*.test.ts"),
  ],
  browser: () => [node(mocha, "test/browser/**/*.test.ts", "--timeout", "120000")],
  hostile: () => [node(mocha, "test/hostile/**/*.test.ts", "--timeout", "120000")],
  golden: () => [node(mocha, "test/golden/**/*.test.ts", "--timeout", "180000")],
  native: () => [node(mocha, "test/native/**/*.test.ts", "--timeout", "180000")],
  integration: () => [node("scripts/integration.mjs")],
};

const totals = { passed: 0, failed: 0 };
const failures = [];

/** Runs one step; its output is shown, and what Mocha counted is added up. */
function step(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "inherit"],
      shell: process.platform === "win32" && !command.endsWith(".exe"),
    });
    let output = "";
    child.stdout.on("data", (data) => {
      process.stdout.write(data);
      output = (output + data).slice(-20_000);
    });
    child.on("error", (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.on("close", (code) => {
      totals.passed += lastCount(output, "passing");
      totals.failed += lastCount(output, "failing");
      const failed = failuresIn(output);
      if (failed) failures.push(failed);
      resolve(code === 0);
    });
  });
}

function lastCount(output, word) {
  return Number([...output.matchAll(new RegExp(`^\\s*(\\d+) ${word}`, "gm"))].at(-1)?.[1] ?? 0);
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(suites, name));
if (unknown.length > 0) {
  console.error(
    `No such suite: ${unknown.join(", ")}. There are ${Object.keys(suites).join(", ")}.`,
  );
  process.exit(1);
}

const browser = await setUp({
  findBrowser: (log) =>
    chooseTestBrowser(process.env.MOCKLOOP_TEST_BROWSER, realTestBrowsers(root, log)),
}).catch((error) => {
  console.error(`Set-up failed: ${error.message}`);
  process.exit(1);
});
if (browser === undefined) {
  console.log("There is no other browser here to test with.");
  process.exit(0);
}
console.log(`The tests draw with ${browser}.`);
let broken = 0;
const notRun = [];
for (const [name, steps] of Object.entries(suites)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  if (name === "native") {
    const problem = await prepareNative(console.log).catch((error) => {
      broken++;
      return error.message;
    });
    if (problem) {
      notRun.push(name);
      console.log(`\n— native: NOT RUN. ${problem}`);
      continue;
    }
  }
  for (const [command, args] of steps()) {
    console.log(
      `\n— ${name}: ${[command, ...args].map((part) => part.split(/[\\/]/).at(-1)).join(" ")}`,
    );
    if (!(await step(command, args, { CHROME_PATH: browser }))) {
      broken++;
      console.log(`— ${name} failed`);
    }
  }
}
const outcome = describeOutcome({ ...totals, broken, notRun, isCi: process.env.CI === "true" });
for (const failed of failures) console.log(`\n— once more: ${failed}`);
console.log(`\n${outcome.text}`);
process.exitCode = outcome.exitCode;
