import { posix } from "node:path";
import type { Alias } from "../../project/detect/readAliases";
import type { FilesSnapshot } from "../../project/sourceFiles";

/** Files of the person's own project that a page's components are made of, as far as they were read. */
export interface ProjectSources {
  /** By their paths in the project. */
  readonly files: FilesSnapshot;
  /** The names of all files that there are, whether they were read or not. */
  readonly paths: ReadonlySet<string>;
  readonly aliases: readonly Alias[];
  /** Style sheets of the whole project. */
  readonly styles: readonly string[];
  /** The files that pages' imports mean, by {@link importKey}: "@/components/button" → "src/components/button.tsx". */
  readonly imports: ReadonlyMap<string, string>;
  /**
   * Is told of files that are imported and were not read; what imports them gets an empty one. Undefined: they are faults. What is not
   * needed, a style sheet's picture, is none.
   */
  readonly onMissing?: (path: string, isNeeded: boolean) => void;
}

/** Where the project's files are among those of a run while a page is built; no run has hidden files of its own. */
const FOLDER = ".project/";

/** What may be left out at the end of an import. */
export const ENDINGS = [
  ...["", ".tsx", ".ts", ".jsx", ".js", ".vue", ".svelte", ".json", ".css"],
  ...["/index.tsx", "/index.ts", "/index.jsx", "/index.js"],
];

export const isOfProject = (path: string): boolean => path.startsWith(FOLDER);

/** One name for all spellings of an import. Those that begin with a dot are relative to `from`, a folder of the page: "../Button" in "components" is "./Button". */
export function importKey(path: string, from = ""): string {
  return path.startsWith(".") ? `./${posix.join(from, path)}` : path;
}

/** A page's files with those of the project beside them; what is there already stays. */
export function withProject(
  files: FilesSnapshot,
  project: ProjectSources | undefined,
): FilesSnapshot {
  if (!project) return files;
  const own = [...project.files].map(([path, bytes]) => [`${FOLDER}${path}`, bytes] as const);
  return new Map([...own, ...files]);
}

/** Where the project's style sheets are then. */
export function stylesIn(project: ProjectSources | undefined): readonly string[] {
  return (project?.styles ?? []).map((path) => `${FOLDER}${path}`);
}

/**
 * The file of the project that an import means, as it is among the page's.
 *
 * @param from The folder of the file that imports.
 * @returns undefined: it means none.
 */
export function findInProject(
  { paths, aliases, imports }: ProjectSources,
  from: string,
  path: string,
): string | undefined {
  const wanted = path.startsWith(".") ? posix.normalize(posix.join(from, path)) : path;
  const known = isOfProject(`${from}/`) ? undefined : imports.get(importKey(path, from));
  if (known !== undefined) return `${FOLDER}${known}`;
  const named = isOfProject(wanted)
    ? wanted.slice(FOLDER.length)
    : aliased(aliases, path.replace(/[?#].*$/, ""));
  if (named === undefined) return undefined;
  const found = ENDINGS.map((ending) => `${named}${ending}`).find((one) => paths.has(one));
  return found === undefined ? undefined : `${FOLDER}${found}`;
}

/** Whether the page may use a file of the project now; tells of those that were not read. */
export function isRead(
  { files, onMissing }: ProjectSources,
  path: string,
  isNeeded = true,
): boolean {
  const own = path.slice(FOLDER.length);
  if (files.has(own)) return true;
  onMissing?.(own, isNeeded);
  return false;
}

function aliased(aliases: readonly Alias[], path: string): string | undefined {
  const alias = aliases
    .filter(({ prefix }) => path.startsWith(prefix))
    .sort((a, b) => b.prefix.length - a.prefix.length)[0];
  if (!alias) return undefined;
  const named = posix.normalize(`${alias.folder}${path.slice(alias.prefix.length)}`);
  return named.startsWith("../") ? undefined : named;
}
