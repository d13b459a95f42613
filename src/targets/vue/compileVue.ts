import type * as Sfc from "@vue/compiler-sfc";
import type { FilesSnapshot } from "../../project/sourceFiles";
import type { Compiled, CompileFile, Fault } from "../build/componentCompiler";

type Compiler = typeof Sfc;
type Descriptor = Sfc.SFCDescriptor;

/** What the compiler calls the component while more is said of it. */
const COMPONENT = "component";

/** Compiles single-file components with Vue's own compiler; types that they import are looked for among the page's files. */
export function compileVue(compiler: Compiler): CompileFile {
  return (path, text, files) => {
    try {
      return compileFile(compiler, path, text, files);
    } catch (error) {
      return { ok: false, faults: [faultOf(error, 0)] };
    }
  };
}

function compileFile(
  compiler: Compiler,
  path: string,
  text: string,
  files: FilesSnapshot,
): Compiled {
  const { descriptor, errors } = compiler.parse(text, { filename: path, sourceMap: false });
  const id = `data-v-${path.replace(/[^A-Za-z0-9]+/g, "-").toLowerCase()}`;
  const { script, scriptSetup, template, styles } = descriptor;
  const unknown = unknownPart(descriptor);
  const faults = [...errors.map((error) => faultOf(error, 0)), ...(unknown ? [unknown] : [])];
  if (faults.length > 0) return { ok: false, faults };
  const isScoped = styles.some((style) => style.scoped);
  const compiled: Part =
    script || scriptSetup
      ? withScript(compiler, descriptor, id, isScoped, files)
      : { code: `const ${COMPONENT} = {};`, faults: [] };
  const isInline = scriptSetup !== null;
  const render =
    template && !isInline
      ? withTemplate(compiler, descriptor, id, isScoped)
      : { code: "", faults: [] };
  const sheets = styles.map((style) => withStyle(compiler, style, path, id));
  const all = [compiled, render, ...sheets].flatMap((part) => part.faults);
  if (all.length > 0) return { ok: false, faults: all };
  const said = [
    ...(render.code === "" ? [] : [`${COMPONENT}.render = render;`]),
    ...(isScoped ? [`${COMPONENT}.__scopeId = ${JSON.stringify(id)};`] : []),
    ...styles.flatMap(({ src }) => (src === undefined ? [] : [`import ${JSON.stringify(src)};`])),
    `export default ${COMPONENT};`,
  ];
  return {
    ok: true,
    code: [compiled.code, render.code, ...said].join("\n"),
    isTypeScript: (scriptSetup ?? script)?.lang === "ts",
    css: sheets.map(({ code }) => code).join("\n"),
  };
}

interface Part {
  readonly code: string;
  readonly faults: readonly Fault[];
}

/** What a page cannot be compiled with: languages that need more than Vue's compiler, parts in files of their own. */
function unknownPart({ template, scriptSetup, script, styles }: Descriptor): Fault | undefined {
  const blocks = [template, scriptSetup, script, ...styles].filter((block) => block !== null);
  for (const { type, lang, src, loc } of blocks) {
    const { line } = loc.start;
    if (lang !== undefined && !["ts", "js", "html", "css"].includes(lang))
      return { text: `<${type} lang="${lang}"> cannot be compiled here.`, line };
    if (src !== undefined && type !== "style")
      return { text: `<${type} src> cannot be used here: write it in this file.`, line };
  }
  return undefined;
}

function withScript(
  { compileScript }: Compiler,
  descriptor: Descriptor,
  id: string,
  isScoped: boolean,
  files: FilesSnapshot,
): Part {
  const fileIn = (path: string): Uint8Array | undefined => files.get(path.replace(/^\.?\//, ""));
  const { content } = compileScript(descriptor, {
    id,
    isProd: true,
    inlineTemplate: true,
    genDefaultAs: COMPONENT,
    templateOptions: { scoped: isScoped },
    fs: {
      fileExists: (path) => fileIn(path) !== undefined,
      readFile: (path) => new TextDecoder().decode(fileIn(path)),
      realpath: (path) => path,
    },
  });
  return { code: content, faults: [] };
}

function withTemplate(
  { compileTemplate }: Compiler,
  { template, filename, slotted }: Descriptor,
  id: string,
  scoped: boolean,
): Part {
  const source = template?.content ?? "";
  const { code, errors } = compileTemplate({
    ...{ source, filename, id, scoped, slotted, isProd: true },
    ...(template?.ast && { ast: template.ast }),
  });
  const before = (template?.loc.start.line ?? 1) - 1;
  return {
    code: code.replace("export function render", "function render"),
    faults: errors.map((error) => faultOf(error, template?.ast ? 0 : before)),
  };
}

function withStyle(
  { compileStyle }: Compiler,
  { content, scoped = false, src, loc }: Sfc.SFCStyleBlock,
  filename: string,
  id: string,
): Part {
  if (src !== undefined) return { code: "", faults: [] };
  const { code, errors } = compileStyle({ source: content, filename, id, scoped, isProd: true });
  return { code, faults: errors.map((error) => faultOf(error, loc.start.line - 1)) };
}

/**
 * What the compiler says, which it does in several ways: with a frame of the file around it, with a place in the file, or with a place in
 * the part that it read.
 *
 * @param before The lines that stand before that part in the file.
 */
function faultOf(error: unknown, before: number): Fault {
  if (!(error instanceof Error)) return { text: String(error) };
  const text = firstLine(error.message);
  const framed = /^(\d+) +\|.*\n +\|( +)\^/m.exec(error.message);
  if (framed?.[1]) return { text, line: Number(framed[1]), column: (framed[2]?.length ?? 2) - 2 };
  if ("loc" in error && error.loc !== undefined) return { text, ...placeOf(error.loc, before) };
  if ("line" in error && typeof error.line === "number") return { text, line: error.line + before };
  return { text };
}

/** The sentence, without who says it, and without a place that counts from the part's beginning. */
function firstLine(message: string): string {
  const [first = ""] = message.split("\n");
  return first.replace(/^\[[\w@/-]+\]\s*/, "").replace(/ \(\d+:\d+\)$/, "");
}

function placeOf(loc: unknown, before: number): Pick<Fault, "line" | "column"> {
  const { start } = loc as { start?: { line: number; column: number } };
  return start ? { line: start.line + before, column: start.column - 1 } : {};
}
