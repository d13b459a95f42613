import type { Folder } from "../../files/folder";
import { isForTailwind } from "../tailwindStyles";
import { COMPONENT_FILES, findComponentsFolder } from "./findComponents";
import type { Framework, ProjectFacts } from "./projectFacts";
import { readAliases, type Alias } from "./readAliases";
import { readText } from "./readJson";
import { readPackages, type Packages } from "./readPackages";
import { walkProject, type WalkLimits } from "../files/walkProject";

/** Packages by which a framework is known, those built on it first. */
const FRAMEWORKS: readonly (readonly [name: string, framework: Framework])[] = [
  ["next", "react"],
  ["nuxt", "vue"],
  ["@sveltejs/kit", "svelte"],
  ["react", "react"],
  ["vue", "vue"],
  ["svelte", "svelte"],
];

/** Of the style sheets, so many are read to find the one that imports Tailwind. */
const MAX_STYLESHEETS = 20;

/** A tool of a project's, its package, and the files by which it is configured. */
type Tool = readonly [name: string, file: RegExp, packageName: string];
const BIOME: Tool = ["biome", /^biome\.jsonc?$/, "@biomejs/biome"];
const FORMATTERS: readonly Tool[] = [
  ["prettier", /^(\.prettierrc(\..*)?|prettier\.config\..*)$/, "prettier"],
  BIOME,
];
const LINTERS: readonly Tool[] = [
  ["eslint", /^(\.eslintrc(\..*)?|eslint\.config\..*)$/, "eslint"],
  BIOME,
  ["oxlint", /^\.oxlintrc\.json$/, "oxlint"],
];

/**
 * Looks at a project's files: names, package.json, TypeScript's configuration, some style sheets. Configurations that are code are
 * known by their names and neither read nor run; what lies outside of `root`, or is reached by a link, is not looked at.
 *
 * @throws AbortError; the system's errors when `root` cannot be listed.
 */
export async function detectProject(
  root: Folder,
  signal: AbortSignal,
  limits?: WalkLimits,
): Promise<ProjectFacts> {
  const { paths, isAll } = await walkProject(root, signal, limits && { limits });
  const packages = await readPackages(root, signal);
  const framework = findFramework(packages, paths);
  const tailwind = findTailwind(packages, await findTailwindSheet(root, paths, signal));
  const aliases = await readAliases(root, signal);
  return {
    framework,
    hasTypeScript: packages.has("typescript") || paths.includes("tsconfig.json"),
    tailwind,
    hasCssModules: paths.some((path) => /\.module\.(css|scss|less)$/.test(path)),
    aliases: withOwnAliases(packages, aliases),
    formatter: findTool(FORMATTERS, packages, paths),
    linter: findTool(LINTERS, packages, paths),
    components: framework && findComponentsFolder(paths, framework),
    isWhole: isAll,
  };
}

/** By its package; of several by which has the most components. */
function findFramework(packages: Packages, paths: readonly string[]): Framework | undefined {
  const known = FRAMEWORKS.filter(([name]) => packages.has(name)).map(([, one]) => one);
  const count = (framework: Framework): number =>
    paths.filter((path) => COMPONENT_FILES[framework].test(path)).length;
  return [...new Set(known)].sort((a, b) => count(b) - count(a))[0];
}

/** A style sheet that is written for Tailwind. */
interface TailwindSheet {
  readonly path: string;
  readonly text: string;
}

/** The version is what package.json asks for; where that is no number ("workspace:*"), or said in another place, what the style sheet is written for. */
function findTailwind(
  packages: Packages,
  sheet: TailwindSheet | undefined,
): ProjectFacts["tailwind"] {
  const asked = packages.get("tailwindcss");
  if (asked === undefined && sheet === undefined) return undefined;
  const [, version] = /^(?:npm:.*@)?[\s^~>=<v]*(\d+)/.exec(asked ?? "") ?? [];
  return {
    version: version === undefined ? versionOf(sheet) : Number(version),
    ...(sheet && { stylesheet: sheet.path }),
  };
}

/** Tailwind 4 has the directive `@tailwind` for utilities alone: what asks for the base styles by it is of an older one. */
const versionOf = (sheet: TailwindSheet | undefined): number =>
  sheet && /@tailwind\s+(base|components|screens)\b/.test(sheet.text) ? 3 : 4;

async function findTailwindSheet(
  root: Folder,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<TailwindSheet | undefined> {
  const sheets = paths.filter((path) => path.endsWith(".css") && !path.endsWith(".module.css"));
  for (const path of sheets.slice(0, MAX_STYLESHEETS)) {
    const text = await readText(root, path, signal);
    if (text !== undefined && isForTailwind(path, Buffer.from(text))) return { path, text };
  }
  return undefined;
}

function findTool(
  tools: readonly Tool[],
  packages: Packages,
  paths: readonly string[],
): string | undefined {
  const found = tools.find(
    ([, file, name]) => packages.has(name) || paths.some((path) => file.test(path)),
  );
  return found?.[0];
}

/** SvelteKit's own alias stands in no file of the project's. */
function withOwnAliases(packages: Packages, aliases: readonly Alias[]): readonly Alias[] {
  if (!packages.has("@sveltejs/kit")) return aliases;
  return [...aliases, { prefix: "$lib/", folder: "src/lib/" }];
}
