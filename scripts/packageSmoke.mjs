// Runs the engine of a packaged VSIX far from the checkout, without node_modules:
//   node scripts/packageSmoke.mjs FILE.vsix [--without-bridge]
// One run with the tracer and, where the package carries a bridge, one with the tiny local pair, as the editor starts them.
// Also looks that the licences of what is inside are there.
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { createWriteStream, existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { findOrInstallBrowser } from "./browser.mjs";
import { isMain } from "./isMain.mjs";

const repo = fileURLToPath(new URL("..", import.meta.url));
const fixtures = join(repo, "test", "fixtures");
const tiny = join(fixtures, "models", "tiny-glm46v", "tiny-glm46v");
/** A run that takes longer hangs. */
const LIMIT_MS = 180_000;

/** Unpacks the VSIX and runs its engine; throws when a run does not end as it should. */
export async function smokePackage(vsix, { local = true } = {}) {
  const browserPath =
    process.env.CHROME_PATH ?? (await findOrInstallBrowser({ root: repo, consent: true }));
  const away = await mkdtemp(join(tmpdir(), "mockloop-vsix-"));
  try {
    await unpack(vsix, away);
    const dist = join(away, "extension", "dist");
    await checkLicences(dist, local);
    const modulePath = join(dist, "engine.mjs");
    const request = {
      mockup: join(fixtures, "mockups", "modal.png"),
      target: "html",
      maxIterations: 2,
      browserPath,
    };
    const traced = await runEngine(modulePath, {
      ...request,
      model: { kind: "tracer" },
      runDir: join(away, "tracer run"),
    });
    report("tracer", traced);
    if (!local) return;
    const lines = await runEngine(modulePath, {
      ...request,
      model: {
        kind: "file",
        path: `${tiny}-text-f16.gguf`,
        mmproj: `${tiny}-mmproj-f16.gguf`,
      },
      hardware: { threads: 1, gpu: "cpu", contextTokens: 8192 },
      runDir: join(away, "local run"),
    });
    const last = report("local model", lines);
    assert.equal(last.reason, "max-iterations");
    const notices = lines.filter(({ type }) => type === "notice").map(({ message }) => message);
    assert.match(notices.join("\n"), /The model runs on the CPU/);
    const calls = lines.filter(({ type }) => type === "call");
    assert.ok(calls.length >= 2, "the model answered in both iterations");
    assert.ok(calls[0].engine.imagesEncoded >= 1, "the mockup was looked at");
  } finally {
    await rm(away, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Samples of each kind: bundled in the engine and in the panel, shipped as files, compiled in. */
async function checkLicences(dist, local) {
  const notices = await readFile(join(dist, "THIRD_PARTY_NOTICES.txt"), "utf8");
  for (const name of ["typebox", "puppeteer-core", "@vscode/webview-ui-toolkit", "sharp", "tr46"])
    assert.match(notices, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, "m"));
  const { components } = JSON.parse(await readFile(join(dist, "sbom.cdx.json"), "utf8"));
  const names = components.map(({ name }) => name);
  for (const name of ["typebox", "puppeteer-core", "sharp", "inter", "esbuild"])
    assert.ok(names.includes(name), `the bill of materials names ${name}`);
  if (!local) return;
  const native = await readdir(join(dist, "native"));
  for (const name of ["llama.cpp", "nlohmann-json", "stb_image"])
    assert.ok(native.includes(`LICENSE.${name}`), `${name} in ${native.join()}`);
}

function report(name, lines) {
  const last = lines.at(-1);
  assert.equal(last?.type, "run", JSON.stringify(last));
  assert.ok(last.iterations > 0 && existsSync(last.report), JSON.stringify(last));
  console.log(
    `Unpacked, ${name}: ${last.iterations} iterations, ${last.reason}, ${(last.ms.total / 1000).toFixed(1)} s`,
  );
  return last;
}

/** One run in an engine process of its own; resolves with its lines. */
function runEngine(modulePath, request) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1", NODE_PATH: "" };
    const engine = fork(modulePath, [], {
      cwd: dirname(modulePath),
      execArgv: [],
      env,
      serialization: "json",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const lines = [];
    let words = "";
    for (const stream of [engine.stdout, engine.stderr])
      stream.setEncoding("utf8").on("data", (text) => (words = (words + text).slice(-2000)));
    const timer = setTimeout(() => engine.kill("SIGKILL"), LIMIT_MS);
    // As src/channel speaks: JSON-RPC 2.0, a run's lines as the progress of its request, the last one as its result.
    const say = (message) => engine.send({ jsonrpc: "2.0", ...message });
    engine.on("message", ({ method, params, id, result, error }) => {
      if (method === "ready") say({ id: 1, method: "run", params: { token: 1, params: request } });
      if (method === "log") words = `${words}${params.value.message}\n`.slice(-2000);
      if (method === "$/progress") lines.push(params.value);
      if (id !== 1 || method !== undefined) return;
      if (result) lines.push(result);
      if (error) words = `${words}${error.message}\n`;
      say({ method: "shutDown", params: {} });
    });
    engine.on("error", reject);
    engine.on("close", (code, signal) => {
      clearTimeout(timer);
      const ended = lines.some(({ type }) => type === "run" || type === "error");
      if (ended) resolve(lines);
      else
        reject(new Error(`The engine ended with ${signal ?? code} before its run did. ${words}`));
    });
  });
}

/** A VSIX is a zip file; the packager's own reader unpacks it. */
async function unpack(vsix, folder) {
  const require = createRequire(import.meta.url);
  const yauzl = createRequire(require.resolve("@vscode/vsce/package.json"))("yauzl");
  const zip = await promisify(yauzl.open)(vsix, { lazyEntries: true });
  const openEntry = promisify(zip.openReadStream).bind(zip);
  await new Promise((resolve, reject) => {
    zip.on("error", reject).on("end", resolve);
    zip.on("entry", (entry) => {
      const path = join(folder, entry.fileName);
      const copied = entry.fileName.endsWith("/")
        ? Promise.resolve()
        : mkdir(dirname(path), { recursive: true }).then(async () =>
            pipeline(await openEntry(entry), createWriteStream(path)),
          );
      copied.then(() => zip.readEntry(), reject);
    });
    zip.readEntry();
  });
}

if (isMain(import.meta.url)) {
  const { values, positionals } = parseArgs({
    options: { "without-bridge": { type: "boolean" } },
    allowPositionals: true,
  });
  const [vsix] = positionals;
  if (!vsix) throw new Error("Which VSIX? node scripts/packageSmoke.mjs FILE.vsix");
  await smokePackage(vsix, { local: !values["without-bridge"] });
}
