import type { RenderPage } from "../renderPage";
import { callOnNode } from "./callOnNode";
import type { DrawnText } from "./snapshotText";

/** Where a text's characters (graphemes) stand. CSS px of the page. */
export interface MeasuredText {
  readonly characters: readonly MeasuredCharacter[];
  /** Where the content of its block ends, and how wide the block's ellipsis is. */
  readonly contentRight: number;
  readonly ellipsisWidth: number;
}

export interface MeasuredCharacter {
  readonly character: string;
  readonly left: number;
  readonly right: number;
}

/** Longer texts than this are not measured. */
const MAX_LENGTH = 2_000;

/** Asks the page's isolated world; undefined when the characters of `drawn` cannot be told from its text node. */
export async function measureCharacters(
  page: RenderPage,
  drawn: DrawnText,
): Promise<MeasuredText | undefined> {
  const { backendNodeId } = drawn.node;
  if (drawn.node.tag !== "#text" || backendNodeId === 0) return undefined;
  try {
    const { text, box } = drawn;
    const measured = await callOnNode(page, backendNodeId, MEASURE, [text, box, MAX_LENGTH]);
    return (measured as MeasuredText | null) ?? undefined;
  } catch {
    // The node is of a frame, or has gone.
    return undefined;
  }
}

/**
 * Of the text node it is called on, the graphemes that stand within `box`, if they are as many as those of `text`, which may
 * be written otherwise (capitals). Transforms scale what is measured, not what styles say.
 */
const MEASURE = `function (text, box, maxLength) {
  if (this.nodeType !== 3 || this.length > maxLength) return null;
  const split = (what) => [...new Intl.Segmenter("en").segment(what)].map((each) => each.segment);
  const range = this.ownerDocument.createRange();
  const spans = [];
  let at = 0;
  for (const piece of split(this.data)) {
    range.setStart(this, at);
    range.setEnd(this, (at += piece.length));
    const drawn = [...range.getClientRects()].find((rect) => {
      const x = rect.left + scrollX + rect.width / 2;
      const y = rect.top + scrollY + rect.height / 2;
      const isInside = x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
      // Some browsers give a collapsed space a 64th of a pixel.
      return rect.width > 1 / 32 && isInside;
    });
    if (drawn) spans.push([drawn.left + scrollX, drawn.right + scrollX]);
  }
  const pieces = split(text);
  if (pieces.length !== spans.length) return null;
  let block = this.parentElement;
  while (block && /^(inline|contents)$/.test(getComputedStyle(block).display)) block = block.parentElement;
  if (!block) return null;
  const style = getComputedStyle(block);
  const outer = block.getBoundingClientRect();
  const scale = block.offsetWidth ? outer.width / block.offsetWidth : 1;
  const canvas = this.ownerDocument.createElement("canvas").getContext("2d");
  canvas.font = style.font || [style.fontStyle, style.fontWeight, style.fontSize, style.fontFamily].join(" ");
  const inset = parseFloat(style.borderRightWidth) + parseFloat(style.paddingRight);
  return {
    characters: pieces.map((character, i) => ({ character, left: spans[i][0], right: spans[i][1] })),
    contentRight: outer.right + scrollX - inset * scale,
    ellipsisWidth: canvas.measureText("…").width * scale,
  };
}`;
