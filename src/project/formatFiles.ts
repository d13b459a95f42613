import type { Plugin } from "prettier";
import { format } from "prettier/standalone";
import type { FilesSnapshot } from "./sourceFiles";

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Who reads a kind of file, and what is loaded for that. */
interface Reader {
  readonly parser: string;
  readonly load: () => Promise<Plugin[]>;
}

const CSS: Reader = { parser: "css", load: async () => [await import("prettier/plugins/postcss")] };
const HTML: Reader = {
  parser: "html",
  load: async () => [await import("prettier/plugins/html"), ...(await CSS.load())],
};
const TYPESCRIPT: Reader = {
  parser: "babel-ts",
  load: async () => [
    await import("prettier/plugins/babel"),
    (await import("prettier/plugins/estree")) as Plugin,
  ],
};
/** Vue's files have TypeScript in scripts and in templates, which is read as elsewhere. */
const VUE: Reader = {
  parser: "vue",
  load: async () => {
    const [babel] = await TYPESCRIPT.load();
    const typescript = babel?.parsers?.["babel-ts"];
    const scripts: Plugin[] = typescript ? [{ parsers: { typescript } }] : [];
    return [...(await HTML.load()), ...(await TYPESCRIPT.load()), ...scripts];
  },
};
const SVELTE: Reader = {
  parser: "svelte",
  load: async () => [
    (await import("prettier-plugin-svelte/browser")) as Plugin,
    ...(await VUE.load()),
  ],
};

const READERS: readonly (readonly [RegExp, Reader])[] = [
  [/\.css$/i, CSS],
  [/\.html?$/i, HTML],
  [/\.[jt]sx?$/i, TYPESCRIPT],
  [/\.vue$/i, VUE],
  [/\.svelte$/i, SVELTE],
];

/** `files` with those of `paths` written as prettier writes them; what it cannot read stays as it is. */
export async function formatFiles(
  files: FilesSnapshot,
  paths: readonly string[],
): Promise<FilesSnapshot> {
  const formatted = new Map(files);
  for (const path of paths) {
    const bytes = files.get(path);
    if (bytes) formatted.set(path, encoder.encode(await formatText(path, decoder.decode(bytes))));
  }
  return formatted;
}

/** The text of a file as prettier writes it; what it cannot read stays as it is. */
export async function formatText(path: string, text: string): Promise<string> {
  const reader = READERS.find(([name]) => name.test(path))?.[1];
  if (!reader) return text;
  const { parser } = reader;
  try {
    return await format(text, { parser, printWidth: 100, plugins: await reader.load() });
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
