// Walks through the real user interface, as a person would take them, with screenshots in test/artefacts/walk:
//   node test/integration/walk.mjs [editor|stage|steer|close|page|looks|ways|models|servers]
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { browserPath, launchBrowser } from "../../scripts/integration.mjs";
import { installVscodeServer, startVscodeServer } from "../../scripts/vscodeServer.mjs";
import { walkClose } from "./walks/close.mjs";
import { walkEditor } from "./walks/editor.mjs";
import { walkLooks } from "./walks/looks.mjs";
import { walkModels } from "./walks/models.mjs";
import { walkPage } from "./walks/page.mjs";
import { walkServers } from "./walks/servers.mjs";
import { walkStage } from "./walks/stage.mjs";
import { walkSteer } from "./walks/steer.mjs";
import { walkWays } from "./walks/ways.mjs";

const repo = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
const work = join(repo, "out", "walk");
const workspace = join(work, "workspace");
const artefacts = join(repo, "test", "artefacts", "walk");
const walks = {
  editor: walkEditor,
  stage: walkStage,
  steer: walkSteer,
  close: walkClose,
  page: walkPage,
  looks: walkLooks,
  ways: walkWays,
  models: walkModels,
  servers: walkServers,
};

let passed = 0;
let failed = 0;

/** One step of a walk; the next ones need it, so a failure ends the walk. */
async function step(title, act) {
  try {
    await act();
    passed++;
    console.log(`  ✔ ${title}`);
  } catch (error) {
    failed++;
    console.log(`  1) ${title}`);
    throw error;
  }
}

/** Themes are set in the workspace, which is read when the editor opens it. */
function useTheme(theme) {
  writeFileSync(
    join(workspace, ".vscode", "settings.json"),
    JSON.stringify({
      "files.autoSave": "off",
      "workbench.colorTheme": theme,
      "window.autoDetectColorScheme": false,
      "editor.minimap.enabled": false,
      "workbench.startupEditor": "none",
      "git.enabled": false,
    }),
  );
}

/**
 * Starts an editor of its own for a walk, with the checkout itself as an installed extension.
 *
 * @typedef {Awaited<ReturnType<typeof launchBrowser>>} Browser
 * @typedef {{repo: string, browser: Browser, server: {origin: string, pid: number, temporary: string}, workspace: string, screenshots: string,
 *   step: typeof step, useTheme: typeof useTheme}} Walk
 */
async function take(name, executablePath) {
  const screenshots = join(artefacts, name);
  rmSync(work, { recursive: true, force: true });
  rmSync(screenshots, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  cpSync(join(repo, "test", "integration", "workspace"), workspace, { recursive: true });
  const dataDir = join(work, "server-data");
  mkdirSync(join(dataDir, "extensions"), { recursive: true });
  // Not in the checkout: a socket's path must be short.
  const temporary = mkdtempSync(join(tmpdir(), "mockloop-walk-"));
  symlinkSync(repo, join(dataDir, "extensions", "mockloop.mockloop-0.1.0"), "junction");
  const server = await startVscodeServer({
    vscode: await installVscodeServer(),
    dataDir,
    env: {
      ...process.env,
      CHROME_PATH: executablePath,
      // The person's own models and servers are none of the walk's business.
      MOCKLOOP_MODELS: join(work, "models"),
      MOCKLOOP_BACKENDS: join(work, "backends"),
      MOCKLOOP_CONFIG: join(work, "config"),
      TMPDIR: temporary,
    },
    args: ["--disable-workspace-trust"],
  });
  Object.assign(server, { temporary });
  const browser = await launchBrowser(executablePath);
  try {
    console.log(`\n  a walk: ${name}`);
    await walks[name]({ repo, browser, server, workspace, screenshots, step, useTheme });
  } catch (error) {
    console.log(error);
    if (failed === 0) failed++;
    // What a person would see now.
    for (const page of await browser.pages())
      if (page.url().startsWith("http"))
        await page.screenshot({ path: join(screenshots, "failed.png") }).catch(() => {});
  } finally {
    await browser.close();
    await server.stop();
    rmSync(temporary, { recursive: true, force: true });
  }
}

const only = process.argv[2];
const executablePath = await browserPath();
for (const name of Object.keys(walks))
  if (only === undefined || only === name) await take(name, executablePath);
console.log(`\n  ${passed} passing${failed ? `\n  ${failed} failing` : ""}\n`);
process.exitCode = failed ? 1 : 0;
