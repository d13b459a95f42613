// Installs the packaged VSIX into a real editor and generates code with it:
//   node scripts/vsixSmoke.mjs [--vscode oldest|newest] [--vsix FILE]
// "newest" needs Node 24, which is fetched from npm beside it.
import { existsSync } from "node:fs";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openEditor } from "../test/integration/openEditor.mjs";
import { browserPath, launchBrowser } from "./integration.mjs";
import {
  installVscodeServer,
  NEWEST,
  npm,
  OLDEST,
  run,
  startVscodeServer,
} from "./vscodeServer.mjs";

const repo = fileURLToPath(new URL("..", import.meta.url));

/** Native modules the newest editor uses. */
const NEWEST_NATIVE = [
  "node-pty",
  "@parcel/watcher",
  "@vscode/spdlog",
  "@vscode/native-watchdog",
  "kerberos",
  "@vscode/deviceid",
  "@vscode/sqlite3",
  "@vscode/fs-copyfile",
];

const { values } = parseArgs({
  options: { vscode: { type: "string", default: "oldest" }, vsix: { type: "string" } },
});
const version = values.vscode === "newest" ? NEWEST : OLDEST;
const vsix = values.vsix ?? join(repo, `mockloop-${process.platform}-${process.arch}-0.1.0.vsix`);
if (!existsSync(vsix)) throw new Error(`${vsix} is not there; run npm run package first.`);

const { node, env } =
  values.vscode === "newest"
    ? await installNode24()
    : { node: process.execPath, env: { ...process.env } };
env.CHROME_PATH = await browserPath();
const vscode = await installVscodeServer(version, {
  env,
  ...(values.vscode === "newest" && { rebuild: NEWEST_NATIVE }),
  log: (text) => process.stdout.write(text),
});

const work = join(repo, "out", `smoke-${values.vscode}`);
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
const workspace = join(work, "workspace");
cpSync(join(repo, "test", "integration", "workspace"), workspace, { recursive: true });
const dataDir = join(work, "server data");
const log = (text) => process.stdout.write(text);
await run(
  node,
  [
    join(vscode, "out", "server-main.js"),
    "--accept-server-license-terms",
    ...["--server-data-dir", dataDir, "--install-extension", vsix],
  ],
  { env, log },
);

const server = await startVscodeServer({
  vscode,
  dataDir,
  node,
  env,
  args: ["--disable-workspace-trust"],
});
const browser = await launchBrowser(env.CHROME_PATH);
try {
  const screenshots = join(repo, "test", "artefacts", `smoke-${values.vscode}`);
  const editor = await openEditor(browser, server, { workspace, screenshots });
  await editor.openFile("designs", "sign-in.png");
  await editor.command("Mockloop: Generate from mockup");
  const panel = await editor.panel();
  await panel.ended();
  await editor.screenshot("panel");
  console.log(`${values.vscode}: ${await panel.text(".score")}, ${await panel.text(".status")}`);
  await panel.click("Accept");
  await editor.pick("default");
  await editor.applyPreview();
  await editor.waitForFile(join(workspace, "designs", "sign-in", "index.html"));
  await editor.screenshot("accepted");
  console.log(`${values.vscode}: the VSIX works.`);
} finally {
  await browser.close();
  await server.stop();
}

/** Node 24 as npm packs it, with an environment whose programs find it first. */
async function installNode24() {
  const folder = join(repo, ".cache", "node-24");
  const name = `node-${process.platform}-${process.arch}`;
  const bin = join(folder, "node_modules", name, "bin", "node");
  if (!existsSync(bin)) {
    mkdirSync(folder, { recursive: true });
    await npm(["install", "--prefix", folder, "--no-audit", "--no-fund", `${name}@24`], {
      cwd: folder,
      log: (text) => process.stdout.write(text),
    });
  }
  const env = { ...process.env, PATH: `${dirname(bin)}${delimiter}${process.env.PATH}` };
  // npm must run under this Node as well: packages check which one installs them.
  delete env.npm_execpath;
  return { node: bin, env };
}
