import { toHex } from "../base/color";
import type { Design, DesignNode, Layout, Sizing } from "./design";

/** At most this much of one text is quoted. Characters. */
const MAX_QUOTE = 40;
/** Attributes that say what a part is. */
const TELLING = ["type", "role", "placeholder", "aria-current", "aria-label", "alt"];

/**
 * A page as it was understood, in words: its tokens, then one part a line, each indented in what holds it, at most `maxChars`
 * characters. When it does not fit, the deepest parts are left out.
 */
export function describeDesign(design: Design, maxChars = Infinity): string {
  const { tokens, root } = design;
  const colors = tokens.colors.map(({ name, color }) => `${name} ${toHex(color)}`);
  const head = [
    `Set in ${tokens.family} ${round(tokens.textSizePx)}px, ${toHex(tokens.textColor)}.`,
    ...(colors.length > 0 ? [`Colours: ${colors.join(", ")}.`] : []),
  ].join("\n");
  const parts = listParts(root);
  const deepest = Math.max(0, ...parts.map(({ depth }) => depth));
  for (let depth = deepest; depth >= 0; depth--) {
    const lines = parts.filter((part) => part.depth <= depth).map(({ line }) => line);
    const left = parts.length - lines.length;
    const words = [head, ...lines, ...(left > 0 ? [`(and ${left} parts in these)`] : [])].join(
      "\n",
    );
    if (words.length <= maxChars) return words;
  }
  return head.length <= maxChars ? head : "";
}

interface Part {
  readonly depth: number;
  readonly line: string;
}

function listParts(node: DesignNode, depth = 0): Part[] {
  return [
    { depth, line: `${"  ".repeat(depth)}${describePart(node)}` },
    ...node.children.flatMap((child) => listParts(child, depth + 1)),
  ];
}

/** "form.form [40 60 320 280] column gap 16 fill". Words of a page are data: they are quoted as JSON. */
function describePart({ meaning, rect, layout, width, text, children }: DesignNode): string {
  const { tag, name, attributes = {} } = meaning;
  const told = TELLING.flatMap((key) =>
    attributes[key] === undefined ? [] : [`${key}=${JSON.stringify(attributes[key])}`],
  );
  const place = [rect.x, rect.y, rect.width, rect.height].map(Math.round).join(" ");
  return [
    `${tag}.${name}`,
    `[${place}]`,
    ...told,
    ...(layout && children.length > 0 ? [describeLayout(layout)] : []),
    describeSizing(width),
    ...(text
      ? [quote(text.lines.map(({ runs }) => runs.map((run) => run.text).join("")).join(" "))]
      : []),
  ].join(" ");
}

function describeLayout({ kind, gapPx, containedPx }: Layout): string {
  return [
    kind,
    ...(gapPx > 0 ? [`gap ${round(gapPx)}`] : []),
    ...(containedPx === undefined ? [] : [`contained ${round(containedPx)}`]),
  ].join(" ");
}

function describeSizing(width: Sizing): string {
  return width.kind === "fixed" ? `${round(width.px)} wide` : width.kind;
}

function quote(text: string): string {
  return JSON.stringify(text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE)}…` : text);
}

function round(lengthPx: number): number {
  return Math.round(lengthPx * 10) / 10;
}
