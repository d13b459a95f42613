import { comment } from "./markerComment";

/** A run's files as they will be written: normal relative paths → bytes. */
export type CodeFiles = ReadonlyMap<string, Uint8Array>;

/** What goes into the document in place of the marker, and what is written beside it. */
export interface Insertion {
  readonly text: string;
  /** Relative to the document's folder. */
  readonly files: CodeFiles;
}

/** Languages whose documents can hold the generated markup itself. */
export const MARKUP_LANGUAGES: ReadonlySet<string> = new Set([
  "html",
  "php",
  "handlebars",
  "erb",
  "django-html",
  "razor",
  "aspnetcorerazor",
]);

const ENTRY = "index.html";
const decoder = new TextDecoder();

/**
 * Fits generated code into a document.
 *
 * - An HTML document that holds nothing else becomes the whole generated page, its stylesheets inlined.
 * - An HTML document with content gets a `<style>` element and the page's body markup at the place of the marker.
 * - Every other document gets a comment that names the generated page.
 *
 * Pictures and fonts (for the last kind: all files) go into `folder` beside the document, and references follow them.
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
  const html = decoder.decode(page);
  const sheets = linkedSheets(html).filter((path) => files.has(path));
  const css = sheets.map((path) => decoder.decode(files.get(path))).join("\n");
  const assets = new Map([...files].filter(([path]) => path !== ENTRY && !sheets.includes(path)));
  const redirect = (text: string): string => redirectPaths(text, [...assets.keys()], folder);
  const style = css.trim() === "" ? "" : `<style>\n${redirect(css).trim()}\n</style>\n`;
  const whole = document.rest.trim() === "";
  const text = whole
    ? inlineSheets(redirect(html), style).trim()
    : reindent(`${style}${dedent(redirect(bodyOf(html)))}`.trim(), document.indent);
  return { text, files: moveInto(folder, assets) };
}

function moveInto(folder: string, files: CodeFiles): CodeFiles {
  return new Map([...files].map(([path, bytes]) => [`${folder}/${path}`, bytes]));
}

const LINK = /[ \t]*<link\b[^>]*\brel=["']?stylesheet["']?[^>]*>[ \t]*\n?/gi;

function linkedSheets(html: string): string[] {
  return [...html.matchAll(LINK)].flatMap(([tag]) => {
    const href = /\bhref=["']?([^"'\s>]+)/i.exec(tag)?.[1];
    return href === undefined ? [] : [href.replace(/^\.\//, "")];
  });
}

/** Puts `style` where the first stylesheet was linked, and takes the links out. */
function inlineSheets(html: string, style: string): string {
  if (style === "") return html;
  let placed = false;
  return html.replace(LINK, () => {
    if (placed) return "";
    placed = true;
    return style;
  });
}

function bodyOf(html: string): string {
  return /<body\b[^>]*>([\s\S]*?)<\/body\s*>/i.exec(html)?.[1] ?? html;
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

/** References to `paths` (after a quote, a bracket, a comma or a space, as in src, srcset and url()) lead into `folder`. */
function redirectPaths(text: string, paths: readonly string[], folder: string): string {
  return [...paths]
    .sort((a, b) => b.length - a.length)
    .reduce((result, path) => {
      const escaped = path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      const reference = new RegExp(`(["'(,=\\s])(?:\\./)?${escaped}(?=["'),\\s>?#])`, "g");
      return result.replace(reference, (_, before: string) => `${before}${folder}/${path}`);
    }, text);
}
