import type { Message } from "esbuild";
import type { FilesSnapshot } from "../../project/sourceFiles";
import type { BuildOutcome } from "../targetCode";
import { importLine } from "../components/print/importLine";
import { componentCompiler, type CompileFile } from "./componentCompiler";
import { stylesIn, withProject, type ProjectSources } from "./projectSources";
import { MAIN, resolveInMemory, type Library } from "./resolveInMemory";

/** How a framework's page is bundled. */
export interface Bundling {
  /** The module that puts the page into its element; it imports files of the run as "./App.tsx". */
  readonly main: string;
  /** The id of the element that the page is put into. */
  readonly mountId: string;
  readonly library: Library;
  /** What compiles the framework's own files, by how their names end. */
  readonly compilers?: Readonly<Record<string, CompileFile>>;
}

/** No page has more faults to tell of at once. */
const MAX_FAULTS = 5;
const FOLDER = "built";

/**
 * The files of a run as one script and one style sheet with a page around them. Pictures and fonts stay what they are, at their paths.
 *
 * @param project What of the person's own project the page may import; its style sheets come first.
 */
export async function bundlePage(
  page: FilesSnapshot,
  bundling: Bundling,
  project?: ProjectSources,
): Promise<BuildOutcome> {
  const { build } = await import("esbuild");
  const { mountId, library, compilers = {} } = bundling;
  const files = withProject(page, project);
  const styles = stylesIn(project).map((path) => importLine("", `./${path}`));
  const main = [...styles, bundling.main].join("");
  try {
    const { outputFiles } = await build({
      stdin: { contents: main, sourcefile: MAIN, loader: "js", resolveDir: "/" },
      plugins: [
        ...Object.entries(compilers).map(([ending, compile]) =>
          componentCompiler(files, ending, compile),
        ),
        resolveInMemory(files, library, project),
      ],
      outdir: `/${FOLDER}`,
      absWorkingDir: "/",
      bundle: true,
      write: false,
      format: "iife",
      target: "esnext",
      jsx: "automatic",
      // No file on this machine says how to compile.
      tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: false } },
      define: { "process.env.NODE_ENV": '"production"' },
      legalComments: "none",
      logLevel: "silent",
      charset: "utf8",
    });
    const built = new Map(files);
    for (const { path, contents } of outputFiles) {
      const name = path.slice(path.replaceAll("\\", "/").lastIndexOf("/") + 1);
      built.set(name === "stdin.css" ? `${FOLDER}.css` : `${FOLDER}.js`, contents);
    }
    const entry = `${FOLDER}.html`;
    built.set(entry, new TextEncoder().encode(pageAround(mountId, built.has(`${FOLDER}.css`))));
    return { ok: true, files: built, entry, root: "1" };
  } catch (error) {
    const faults = faultsOf(error);
    if (!faults) throw error;
    return { ok: false, message: describeFaults(faults) };
  }
}

function pageAround(mountId: string, hasStyles: boolean): string {
  const styles = hasStyles ? `\n<link rel="stylesheet" href="${FOLDER}.css">` : "";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">${styles}
<script src="${FOLDER}.js" defer></script>
</head>
<body><div id="${mountId}"></div></body>
</html>
`;
}

/** The compiler's complaints; undefined when it was something else that failed. */
function faultsOf(error: unknown): readonly Message[] | undefined {
  if (!(error instanceof Error) || !("errors" in error) || !Array.isArray(error.errors))
    return undefined;
  return error.errors as readonly Message[];
}

function describeFaults(faults: readonly Message[]): string {
  const told = faults.slice(0, MAX_FAULTS).map(({ text, location }) => {
    if (!location) return text;
    const { file, line, column, lineText } = location;
    const path = file.replace(/^[\w-]+:\/?/, "");
    return `${path}, line ${line}, column ${column + 1}: ${text}\n  ${lineText.trim()}`;
  });
  const more = faults.length - told.length;
  return ["The page does not compile.", ...told, ...(more > 0 ? [`(${more} more)`] : [])].join(
    "\n",
  );
}
