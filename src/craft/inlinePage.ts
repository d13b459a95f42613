import { posix } from "node:path";
import { parse, type DefaultTreeAdapterTypes } from "parse5";
import type { FilesSnapshot } from "../project/sourceFiles";
import { listElements, parseCss, styleSheetPath } from "./pageStyles";

type Element = DefaultTreeAdapterTypes.Element;

/** A page without style sheets of its own. */
export interface InlinedPage {
  /** The whole document, with a style element where the first sheet was linked. */
  readonly document: string;
  /** That style element by itself; "" without any styles. */
  readonly style: string;
  /** What is in the body. */
  readonly body: string;
  /** The files that the page still refers to, by their old paths. */
  readonly assets: FilesSnapshot;
}

/** Attributes that hold one address. */
const ADDRESSES = new Set(["src", "href", "poster", "data", "xlink:href"]);

const decoder = new TextDecoder();

/** What stands at a place of the source, and what is to stand there. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Where a file of the page is to be found: its folder, below which it keeps its path, or what makes an address of its path. */
export type Place = string | ((path: string) => string);

/**
 * The page `entry` with the style sheets it links put inside, and every reference to another of its files led to its `place`. Only
 * addresses are changed: attributes that hold one, `srcset`, and `url()` in styles; text stays as it is.
 */
export function inlinePage(files: FilesSnapshot, entry: string, place: Place): InlinedPage {
  const html = decoder.decode(files.get(entry) ?? new Uint8Array());
  const elements = listElements(parse(html, { sourceCodeLocationInfo: true }));
  const sheetOf = (element: Element): string | undefined => {
    const path = styleSheetPath(element, entry);
    return path !== undefined && files.has(path) ? path : undefined;
  };
  const sheets = [...new Set(elements.flatMap((element) => sheetOf(element) ?? []))];
  const assets = new Map([...files].filter(([path]) => path !== entry && !sheets.includes(path)));
  const move = (address: string, from: string): string => moveAddress(address, from, assets, place);
  const css = sheets
    .map((path) => moveInCss(decoder.decode(files.get(path)), path, move).trim())
    .filter((text) => text !== "")
    .join("\n");
  const style = css === "" ? "" : `<style>\n${css}\n</style>\n`;
  const moves = elements.flatMap((element) => editsOf(element, html, entry, move));
  const links = elements
    .filter((element) => sheetOf(element) !== undefined)
    .flatMap((link) => lineOf(link, html));
  const inBody = elements.find(({ tagName }) => tagName === "body")?.sourceCodeLocation;
  const start = inBody?.startTag?.endOffset ?? 0;
  const end = inBody?.endTag?.startOffset ?? inBody?.endOffset ?? html.length;
  const whole = links.map((line, index) => ({ ...line, text: index === 0 ? style : "" }));
  const inside = [...moves, ...links]
    .filter((edit) => edit.start >= start && edit.end <= end)
    .map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  return {
    document: apply(html, [...moves, ...whole]),
    style,
    body: apply(html.slice(start, end), inside),
    assets,
  };
}

function apply(source: string, edits: readonly Edit[]): string {
  // From the end, so that the places before stay what they are.
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end),
      source,
    );
}

/** An element's place, with the white space around it up to the next line. */
function lineOf({ sourceCodeLocation: place }: Element, html: string): Edit[] {
  if (!place) return [];
  const before = /[ \t]*$/.exec(html.slice(0, place.startOffset))?.[0].length ?? 0;
  const after = /^[ \t]*\n?/.exec(html.slice(place.endOffset))?.[0].length ?? 0;
  return [{ start: place.startOffset - before, end: place.endOffset + after, text: "" }];
}

type Move = (address: string, from: string) => string;

/** The addresses of an element that lead elsewhere now. */
function editsOf(element: Element, html: string, entry: string, move: Move): Edit[] {
  const place = element.sourceCodeLocation;
  if (!place) return [];
  const edits: Edit[] = [];
  for (const { name, value, prefix } of element.attrs) {
    const fullName = prefix ? `${prefix}:${name}` : name;
    const moved = moveInAttribute(fullName, value, entry, move);
    const range = place.attrs?.[fullName];
    if (moved === value || !range) continue;
    const source = html.slice(range.startOffset, range.endOffset);
    const text = `${source.slice(0, source.indexOf("="))}="${escapeAttribute(moved)}"`;
    edits.push({ start: range.startOffset, end: range.endOffset, text });
  }
  if (element.tagName === "style" && place.startTag && place.endTag) {
    const [start, end] = [place.startTag.endOffset, place.endTag.startOffset];
    const css = html.slice(start, end);
    const text = moveInCss(css, entry, move);
    if (text !== css) edits.push({ start, end, text });
  }
  return edits;
}

function moveInAttribute(name: string, value: string, entry: string, move: Move): string {
  if (ADDRESSES.has(name)) return move(value, entry);
  if (name === "style") return moveInValue(value, entry, move);
  if (name !== "srcset" && name !== "imagesrcset") return value;
  // Candidates: an address without white space, then a descriptor without commas.
  return value.replace(/(^|,\s*)([^\s,]\S*)/g, (_, before: string, address: string) => {
    const comma = address.endsWith(",") ? "," : "";
    return `${before}${move(address.slice(0, address.length - comma.length), entry)}${comma}`;
  });
}

/** What cannot be read as CSS stays as it is. */
function moveInCss(css: string, from: string, move: Move): string {
  const root = parseCss(css);
  if (!root) return css;
  root.walkDecls((declaration) => {
    const value = moveInValue(declaration.value, from, move);
    if (value !== declaration.value) declaration.value = value;
  });
  root.walkAtRules("import", (rule) => {
    rule.params = moveInValue(rule.params, from, move).replace(
      /^(["'])([^"']*)\1/,
      (_, quote: string, address: string) => `${quote}${move(address, from)}${quote}`,
    );
  });
  return root.toString();
}

function moveInValue(value: string, from: string, move: Move): string {
  return value.replace(
    /url\(\s*(["']?)([^"')]*)\1\s*\)/gi,
    (_, quote: string, address: string) => `url(${quote}${move(address.trim(), from)}${quote})`,
  );
}

/** An address as seen from the file `from`; those of files that do not move stay as they are. */
function moveAddress(address: string, from: string, moved: FilesSnapshot, place: Place): string {
  const [, path = "", rest = ""] = /^([^?#]*)(.*)$/s.exec(address) ?? [];
  if (path === "" || /^([a-z][a-z0-9+.-]*:|\/)/i.test(path)) return address;
  const target = posix.join(posix.dirname(from), path);
  const file = posix.join(posix.dirname(from), decode(path));
  if (!moved.has(file)) return address;
  return typeof place === "string" ? `${place}/${target}${rest}` : place(file);
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function escapeAttribute(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
}
