import { basename, dirname, join } from "node:path";
import ignore from "ignore";
import type { Ignore } from "ignore";
import { Folder } from "../../files/folder";

/** Bytes of one .gitignore. */
const MAX_BYTES = 200_000;

/** Of all rules that hold in a folder, see {@link costOf}: about as much as can be asked of one path in some seconds. */
const MOST_COST = 500_000;

/** What a path has at most: folders, and characters in a name. */
const LONGEST = { folders: 64, name: 255 } as const;

/** Folders above a project that are looked through for its repository. */
const MOST_ABOVE = 40;

/** Where rules stand, seen from the project: in a folder of it, or in one that it lies in. Paths end with "/". */
interface Place {
  /** The project's folder with the rules; "" is its top. */
  readonly below?: string;
  /** The way from the rules' folder down to the project. */
  readonly above?: string;
}

/** What the .gitignore files of a project say, from its top down to one of its folders. */
export class IgnoredFiles {
  private constructor(
    private readonly rules: readonly (Place & { readonly said: Ignore })[],
    private readonly cost = 0,
  ) {}

  static readonly none = new IgnoredFiles([]);

  /** Adds those of a folder that has some; undefined where they cannot be read, or not in any time. */
  async with(folder: Folder, place: Place, name = ".gitignore"): Promise<IgnoredFiles | undefined> {
    const bytes = await folder.read(name, { maxBytes: MAX_BYTES }).catch(() => undefined);
    if (!bytes) return undefined;
    const text = new TextDecoder().decode(bytes);
    const cost = text.split("\n").reduce((sum, line) => sum + costOf(line), this.cost);
    if (cost > MOST_COST) return undefined;
    const said = ignore().add(text);
    return new IgnoredFiles([{ ...place, said }, ...this.rules], cost);
  }

  /** Whether Git leaves a path of that folder out; of a folder it ends with "/". The nearest file that says anything about it counts. */
  ignores(path: string): boolean {
    for (const { below = "", above = "", said } of this.rules) {
      const { ignored, unignored } = said.test(above + path.slice(below.length));
      if (ignored || unignored) return ignored;
    }
    return false;
  }
}

/**
 * In how many ways a rule may have to be tried on one path. "Any folders" within it can stand for any number of them. Stars are each tried in
 * one way alone, but for those beside characters of a choice ("[a-z]").
 */
function costOf(line: string): number {
  if (line.startsWith("#")) return 0;
  const parts = line
    .trim()
    .replace(/\\(.)/g, (_, escaped) => (escaped === "/" ? "/" : "x"))
    .split("/")
    .filter((part) => part !== "" && part !== "!");
  const isAny = (part: string): boolean => /^\*{2,}$/.test(part);
  const anyWithin = parts.slice(1, -1).filter(isAny).length;
  const stars =
    parts
      .filter((part) => !isAny(part))
      .join("/")
      .match(/\*+/g)?.length ?? 0;
  const free = line.includes("[") ? Math.max(0, stars - 1) : 0;
  return LONGEST.folders ** anyWithin * LONGEST.name ** free;
}

/**
 * What the repository that a project lies in says of it, from the repository's top down to the folder above the project; nothing where it
 * lies in none. @throws when rules that are there cannot be read.
 */
export async function ignoredAround(project: Folder): Promise<IgnoredFiles> {
  const parents: Parent[] = [];
  let [folder, above] = [project, ""];
  for (let level = 0; level < MOST_ABOVE; level++) {
    parents.unshift({ folder, above });
    if (await isThere(folder, ".git")) return readRules(parents);
    const path = dirname(folder.path);
    const next = await Folder.open(path).catch(() => undefined);
    if (!next || path === folder.path) break;
    above = `${basename(folder.path)}/${above}`;
    folder = next;
  }
  return IgnoredFiles.none;
}

/** A folder that a project lies in, or is, and the way down from it. */
interface Parent {
  readonly folder: Folder;
  readonly above: string;
}

/** @param parents the repository's top first, the project last: its own rules are read with its files. */
async function readRules(parents: readonly Parent[]): Promise<IgnoredFiles> {
  let rules = IgnoredFiles.none;
  const files = parents.slice(0, -1).map((parent) => ({ ...parent, name: ".gitignore" }));
  const [top] = parents;
  if (top) files.unshift({ ...top, name: ".git/info/exclude" });
  for (const { folder, above, name } of files) {
    if (!(await isThere(folder, name))) continue;
    const more = await rules.with(folder, { above }, name);
    if (!more) throw new Error(`${join(folder.path, name)} cannot be read.`);
    rules = more;
  }
  return rules;
}

/** What cannot be looked at counts as not there. */
async function isThere(folder: Folder, name: string): Promise<boolean> {
  return (await folder.kind(name).catch(() => undefined)) !== undefined;
}
