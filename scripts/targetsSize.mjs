// What each target adds to a package, and whether anything of it is loaded before a run needs it: node scripts/targetsSize.mjs FILE.vsix
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { unzipSync } from "fflate";

/** Whose packages only that target needs. */
const TARGETS = {
  "React, Vue and Svelte": ["esbuild", "@esbuild"],
  React: ["react", "react-dom", "scheduler"],
  Vue: ["vue", "@vue"],
  Svelte: ["svelte", "prettier-plugin-svelte", "esm-env", "clsx"],
  Tailwind: ["tailwindcss"],
};
const DIST = "extension/dist/";
const ENTRIES = ["engine.mjs", "cliMain.mjs"];

const [file] = process.argv.slice(2);
if (!file) throw new Error("Say which package: node scripts/targetsSize.mjs FILE.vsix");

const sizes = new Map();
const bundles = new Map();
const unzipped = unzipSync(readFileSync(file), {
  filter: ({ name, size, originalSize }) => {
    if (name.startsWith(DIST)) sizes.set(name.slice(DIST.length), { size, originalSize });
    return /^extension\/dist\/[^/]+\.mjs$/.test(name);
  },
});
for (const [name, bytes] of Object.entries(unzipped))
  bundles.set(name.slice(DIST.length), Buffer.from(bytes).toString());

/** The packages that a file is made of: where it lies, or what the bundler notes in it. */
function packagesOf(path) {
  if (path.startsWith("node_modules/")) return [nameIn(path.slice("node_modules/".length))];
  const notes = bundles.get(path)?.matchAll(/^\/\/ .*?node_modules\/(\S+)$/gm) ?? [];
  return [...new Set([...notes].map(([, inside]) => nameIn(inside)))];
}

function nameIn(path) {
  const [scope, name] = path.split("/");
  return scope === "@vue" || scope === "@esbuild" || !scope.startsWith("@")
    ? scope
    : `${scope}/${name}`;
}

/** What is read as soon as one of the entries is: static imports, all the way down. */
function loadedAtStart() {
  const loaded = new Set(ENTRIES);
  for (const path of loaded)
    for (const [, from] of bundles
      .get(path)
      ?.matchAll(/^(?:import|export)\b[^"']*["']([^"']+)["'];?$|^\} from ["']([^"']+)["'];?$/gm) ??
      [])
      if (from?.startsWith("./")) loaded.add(posix.normalize(from));
      else if (from) loaded.add(`node_modules/${nameIn(from)}`);
  return loaded;
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
const started = loadedAtStart();
let all = 0;
for (const [target, names] of Object.entries(TARGETS)) {
  const own = [...sizes].filter(([path]) => {
    const packages = packagesOf(path);
    return packages.length > 0 && packages.every((one) => names.includes(one));
  });
  const packed = own.reduce((sum, [, { size }]) => sum + size, 0);
  const unpacked = own.reduce((sum, [, { originalSize }]) => sum + originalSize, 0);
  const early =
    names.some((one) => started.has(`node_modules/${one}`)) ||
    own.some(([path]) => started.has(path));
  all += packed;
  console.log(
    `${target}: ${megabytes(packed)} packed, ${megabytes(unpacked)} unpacked, ${early ? "LOADED AT START" : "loaded when needed"}`,
  );
  if (early || own.length === 0) process.exitCode = 1;
}
const whole = readFileSync(file).length;
console.log(`The package: ${megabytes(whole)}; without the targets ${megabytes(whole - all)}`);
