// Gathers what a package for one platform carries: node native/tools/stage.mjs --target linux-x64 --out dist/native
// For every built variant of the platform: bridge.node, bridge.json, llama.cpp's libraries beside them (the .node's search
// path begins at its own folder), and the licences. Of CUDA only the bridge: its libraries are an optional download.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, join, resolve } from "node:path";
import { collectLicences } from "./licences.mjs";
import { binsDir } from "./paths.mjs";
import { variantsToBuild } from "./variants.mjs";
import { isMain } from "../../scripts/isMain.mjs";

/** VS Code's names of platforms → node-llama-cpp's. */
const platforms = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "darwin-arm64": "mac-arm64",
  "darwin-x64": "mac-x64",
  "win32-x64": "win-x64",
  "win32-arm64": "win-arm64",
};

/**
 * Stages the files under `outDir`, emptied first. Returns the staged variants with their sizes in bytes: none when no bridge
 * is built for the target.
 */
export function stageNative(target, outDir) {
  rmSync(outDir, { recursive: true, force: true });
  const platform = platforms[target];
  const staged = [];
  if (!platform) return staged;
  for (const { name, dir } of variantsToBuild(platform)) {
    if (!existsSync(join(binsDir, name, "bridge.json"))) continue;
    const to = join(outDir, name);
    mkdirSync(to, { recursive: true });
    let bytes = 0;
    const copy = (from) => {
      copyFileSync(from, join(to, basename(from)));
      bytes += statSync(from).size;
    };
    for (const file of ["bridge.node", "bridge.json"]) copy(join(binsDir, name, file));
    const libraries = name.endsWith("-cuda") ? [] : readdirSync(dir).filter(isLibrary);
    for (const file of libraries) copy(join(dir, file));
    staged.push({ name, bytes });
  }
  if (staged.length === 0) return staged;
  for (const { name, text } of collectLicences())
    writeFileSync(join(outDir, `LICENSE.${name}`), text);
  return staged;
}

/** The bridge has llama.cpp's common compiled in, and nothing else needs node-llama-cpp's own addon. */
const isLibrary = (file) =>
  /\.(so|dylib|dll|metal)(\.\d+)*$/.test(file) && !/^(lib)?llama-common\./.test(file);

const option = (name) => {
  const at = process.argv.indexOf(name);
  return at > 0 ? process.argv[at + 1] : undefined;
};
if (isMain(import.meta.url)) {
  const out = resolve(option("--out") ?? "dist/native");
  const target = option("--target") ?? "linux-x64";
  const staged = stageNative(target, out);
  for (const { name, bytes } of staged)
    console.log(`${name}: ${(bytes / 1e6).toFixed(1)} MB in ${out}`);
  if (staged.length === 0) {
    console.error(
      `No bridge is built for ${target}: run \`npm run build:native\` on that platform.`,
    );
    process.exitCode = 1;
  }
}
