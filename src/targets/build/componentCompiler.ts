import type { Plugin } from "esbuild";
import { posix } from "node:path";
import type { FilesSnapshot } from "../../project/sourceFiles";
import { PAGE, STYLES } from "./resolveInMemory";

/** What a framework's compiler makes of one of its files. */
export type Compiled =
  | {
      readonly ok: true;
      readonly code: string;
      readonly isTypeScript: boolean;
      /** Its own styles; "" where it has none. */
      readonly css: string;
    }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** What is wrong in a file; lines count from 1, columns from 0. */
export interface Fault {
  readonly text: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** Turns a framework's own file into a script and styles. */
export type CompileFile = (path: string, text: string, files: FilesSnapshot) => Compiled;

/** Compiles the files whose names end with `ending` among those of a page; their styles go into the page's style sheet. */
export function componentCompiler(
  files: FilesSnapshot,
  ending: string,
  compile: CompileFile,
): Plugin {
  const styles = new Map<string, string>();
  const own = new RegExp(`${ending.replaceAll(".", "\\.")}$`);
  return {
    name: "components",
    setup: (build) => {
      build.onResolve({ filter: /^component-styles:/ }, ({ path }) => ({
        path: path.slice(STYLES.length + 1),
        namespace: STYLES,
      }));
      build.onLoad({ filter: /.*/, namespace: STYLES }, ({ path }) => ({
        contents: styles.get(path) ?? "",
        loader: "css",
      }));
      build.onLoad({ filter: own, namespace: PAGE }, ({ path }) => {
        const text = new TextDecoder().decode(files.get(path));
        const compiled = compile(path, text, files);
        if (!compiled.ok)
          return { errors: compiled.faults.map((fault) => messageOf(fault, path, text)) };
        const { code, css, isTypeScript } = compiled;
        const sheet = css === "" ? "" : `\nimport ${JSON.stringify(`${STYLES}:${path}`)};\n`;
        styles.set(path, css);
        return {
          contents: code + sheet,
          loader: isTypeScript ? "ts" : "js",
          resolveDir: posix.dirname(path),
        };
      });
    },
  };
}

function messageOf(
  { text, line, column }: Fault,
  file: string,
  source: string,
): { text: string; location?: { file: string; line: number; column: number; lineText: string } } {
  if (line === undefined) return { text: `${file}: ${text}` };
  const lineText = source.split("\n")[line - 1] ?? "";
  return { text, location: { file, line, column: column ?? 0, lineText } };
}
