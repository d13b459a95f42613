import type * as SvelteCompiler from "svelte/compiler";
import type { CompileFile, Fault } from "../build/componentCompiler";

/** Compiles components with Svelte's own compiler, as runes. */
export function compileSvelte({ compile }: Pick<typeof SvelteCompiler, "compile">): CompileFile {
  return (path, text) => {
    try {
      const { js, css } = compile(text, {
        filename: path,
        generate: "client",
        css: "external",
        runes: true,
      });
      return { ok: true, code: js.code, isTypeScript: false, css: css?.code ?? "" };
    } catch (error) {
      return { ok: false, faults: [faultOf(error)] };
    }
  };
}

/** The compiler's complaint; anything else is no fault of the page. */
function faultOf(error: unknown): Fault {
  if (!(error instanceof Error) || !("code" in error)) throw error;
  const text = error.message.split("\n")[0] ?? "";
  const { start } = error as { start?: { line: number; column: number } };
  return { text, line: start?.line, column: start?.column };
}
