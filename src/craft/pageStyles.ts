import { posix } from "node:path";
import { parse, type DefaultTreeAdapterTypes } from "parse5";
import postcss, { CssSyntaxError, type Root } from "postcss";
import type { FilesSnapshot } from "../project/sourceFiles";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** A style sheet of a page, in the order they count. */
export interface PageSheet {
  /** Of a file among the page's; undefined: a style element of the page itself. */
  readonly path: string | undefined;
  /** Undefined: it cannot be read. */
  readonly root: Root | undefined;
}

const decoder = new TextDecoder();

/** The style sheets that `entry` links or holds. Those that are not among `files` are passed over. */
export function readPageSheets(files: FilesSnapshot, entry: string): PageSheet[] {
  const html = decoder.decode(files.get(entry) ?? new Uint8Array());
  return listElements(parse(html)).flatMap((element) => {
    if (element.tagName === "style") return [{ path: undefined, root: parseCss(textOf(element)) }];
    const path = styleSheetPath(element, entry);
    const bytes = path === undefined ? undefined : files.get(path);
    return bytes ? [{ path, root: parseCss(decoder.decode(bytes)) }] : [];
  });
}

/** All elements below `node`, in document order, however deep they are nested. */
export function listElements(node: Node): Element[] {
  const elements: Element[] = [];
  const waiting: Node[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next !== node && "tagName" in next) elements.push(next);
    if (!("childNodes" in next)) continue;
    for (let i = next.childNodes.length - 1; i >= 0; i--) {
      const child = next.childNodes[i];
      if (child) waiting.push(child);
    }
  }
  return elements;
}

export function attributeOf(element: Element, name: string): string | undefined {
  return element.attrs.find((attribute) => attribute.name === name)?.value;
}

/** The file that a link element takes styles from, as a path among the page's files; undefined: none of them. */
export function styleSheetPath(element: Element, entry: string): string | undefined {
  if (element.tagName !== "link") return undefined;
  if (!/(^|\s)stylesheet(\s|$)/i.test(attributeOf(element, "rel") ?? "")) return undefined;
  const [href = ""] = (attributeOf(element, "href") ?? "").split(/[?#]/);
  if (href === "" || /^([a-z][a-z0-9+.-]*:|\/)/i.test(href)) return undefined;
  const path = posix.join(posix.dirname(entry), decodePath(href));
  return path.startsWith("..") ? undefined : path;
}

/** A path as it stands in an address, as it is on the disk. */
export function decodePath(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}

function textOf(element: Element): string {
  return element.childNodes.map((child) => ("value" in child ? child.value : "")).join("");
}

/** Rules within rules: nobody writes more, and whoever walks through them does so by calling himself. */
const MAX_NESTING = 100;

/** @returns undefined when it is not CSS, or nested beyond all measure. */
export function parseCss(css: string): Root | undefined {
  if (nestingOf(css) > MAX_NESTING) return undefined;
  try {
    return postcss.parse(css);
  } catch (error) {
    if (error instanceof CssSyntaxError) return undefined;
    throw error;
  }
}

/** How many braces are open at once, at most; those in strings and comments count as well. */
function nestingOf(css: string): number {
  let [open, most] = [0, 0];
  for (const [brace] of css.matchAll(/[{}]/g)) {
    open = brace === "{" ? open + 1 : Math.max(0, open - 1);
    most = Math.max(most, open);
  }
  return most;
}
