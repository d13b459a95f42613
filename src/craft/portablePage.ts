import type { FilesSnapshot } from "../project/sourceFiles";
import { mimeTypeOf } from "../render/page/mimeType";
import { inlinePage } from "./inlinePage";

/** The page `entry` as one document that needs no other file: style sheets inside, pictures and fonts as data. */
export function portablePage(files: FilesSnapshot, entry: string): string {
  const { document } = inlinePage(files, entry, (path) => {
    const data = Buffer.from(files.get(path) ?? []).toString("base64");
    return `data:${mimeTypeOf(path).replaceAll(" ", "")};base64,${data}`;
  });
  return document;
}
