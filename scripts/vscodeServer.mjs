// VS Code without a desktop: the server inside the npm package code-server, for tests in a headless browser.
import { spawn } from "node:child_process";
import { existsSync, rmSync, symlinkSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repo = fileURLToPath(new URL("..", import.meta.url));

/** What is installed, where. 1.100 is the oldest VS Code that Mockloop supports. */
export const OLDEST = { codeServer: "4.100.3", folder: join(repo, ".cache", "vscode-1.100") };
export const NEWEST = { codeServer: "4.139.1", folder: join(repo, ".cache", "vscode-newest") };

/** Runs a program to its end; rejects with its last output when it fails. Output goes to `log` line by line. */
export async function run(command, args, { cwd, env = process.env, log = () => {} } = {}) {
  await new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let tail = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => {
        tail = (tail + text).slice(-4000);
        log(text);
      });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`${command} ${args.join(" ")} ended with ${code}:\n${tail}`)),
    );
  });
}

/** npm on every platform: through the running Node when npm started us, else from the PATH. */
export async function npm(args, options) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith(".js")) await run(process.execPath, [cli, ...args], options);
  else await run(process.platform === "win32" ? "npm.cmd" : "npm", args, options);
}

/**
 * Installs the server of `version` once and returns the folder of its VS Code (with out/server-main.js). Native
 * modules are rebuilt only when named: the test host does without them, with some noise in its log.
 */
export async function installVscodeServer(version = OLDEST, { rebuild = [], env, log } = {}) {
  const vscode = join(version.folder, "node_modules", "code-server", "lib", "vscode");
  const done = join(version.folder, "installed.json");
  const wanted = JSON.stringify({ codeServer: version.codeServer, rebuild });
  if (existsSync(done) && (await readFile(done, "utf8")) === wanted) return vscode;
  rmSync(version.folder, { recursive: true, force: true });
  await mkdir(version.folder, { recursive: true });
  await writeFile(join(version.folder, "package.json"), '{"private":true}\n');
  const quiet = ["--no-fund", "--no-audit", "--ignore-scripts", "--loglevel=error"];
  await npm(["install", ...quiet, `code-server@${version.codeServer}`], {
    cwd: version.folder,
    env,
    log,
  });
  await npm(["install", ...quiet, "--omit=dev"], { cwd: vscode, env, log });
  await npm(["install", ...quiet, "--omit=dev"], { cwd: join(vscode, "extensions"), env, log });
  // One by one: a module that does not build on this machine (no Kerberos headers, say) costs only what it is for.
  for (const name of rebuild)
    await npm(["rebuild", "--foreground-scripts", "--dangerously-allow-all-scripts", name], {
      cwd: vscode,
      env,
      log,
    }).catch((error) => log?.(`${name} was not built: ${error.message}\n`));
  const asar = join(vscode, "node_modules.asar");
  if (!existsSync(asar)) symlinkSync("node_modules", asar, "junction");
  await writeFile(done, wanted);
  return vscode;
}

/** A port that was free a moment ago. */
export async function findFreePort() {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts the server and resolves when it answers. `stop()` ends it with everything it started.
 *
 * @param {{vscode: string, dataDir: string, node?: string, args?: string[], env?: NodeJS.ProcessEnv, log?: (text: string) => void}} options
 */
export async function startVscodeServer({
  vscode,
  dataDir,
  node = process.execPath,
  args = [],
  env = process.env,
  log = () => {},
}) {
  const port = await findFreePort();
  const child = spawn(
    node,
    [
      join(vscode, "out", "server-main.js"),
      "--accept-server-license-terms",
      "--without-connection-token",
      ...["--host", "127.0.0.1", "--port", String(port)],
      ...["--server-data-dir", dataDir],
      ...args,
    ],
    { env, stdio: ["ignore", "pipe", "pipe"], detached: process.platform !== "win32" },
  );
  let tail = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      tail = (tail + text).slice(-4000);
      log(text);
    });
  const exited = new Promise((resolve) => child.once("close", resolve));
  const stop = async () => {
    try {
      if (process.platform === "win32") child.kill();
      else process.kill(-child.pid, "SIGKILL");
    } catch {
      // It has ended already.
    }
    await exited;
  };
  const origin = `http://127.0.0.1:${port}`;
  for (let attempt = 0; ; attempt++) {
    if (child.exitCode !== null || attempt > 150) {
      await stop();
      throw new Error(`The VS Code server did not start:\n${tail}`);
    }
    const answer = await fetch(`${origin}/version`).catch(() => undefined);
    if (answer?.ok) return { origin, authority: `127.0.0.1:${port}`, pid: child.pid, stop };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
