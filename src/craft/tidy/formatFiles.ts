import * as html from "prettier/plugins/html";
import * as postcss from "prettier/plugins/postcss";
import { format } from "prettier/standalone";
import type { FilesSnapshot } from "../../project/sourceFiles";

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** `files` with those of `paths` written as prettier writes them; what it cannot read stays as it is. */
export async function formatFiles(
  files: FilesSnapshot,
  paths: readonly string[],
): Promise<FilesSnapshot> {
  const formatted = new Map(files);
  for (const path of paths) {
    const parser = /\.css$/i.test(path) ? "css" : /\.html?$/i.test(path) ? "html" : undefined;
    const bytes = files.get(path);
    if (!parser || !bytes) continue;
    try {
      const text = await format(decoder.decode(bytes), {
        parser,
        printWidth: 100,
        plugins: [html, postcss],
      });
      formatted.set(path, encoder.encode(text));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return formatted;
}
