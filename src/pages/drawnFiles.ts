import { basename, posix } from "node:path";
import { MockloopError } from "../base/errors";
import { decodePath, parseCss, readPageSheets } from "../craft/pageStyles";
import type { FilesSnapshot } from "../project/sourceFiles";
import { isForTailwind, needsTailwind } from "../project/tailwindStyles";
import { loadTargetCode } from "../targets/loadTargetCode";

/**
 * A page's files as browsers read them: style sheets of the page that are written for Tailwind are compiled. Those that only lie beside it are
 * another page's.
 *
 * @throws MockloopError PAGE_FAILED when they cannot be.
 */
export async function drawnFiles(page: string, files: FilesSnapshot): Promise<FilesSnapshot> {
  const own = withoutForeign(page, files);
  if (!needsTailwind(own)) return files;
  const built = await (await loadTargetCode("tailwind")).build(own);
  if (built.ok) return built.files;
  throw new MockloopError("PAGE_FAILED", `${page} could not be drawn: ${built.message}`);
}

/** @throws MockloopError BAD_OPTION for a page that is written for Tailwind: what can be tidied is a style sheet that browsers read. */
export function refuseTailwind(page: string, files: FilesSnapshot): void {
  if (needsTailwind(withoutForeign(page, files)))
    throw new MockloopError(
      "BAD_OPTION",
      `${page} is written for Tailwind. What can be tidied is plain CSS, which browsers read as it is.`,
    );
}

/** The files without style sheets for Tailwind that the page has nothing to do with. */
function withoutForeign(page: string, files: FilesSnapshot): FilesSnapshot {
  if (!needsTailwind(files)) return files;
  const own = sheetsOf(basename(page), files);
  return new Map(
    [...files].filter(([path, bytes]) => own.has(path) || !isForTailwind(path, bytes)),
  );
}

/** The style sheets that a page links, and those that these import. */
function sheetsOf(entry: string, files: FilesSnapshot): ReadonlySet<string> {
  const decoder = new TextDecoder();
  const sheets = readPageSheets(files, entry);
  const paths = new Set(sheets.flatMap(({ path }) => path ?? []));
  const importedBy = (root: (typeof sheets)[number]["root"], from: string): void => {
    root?.walkAtRules("import", ({ params }) => {
      const [, said] = /^(?:url\()?\s*["']?([^"')?#\s]+)/.exec(params) ?? [];
      if (said === undefined) return;
      const folder = said.startsWith("/") ? "" : posix.dirname(from);
      paths.add(posix.join(folder, decodePath(said.replace(/^\//, ""))));
    });
  };
  for (const { path, root } of sheets) if (path === undefined) importedBy(root, entry);
  // What is added while it is gone through is gone through as well.
  for (const path of paths) {
    const bytes = files.get(path);
    if (bytes) importedBy(parseCss(decoder.decode(bytes)), path);
  }
  return paths;
}
