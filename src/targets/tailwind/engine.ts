import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { posix } from "node:path";
import type { FilesSnapshot } from "../../project/sourceFiles";
import { isForTailwind } from "../../project/tailwindStyles";
import { isTextFile } from "../../project/textFiles";

const require = createRequire(import.meta.url);

/** What of Tailwind a style sheet may import. */
const OWN = /^tailwindcss(\/(index|preflight|theme|utilities)(\.css)?)?$/;

const decoder = new TextDecoder();

/** A style sheet that Tailwind cannot read. */
export class StylesError extends Error {}

/** The files with the style sheets that are written for Tailwind compiled, for the classes that the other files name. */
export async function compileStyles(files: FilesSnapshot): Promise<FilesSnapshot> {
  const { compile } = await import("tailwindcss");
  const compiled = new Map(files);
  const candidates = listCandidates(files);
  for (const [path, bytes] of files) {
    if (!isForTailwind(path, bytes)) continue;
    const css = decoder.decode(bytes);
    try {
      refuseSources(css);
      const compiler = await compile(css, { from: path, ...loaders(files, posix.dirname(path)) });
      compiled.set(path, new TextEncoder().encode(compiler.build(candidates)));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      throw new StylesError(`${path}: ${error.message}`, { cause: error });
    }
  }
  return compiled;
}

/** The classes of each element in Tailwind's own order, which is that of its style sheet. */
export async function createClassOrder(css: string): Promise<(classes: string) => string> {
  const { __unstable__loadDesignSystem: load } = await import("tailwindcss");
  const design = await load(css, loaders(new Map(), ""));
  return (classes) => {
    const ranked = design.getClassOrder(classes.split(" "));
    const rank = (place: bigint | null): bigint => place ?? -1n;
    return [...ranked]
      .sort(([, a], [, b]) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0))
      .map(([name]) => name)
      .join(" ");
  };
}

/** Every word of the files that may be a class; Tailwind takes those that are. */
function listCandidates(files: FilesSnapshot): string[] {
  const words = new Set<string>();
  for (const [path, bytes] of files)
    if (isTextFile(path) && !path.endsWith(".css"))
      for (const word of decoder.decode(bytes).split(/[\s"'`<>{};]+/)) words.add(word);
  return [...words];
}

/**
 * A few characters of `@source inline("{1..1000000000}")` are a list of classes that fills the memory before anybody could stop it. It is
 * not needed: the classes of the page's own files are known.
 */
function refuseSources(css: string): void {
  if (css.includes("@source")) throw new Error("@source is not followed here; leave it out.");
}

/** Imports at most while one style sheet is compiled: two that import each other twice would never end. */
const MOST_IMPORTS = 100;

/** What a style sheet imports is Tailwind's own or a file of the run; no configuration and no plugin is executed. */
function loaders(files: FilesSnapshot, folder: string) {
  let imports = 0;
  return {
    base: folder,
    loadStylesheet: async (id: string, base: string) => {
      if (++imports > MOST_IMPORTS) throw new Error(`It imports more than ${MOST_IMPORTS} times.`);
      if (OWN.test(id)) {
        const name =
          id === "tailwindcss" ? "tailwindcss/index.css" : id.replace(/(\.css)?$/, ".css");
        return { path: name, base: "", content: await readFile(require.resolve(name), "utf8") };
      }
      const path = posix.normalize(posix.join(base, id));
      const bytes = files.get(path);
      if (!bytes) throw new Error(`There is no file "${path}".`);
      const content = decoder.decode(bytes);
      refuseSources(content);
      return { path, base: posix.dirname(path), content };
    },
    loadModule: (id: string): Promise<never> =>
      Promise.reject(
        new Error(`"${id}" cannot be loaded here: plugins and configurations are not executed.`),
      ),
  };
}
