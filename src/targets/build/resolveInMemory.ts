import { dirname, posix } from "node:path";
import { fileURLToPath } from "node:url";
import type { OnLoadResult, OnResolveArgs, OnResolveResult, Plugin } from "esbuild";
import type { FilesSnapshot } from "../../project/sourceFiles";
import { ENDINGS, findInProject, isOfProject, isRead, type ProjectSources } from "./projectSources";

/** What pages of a framework may import beside the run's files: packages that Mockloop brings. */
export interface Library {
  /** Names, each with all below it ("react" allows "react/jsx-runtime"). */
  readonly packages: readonly string[];
  /** What is taken for the import of a name: a file of the package that needs no other. */
  readonly files?: Readonly<Record<string, string>>;
  /** For people and models: what may be imported. */
  readonly told: string;
}

/** The files of a run, as modules. */
export const PAGE = "page";
/** The styles inside of such modules. */
export const STYLES = "component-styles";
/** The module that puts the page into its element, as the bundler knows it. */
export const MAIN = "/main.js";
/** Says that the bundler is to find a package's file by itself. */
const IS_PACKAGE = { isPackage: true };

/** Where the packages are found from. */
const HERE = dirname(fileURLToPath(import.meta.url));

const LOADERS = { tsx: "tsx", ts: "ts", jsx: "jsx", js: "js", mjs: "js", json: "json" } as const;

/** What of a style sheet's addresses is no file: the page that is drawn asks for it, and gets nothing from the net. */
const IS_ADDRESS = /^(data:|https?:|#)/;

/** Files of the project that are still to be read: empty until then. */
const UNREAD = "unread";

/**
 * Finds every import of a page among its files, those of the person's project that were read, and the library's packages, and nowhere
 * else: the bundler looks at the disk only for what those packages import themselves.
 */
export function resolveInMemory(
  files: FilesSnapshot,
  library: Library,
  project?: ProjectSources,
): Plugin {
  return {
    name: "in-memory",
    setup: (build) => {
      build.onResolve({ filter: /.*/ }, (args) => {
        if (args.pluginData === IS_PACKAGE || isInPackage(args)) return undefined;
        const inProject = project && resolveProject(args, project);
        if (inProject) return inProject;
        if (isOwnFile(args)) return resolveOwn(args, files);
        const { path, kind } = args;
        if (!isIn(library, path))
          return { errors: [{ text: `"${path}" cannot be imported here: ${library.told}` }] };
        return build.resolve(library.files?.[path] ?? path, {
          kind,
          resolveDir: HERE,
          pluginData: IS_PACKAGE,
        });
      });
      build.onLoad({ filter: /.*/, namespace: UNREAD }, ({ path }) =>
        path.endsWith(".css")
          ? { contents: "", loader: "css" }
          : { contents: "module.exports = {}" },
      );
      build.onLoad({ filter: /.*/, namespace: PAGE }, ({ path }) => load(path, files));
    },
  };
}

/** Whether it is a package's file that imports; the page's files, and the module that begins, are no files for the bundler. */
function isInPackage({ namespace, importer }: OnResolveArgs): boolean {
  return namespace === "file" && importer !== MAIN;
}

function isIn({ packages }: Library, path: string): boolean {
  if (path.split("/").includes("..")) return false;
  return packages.some((name) => path === name || path.startsWith(`${name}/`));
}

function isOwnFile({ path, kind }: OnResolveArgs): boolean {
  return kind === "url-token" || kind === "import-rule" || /^\.{0,2}\//.test(path);
}

/** An import that means a file of the project; undefined: it means another one. */
function resolveProject(
  { path, namespace, importer, kind }: OnResolveArgs,
  project: ProjectSources,
): OnResolveResult | undefined {
  const from = namespace === PAGE || namespace === STYLES ? posix.dirname(importer) : "";
  const isOwn = isOfProject(`${from}/`);
  if ((kind === "url-token" || kind === "import-rule") && IS_ADDRESS.test(path)) return undefined;
  if (kind === "url-token") return isOwn ? resolvePicture(path, from, project) : undefined;
  // What a style sheet imports is relative to it, with a dot at its beginning or without.
  const isBare = isOwn && kind === "import-rule" && !path.startsWith(".");
  const found =
    findInProject(project, from, path) ??
    (isBare ? findInProject(project, from, `./${path}`) : undefined);
  if (found === undefined) {
    if (!isOwn || (!path.startsWith(".") && !isBare)) return undefined;
    return { errors: [{ text: `"${path}" is no file there.` }] };
  }
  if (isRead(project, found)) return { path: found, namespace: PAGE };
  if (project.onMissing) return { path: found, namespace: UNREAD };
  return { errors: [{ text: `"${path}" is none of the components that may be imported.` }] };
}

/** What a style sheet of the project shows is served as it is, once it was read; undefined: it is no file of the project. */
function resolvePicture(
  path: string,
  from: string,
  project: ProjectSources,
): OnResolveResult | undefined {
  const name = path.replace(/[?#].*$/, "");
  const found = findInProject(project, from, name) ?? findInProject(project, from, `./${name}`);
  if (found === undefined) return undefined;
  isRead(project, found, false);
  return { path: found, external: true };
}

function resolveOwn(
  { path, namespace, importer, kind }: OnResolveArgs,
  files: FilesSnapshot,
): OnResolveResult {
  const isOfCss = kind === "url-token" || kind === "import-rule";
  if (isOfCss && IS_ADDRESS.test(path)) return { path, external: true };
  const from = namespace === PAGE || namespace === STYLES ? posix.dirname(importer) : "";
  const wanted = posix.normalize(posix.join(from, path.replace(/[?#].*$/, ""))).replace(/^\//, "");
  const found = ENDINGS.map((ending) => `${wanted}${ending}`).find((one) => files.has(one));
  // Fonts are given to the page after it was built; what is missing then the render tells.
  if (kind === "url-token") return { path: wanted, external: true };
  if (found !== undefined) return { path: found, namespace: PAGE };
  return { errors: [{ text: `There is no file "${wanted}".` }] };
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
