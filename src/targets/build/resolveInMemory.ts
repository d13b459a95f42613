import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { posix } from "node:path";
import type { OnLoadResult, OnResolveArgs, OnResolveResult, Plugin } from "esbuild";
import type { FilesSnapshot } from "../../project/sourceFiles";

/** What pages of a framework may import beside the run's files: packages that Mockloop brings. */
export interface Library {
  /** Names, each with all below it ("react" allows "react/jsx-runtime"). */
  readonly packages: readonly string[];
  /** For people and models: what may be imported. */
  readonly told: string;
}

const PAGE = "page";
const PACKAGE = "package";

const require = createRequire(import.meta.url);

/** What may be left out at the end of an import. */
const ENDINGS = ["", ".tsx", ".ts", ".jsx", ".js", ".vue", ".svelte", ".json", ".css"];

const LOADERS = { tsx: "tsx", ts: "ts", jsx: "jsx", js: "js", mjs: "js", json: "json" } as const;

/**
 * Finds every import of a page among its files and the library's packages, and nowhere else: the bundler never looks at the disk by itself.
 */
export function resolveInMemory(files: FilesSnapshot, library: Library): Plugin {
  return {
    name: "in-memory",
    setup: (build) => {
      build.onResolve({ filter: /.*/ }, (args) => resolve(args, files, library));
      build.onLoad({ filter: /.*/, namespace: PAGE }, ({ path }) => load(path, files));
      build.onLoad({ filter: /.*/, namespace: PACKAGE }, async ({ path }) => ({
        contents: await readFile(path),
        loader: path.endsWith(".json") ? "json" : "js",
      }));
    },
  };
}

function resolve(
  { path, namespace, importer, kind }: OnResolveArgs,
  files: FilesSnapshot,
  library: Library,
): OnResolveResult {
  if (namespace === PACKAGE) return { path: resolvePackage(path, importer), namespace: PACKAGE };
  if (kind === "url-token" && /^(data:|https?:|#)/.test(path)) return { path, external: true };
  const isOwn = kind === "url-token" || kind === "import-rule" || /^\.{0,2}\//.test(path);
  if (!isOwn) {
    const isAllowed = library.packages.some((name) => path === name || path.startsWith(`${name}/`));
    if (isAllowed) return { path: require.resolve(path), namespace: PACKAGE };
    return { errors: [{ text: `"${path}" cannot be imported here: ${library.told}` }] };
  }
  const from = namespace === PAGE ? posix.dirname(importer) : "";
  const wanted = posix.normalize(posix.join(from, path.replace(/[?#].*$/, ""))).replace(/^\//, "");
  const found = ENDINGS.map((ending) => `${wanted}${ending}`).find((one) => files.has(one));
  // Fonts are given to the page after it was built; what is missing then the render tells.
  if (kind === "url-token") return { path: wanted, external: true };
  if (found !== undefined) return { path: found, namespace: PAGE };
  return { errors: [{ text: `There is no file "${wanted}".` }] };
}

/** What a package's own file imports. */
function resolvePackage(path: string, importer: string): string {
  return createRequire(importer).resolve(path);
}

function load(path: string, files: FilesSnapshot): OnLoadResult {
  const contents = files.get(path) ?? new Uint8Array();
  const ending = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  if (ending === "css")
    return { contents, loader: path.endsWith(".module.css") ? "local-css" : "css" };
  const loader = Object.entries(LOADERS).find(([name]) => name === ending)?.[1];
  if (loader) return { contents, loader };
  // Everything else is served as it is; its import is its address.
  return { contents: `export default ${JSON.stringify(path)};`, loader: "js" };
}
