import { right, type Size } from "../../base/geometry";
import { measureCharacters, type MeasuredText } from "./measureCharacters";
import { visiblePart } from "./nodeVisibility";
import type { RenderPage } from "../renderPage";
import { blockOf, type DrawnText, type ShownText } from "./snapshotText";

/** Each costs two questions to the browser. */
const MAX_CUT_TEXTS = 200;
/** The browser lays out in 64ths of a CSS pixel. */
const EPSILON_PX = 1 / 32;

/**
 * What can be read of those `texts` that their blocks cut off at a side, on a canvas of `size`: the characters that the
 * browser draws, and its ellipsis. Left out is what it does not tell about: generated content, texts in frames, texts whose
 * characters are not those of the document ("ß" in capitals).
 */
export async function readCutTexts(
  page: RenderPage,
  texts: readonly DrawnText[],
  size: Size,
): Promise<ReadonlyMap<DrawnText, ShownText>> {
  const lines = linesOf(texts).filter((line) => line.some((text) => isCut(text, size)));
  const shown = new Map<DrawnText, ShownText>();
  let asked = 0;
  for (const line of lines) {
    const wanted = hasEllipsis(line) ? line : line.filter((text) => isCut(text, size));
    asked += wanted.length;
    if (asked > MAX_CUT_TEXTS) break;
    const measured = await Promise.all(wanted.map((text) => measureCharacters(page, text)));
    const known = wanted.flatMap((text, i) => (measured[i] ? [{ text, ...measured[i] }] : []));
    if (!hasEllipsis(line)) for (const each of known) shown.set(each.text, readClipped(each, size));
    else if (known.length === line.length) readBeforeEllipsis(known, shown);
  }
  return shown;
}

type Measured = MeasuredText & { readonly text: DrawnText };

const hasEllipsis = ([first]: readonly DrawnText[]): boolean =>
  first !== undefined && blockOf(first.node).style["text-overflow"] === "ellipsis";

function isCut({ node, box }: DrawnText, size: Size): boolean {
  return (visiblePart(node, box, size)?.width ?? 0) <= box.width - 1;
}

/** Texts of one block on one height: where one of them is cut, an ellipsis may take its room from those before it. */
function linesOf(texts: readonly DrawnText[]): DrawnText[][] {
  const lines: DrawnText[][] = [];
  for (const text of texts) {
    if (text.box.width <= 0) continue;
    const line = lines.at(-1);
    const last = line?.at(-1);
    const middle = text.box.y + text.box.height / 2;
    const isBeside =
      last !== undefined &&
      blockOf(last.node) === blockOf(text.node) &&
      middle > last.box.y &&
      middle < last.box.y + last.box.height;
    if (line && isBeside) line.push(text);
    else lines.push([text]);
  }
  return lines;
}

/** A character that is cut itself is read when the middle of it is there. */
function readClipped({ text, characters }: Measured, size: Size): ShownText {
  const part = visiblePart(text.node, text.box, size);
  const kept = characters.filter(({ left, right: end }) => {
    const middle = (left + end) / 2;
    return part !== undefined && middle >= part.x && middle <= right(part);
  });
  return { text: kept.map(({ character }) => character).join("") };
}

/** An ellipsis stands after the last character of the line that leaves it room; the first one is drawn in any case. */
function readBeforeEllipsis(line: readonly Measured[], shown: Map<DrawnText, ShownText>): void {
  let isFull = false;
  const kept = line.map(({ characters, contentRight, ellipsisWidth }, part) =>
    characters.filter((character, i) => {
      isFull ||= character.right > contentRight - ellipsisWidth + EPSILON_PX;
      return !isFull || (part === 0 && i === 0);
    }),
  );
  const lastPart = kept.findLastIndex((characters) => characters.length > 0);
  line.forEach(({ text, ellipsisWidth }, part) => {
    const read = (kept[part] ?? []).map(({ character }) => character).join("");
    const end = kept[part]?.at(-1)?.right;
    if (part !== lastPart || end === undefined) shown.set(text, { text: read });
    else shown.set(text, { text: `${read}…`, right: end + ellipsisWidth });
  });
}
