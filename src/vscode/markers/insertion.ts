import { inlinePage } from "../../craft/inlinePage";
import { comment } from "./markerComment";
import { MARKUP_LANGUAGES } from "./markupLanguages";
import { escapeTemplate } from "./templateSyntax";

/** A run's files as they will be written: normal relative paths → bytes. */
export type CodeFiles = ReadonlyMap<string, Uint8Array>;

/** What goes into the document in place of the marker, and what is written beside it. */
export interface Insertion {
  readonly text: string;
  /** Relative to the document's folder. */
  readonly files: CodeFiles;
}

const ENTRY = "index.html";

/**
 * Fits generated code into a document.
 *
 * - An HTML document that holds nothing else becomes the whole generated page, its stylesheets inlined.
 * - An HTML document with content gets a `<style>` element and the page's body markup at the place of the marker.
 * - Every other document gets a comment that names the generated page.
 *
 * Nothing of it is code where the document is a template. Pictures and fonts (for the last kind: all files) go into `folder` beside the document, and references follow them.
 *
 * @param document `rest` is its text without the marker, `folder` a folder beside it, `indent` the white space before
 * the marker.
 */
export function composeInsertion(
  files: CodeFiles,
  document: {
    readonly languageId: string;
    readonly rest: string;
    readonly folder: string;
    readonly mockupName: string;
    readonly indent: string;
  },
): Insertion {
  const { languageId, folder, mockupName } = document;
  const page = files.get(ENTRY);
  if (!page || !MARKUP_LANGUAGES.has(languageId)) {
    const target = page ? `${folder}/${ENTRY}` : folder;
    return {
      text: comment(languageId, `${mockupName}: ${target}`),
      files: moveInto(folder, files),
    };
  }
  const { document: whole, style, body, assets } = inlinePage(files, ENTRY, folder);
  const text =
    document.rest.trim() === ""
      ? whole.trim()
      : reindent(`${style}${dedent(body)}`.trim(), document.indent);
  return { text: escapeTemplate(languageId, text), files: moveInto(folder, assets) };
}

function moveInto(folder: string, files: CodeFiles): CodeFiles {
  return new Map([...files].map(([path, bytes]) => [`${folder}/${path}`, bytes]));
}

/** Takes away the white space that all lines begin with. */
function dedent(text: string): string {
  const lines = text.split("\n");
  const depths = lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
  const depth = Math.min(...depths);
  return lines.map((line) => line.slice(depth)).join("\n");
}

/** Indents all lines but the first, which stands where the marker stood. */
function reindent(text: string, indent: string): string {
  return text.replace(/\n(?=[^\n])/g, `\n${indent}`);
}
