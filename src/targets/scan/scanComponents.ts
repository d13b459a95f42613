import { posix } from "node:path";
import { cutText } from "../../base/text/cutText";
import { visibleLine } from "../../base/text/visibleText";
import { isListable, MOST } from "../../project/components/componentsFile";
import type { ProjectFiles } from "../../project/files/projectFiles";
import type {
  ProjectComponent,
  ProjectComponents,
  Role,
} from "../../project/components/projectComponent";
import { COMPONENT_FILES } from "../../project/detect/findComponents";
import type { Framework, ProjectFacts } from "../../project/detect/projectFacts";
import { isConfined } from "../../project/sourceFiles";
import type { FoundComponent } from "./foundComponent";
import { guessRole } from "./guessRole";
import { readReact } from "./readReact";
import { readSvelte } from "./readSvelte";
import { readVue } from "./readVue";

/** Files of components that are read at most. */
const MOST_FILES = 300;

const NO_COMPONENTS = /(\.|\/|^)(test|tests|spec|stories|__tests__|__mocks__)(\.|\/)/;

/** Files in which applications import their style sheets. */
const MAINS =
  /^(src\/)?(main|index|App|app\/layout|routes\/\+layout|pages\/_app|app)\.(tsx?|jsx?|vue|svelte)$/;

/** Of a component's name in a notice, UTF-16 units. */
const MAX_NAME = 80;

/** What a scan found, and what it did not look at. */
export interface Scan {
  readonly found: ProjectComponents;
  /** Files that could not be read, what no components file can say, and what is too much, for people. */
  readonly notices: readonly string[];
}

/**
 * The components of a project that pages can be made of, by reading its files: nothing of them is executed. Of several that can stand for the
 * same thing the one with the shortest name does; people say otherwise in the file.
 *
 * @throws AbortError.
 */
export async function scanComponents(
  project: ProjectFiles,
  facts: ProjectFacts & { readonly framework: Framework },
  signal: AbortSignal,
): Promise<Scan> {
  const { framework } = facts;
  const { paths, isWhole } = await project.list(signal);
  const own = paths.filter(
    (one) => COMPONENT_FILES[framework].test(one) && !NO_COMPONENTS.test(one),
  );
  const read = await createReader(framework);
  const components: ProjectComponent[] = [];
  const names = new Set<string>();
  const notices: string[] = [];
  if (!isWhole)
    notices.push(
      "Not all files were looked at: there are too many, or rules for Git take too long.",
    );
  if (own.length > MOST_FILES)
    notices.push(`There are ${own.length} files of components; ${MOST_FILES} were read.`);
  for (const file of own.slice(0, MOST_FILES)) {
    const text = await project.readListed(file, paths, signal);
    if ("why" in text) {
      notices.push(text.why);
      continue;
    }
    const inFile = readSafely(read, file, text.text);
    if (!inFile)
      notices.push(
        `${visibleLine(file)} is left out: it is nested too deep, or its types lead too far.`,
      );
    for (const { element, ...one } of inFile ?? []) {
      if (names.has(one.name) || !isReusable(one)) continue;
      const role = guessRole({ element, ...one });
      const component = { ...one, file, role, import: importOf(file, facts) };
      if (isListable(component)) {
        names.add(one.name);
        components.push(component);
      } else notices.push(leftOut(component));
    }
  }
  const cut = <T>(all: readonly T[], most: number, what: string): readonly T[] => {
    if (all.length > most)
      notices.push(`There are ${all.length} ${what}; the first ${most} are listed.`);
    return all.slice(0, most);
  };
  const listed = withOneOfEach(cut(components, MOST.components, "components"));
  const styles = cut(await stylesOf(project, paths, signal), MOST.styles, "style sheets");
  return { found: { framework, styles, components: listed }, notices };
}

function leftOut({ name, file }: ProjectComponent): string {
  const what = visibleLine(`${cutText(name, MAX_NAME)} of ${file}`);
  return `${what} is left out: its name, its path or a prop that it needs has characters that no page is written with, or is too long.`;
}

/** Whether a page can say anything to it: a whole page takes nothing. */
function isReusable({ props, content, takesAttributes }: Omit<FoundComponent, "element">): boolean {
  return props.length > 0 || content !== undefined || takesAttributes;
}

/** What a file has; undefined: a stranger's file, nested without end, is more than a parser's stack takes, or its types lead too far. */
function readSafely(read: ReadFile, file: string, text: string): FoundComponent[] | undefined {
  try {
    return read(file, text);
  } catch {
    return undefined;
  }
}

type ReadFile = (path: string, text: string) => FoundComponent[];

async function createReader(framework: Framework): Promise<ReadFile> {
  const sfc = await import("@vue/compiler-sfc/dist/compiler-sfc.esm-browser.js");
  if (framework === "react") return (_, text) => readReact(sfc.babelParse, text);
  if (framework === "vue") return (path, text) => readVue(sfc, componentName(path), text);
  const svelte = await import("svelte/compiler");
  return (path, text) => readSvelte(svelte, sfc.babelParse, componentName(path), text);
}

/** "components/nav-link.svelte" → "NavLink". */
function componentName(path: string): string {
  const base = posix.basename(path).replace(/\.\w+$/, "");
  const words = base.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return /^[A-Z]/.test(name) ? name : `Item${name}`;
}

/** By the alias of the nearest folder around it; else as a page in a folder beside the components reaches it. */
function importOf(file: string, { aliases, components, framework }: ProjectFacts): string {
  const path = framework === "react" ? file.replace(/(\/index)?\.[jt]sx$/, "") : file;
  const alias = [...aliases]
    .filter(({ folder }) => path.startsWith(folder))
    .sort((a, b) => b.folder.length - a.folder.length)[0];
  if (alias) return `${alias.prefix}${path.slice(alias.folder.length)}`;
  const relative = posix.relative(pageFolder(components), path);
  return /^\.\.(\/|$)/.test(relative) ? relative : `./${relative}`;
}

/** Where a page would be put. */
export function pageFolder(components: string | undefined): string {
  return posix.join(components ?? "components", "page");
}

/** Leaves each role to the component with the shortest name. */
function withOneOfEach(components: readonly ProjectComponent[]): ProjectComponent[] {
  const best = new Map<Role, ProjectComponent>();
  for (const one of components) {
    const before = one.role && best.get(one.role);
    if (one.role && (!before || one.name.length < before.name.length)) best.set(one.role, one);
  }
  return components.map((one) => ({
    ...one,
    role: one.role && best.get(one.role) === one ? one.role : undefined,
  }));
}

/** The style sheets that the application's first file imports. */
async function stylesOf(
  project: ProjectFiles,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const styles: string[] = [];
  for (const main of paths.filter((one) => MAINS.test(one))) {
    const read = await project.readListed(main, paths, signal);
    const text = "text" in read ? read.text : "";
    for (const [, said = ""] of text.matchAll(/^[ \t]*import[ \t]+["']([^"'\n]+\.css)["']/gm)) {
      const path = posix.join(posix.dirname(main), said);
      if (!said.startsWith(".") || !paths.includes(path)) continue;
      if (isConfined(path) && !styles.includes(path)) styles.push(path);
    }
  }
  return styles;
}
