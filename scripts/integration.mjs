// Runs the suite in test/integration inside a real VS Code 1.100, in a headless browser, without a desktop or a download
// from anywhere but the npm registry.  node scripts/integration.mjs [--build-only] [--grep PATTERN]
import { appendFileSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import puppeteer from "puppeteer";
import { installVscodeServer, startVscodeServer } from "./vscodeServer.mjs";
import { isMain } from "./isMain.mjs";
import { runRestricted } from "./restrictedMode.mjs";
import { LEAST_NODE } from "./nodeVersion.mjs";

const repo = fileURLToPath(new URL("..", import.meta.url));
const out = join(repo, "out", "integration");

/** The suite's own lines begin so; everything else the test host writes goes to out/integration/host.log. */
const REPORT = "[suite] ";

/** A suite that takes longer than this hangs. */
const LIMIT_MS = 15 * 60_000;

/** Bundles the suite, and copies the workspace it works in. */
export async function prepareSuite() {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  await build({
    entryPoints: { index: join(repo, "test", "integration", "suite", "index.ts") },
    outdir: out,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    target: `node${LEAST_NODE}`,
    sourcemap: "inline",
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
  const workspace = join(out, "workspace");
  cpSync(join(repo, "test", "integration", "workspace"), workspace, { recursive: true });
  return { suite: join(out, "index.cjs"), workspace };
}

/** The browser to use: the one in CHROME_PATH, else what the set-up finds or installs. */
export async function browserPath() {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  const { findOrInstallBrowser } = await import("./browser.mjs");
  return findOrInstallBrowser({ root: repo, consent: true, log: console.log });
}

export async function launchBrowser(executablePath, options = {}) {
  return puppeteer.launch({
    executablePath,
    args: [
      "--disable-background-networking",
      // Chromium refuses its sandbox to root; everybody else keeps it.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
    defaultViewport: { width: 1440, height: 900 },
    ...options,
  });
}

async function runSuite({ grep }) {
  const { suite, workspace } = await prepareSuite();
  if (!existsSync(join(repo, "dist", "extension.cjs")))
    throw new Error("Build first: npm run build.");
  writeFileSync(join(out, "options.json"), JSON.stringify({ grep }));
  const executablePath = await browserPath();
  console.log("Setting VS Code 1.100 up …");
  const vscode = await installVscodeServer();
  const env = {
    ...process.env,
    CHROME_PATH: executablePath,
    // The person's own models and servers are none of the suite's business.
    MOCKLOOP_MODELS: join(out, "models"),
    MOCKLOOP_BACKENDS: join(out, "backends"),
    MOCKLOOP_CONFIG: join(out, "config"),
  };
  const server = await startVscodeServer({ vscode, dataDir: join(out, "server-data"), env });
  const browser = await launchBrowser(executablePath);
  let code;
  try {
    code = await openTestHost(browser, server, suite, workspace);
  } finally {
    await browser.close();
    await server.stop();
  }
  const launch = () => launchBrowser(executablePath);
  const wrong = await runRestricted({ vscode, out: join(out, "restricted"), env, launch });
  return wrong > 0 ? 1 : code;
}

/** Opens the editor with our extension under development; resolves with the suite's exit code. */
async function openTestHost(browser, { origin, authority }, suite, workspace) {
  const page = await browser.newPage();
  const ended = new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The suite did not end within ${LIMIT_MS / 60_000} minutes.`)),
      LIMIT_MS,
    );
    timer.unref();
    page.once("close", () => reject(new Error("The editor's page was closed.")));
    void page.exposeFunction("codeAutomationExit", (code) => resolve(code));
  });
  await page.exposeFunction("codeAutomationLog", (type, args) => {
    const text = args.map((arg) => (typeof arg === "string" ? arg : JSON.stringify(arg))).join(" ");
    if (text.startsWith(REPORT)) console.log(text.slice(REPORT.length));
    else appendFileSync(join(out, "host.log"), `${type}: ${text}\n`);
  });
  const remote = (path) => `vscode-remote://${authority}${encodeURI(path)}`;
  const payload = JSON.stringify([
    ["extensionDevelopmentPath", remote(repo.replace(/\/$/, ""))],
    ["extensionTestsPath", remote(suite)],
  ]);
  const address = new URL(origin);
  address.searchParams.set("folder", workspace);
  address.searchParams.set("payload", payload);
  await page.goto(address.href, { waitUntil: "domcontentloaded" });
  return await ended;
}

if (isMain(import.meta.url)) {
  const { values } = parseArgs({
    options: { "build-only": { type: "boolean" }, grep: { type: "string" } },
  });
  if (values["build-only"]) await prepareSuite();
  else
    process.exitCode = await runSuite({ grep: values.grep }).catch((error) => {
      console.error(error);
      return 1;
    });
}
