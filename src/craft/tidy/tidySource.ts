import { parse } from "parse5";
import type { Root, Rule } from "postcss";
import type { FilesSnapshot } from "../../project/sourceFiles";
import { RULE_MARK } from "../../render/trials/trialPage";
import { listRules } from "../measureStyles";
import { listElements, parseCss, styleSheetPath } from "../pageStyles";

/** A style sheet that may be changed. */
export interface TidySheet {
  /** Its file; undefined: a style element of the page. */
  readonly path: string | undefined;
  /** Where its text stands in the page, when it is a style element. */
  readonly range: readonly [start: number, end: number] | undefined;
  readonly root: Root;
}

/** A page taken apart: what may be changed of it, and what may not. */
export interface TidySource {
  readonly files: FilesSnapshot;
  readonly entry: string;
  readonly html: string;
  readonly sheets: readonly TidySheet[];
  /** The rules of all sheets, in order; a rule's number is its place here. */
  readonly rules: readonly Rule[];
  /** Scripts may need what nothing else does. */
  readonly hasScripts: boolean;
  /** Style sheets that are left alone, and why. */
  readonly leftAlone: readonly string[];
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** The page `entry` among `files`. Sheets that other pages use, too, are left alone, and so are those made by a minifier. */
export function readTidySource(files: FilesSnapshot, entry: string): TidySource {
  const html = decoder.decode(files.get(entry) ?? new Uint8Array());
  const elements = listElements(parse(html, { sourceCodeLocationInfo: true }));
  const leftAlone: string[] = [];
  const sheets: TidySheet[] = [];
  const seen = new Set<string>();
  const others = sheetsOfOthers(files, entry);
  for (const element of elements) {
    const location = element.sourceCodeLocation;
    if (element.tagName === "style" && location?.startTag && location.endTag) {
      const range = [location.startTag.endOffset, location.endTag.startOffset] as const;
      const root = parseCss(html.slice(...range));
      if (root) sheets.push({ path: undefined, range, root });
      else leftAlone.push("a style element cannot be read");
    }
    const path = styleSheetPath(element, entry);
    const bytes = path === undefined ? undefined : files.get(path);
    if (path === undefined || !bytes || seen.has(path)) continue;
    seen.add(path);
    const root = parseCss(decoder.decode(bytes));
    if (!root) leftAlone.push(`${path} cannot be read`);
    else if (others.has(path)) leftAlone.push(`${path} is used by ${others.get(path)}, too`);
    else if (isMinified(path, decoder.decode(bytes))) leftAlone.push(`${path} is minified`);
    else sheets.push({ path, range: undefined, root });
  }
  const hasScripts = elements.some(
    ({ tagName, attrs }) => tagName === "script" || attrs.some(({ name }) => /^on[a-z]/.test(name)),
  );
  const rules = sheets.flatMap(({ root }) => listRules(root));
  return { files, entry, html, sheets, rules, hasScripts, leftAlone };
}

/** The same page with its sheets as they are now, or with the page's own text changed. */
export function writeTidySource(source: TidySource, html = source.html): FilesSnapshot {
  const files = new Map(source.files);
  let text = html;
  const inline = source.sheets.flatMap(({ range, root }) => (range ? [{ range, root }] : []));
  // From the end, so that the places before stay what they are.
  for (const { range, root } of inline.reverse())
    text = text.slice(0, range[0]) + root.toString() + text.slice(range[1]);
  for (const { path, root } of source.sheets)
    if (path !== undefined) files.set(path, encoder.encode(root.toString()));
  files.set(source.entry, encoder.encode(text));
  return files;
}

/** The same page, each rule marked with its number for a TrialPage. */
export function markTidySource(source: TidySource): FilesSnapshot {
  const sheets = source.sheets.map((sheet) => ({ ...sheet, root: sheet.root.clone() }));
  sheets
    .flatMap(({ root }) => listRules(root))
    .forEach((rule, number) => rule.prepend({ prop: RULE_MARK, value: String(number) }));
  return writeTidySource({ ...source, sheets });
}

/** The sheets that other pages of the folder link, with one of them, and those that other sheets import. */
function sheetsOfOthers(files: FilesSnapshot, entry: string): ReadonlyMap<string, string> {
  const used = new Map<string, string>();
  for (const [path, bytes] of files) {
    if (path === entry || !/\.html?$/i.test(path)) continue;
    for (const element of listElements(parse(decoder.decode(bytes)))) {
      const sheet = styleSheetPath(element, path);
      if (sheet !== undefined) used.set(sheet, path);
    }
  }
  return used;
}

function isMinified(path: string, css: string): boolean {
  if (/\.min\.css$/i.test(path)) return true;
  const lines = css.split("\n").length;
  return css.length > 2_000 && css.length / lines > 400;
}
