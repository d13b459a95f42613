import { channelDistance } from "../../../base/color";
import type { Rect } from "../../../base/geometry";
import { bottom, contains, right } from "../../../base/geometry";
import type { Scene, SceneBox, SceneText } from "../scene";
import {
  centerX,
  centerY,
  contrastOf,
  cornerRadius,
  fillColor,
  gapX,
  gapY,
  saturation,
} from "../scene";
import { NUMERIC, WORDS } from "./words";

/** Signs seen at a text, by name; a sign that is not seen is left out. */
export type Signs = ReadonlySet<string>;

/** Which sizes, weights and colours a text has, what it says, and how long it is. */
function ownSigns(text: SceneText, scene: Scene): string[] {
  const { block } = text;
  const { style } = block;
  const ratio = style.sizePx / scene.bodySizePx;
  const contrast = contrastOf(text);
  const words = text.text.trim();
  const low = words.toLowerCase();
  const accent = saturation(style.color) > 70 && saturation(block.background) < 60;
  const letters = words.replace(/\P{L}/gu, "");
  return seen({
    "size ≥ 1.12": ratio >= 1.12,
    "size ≥ 1.4": ratio >= 1.4,
    "size ≥ 2": ratio >= 2,
    "size < .92": ratio < 0.92,
    bold: style.weight >= 600,
    "bolder than most": style.weight >= scene.bodyWeight + 150,
    accent,
    "accent, short": accent && words.length <= 24,
    muted: contrast < 0.6 * scene.bodyContrast,
    faint: contrast < 3.2,
    "on colour": saturation(block.background) > 60,
    underlined: style.underlined,
    italic: style.italic,
    "1–2 characters": words.length <= 2,
    "≤ 12 characters": words.length > 2 && words.length <= 12,
    "≤ 24 characters": words.length > 12 && words.length <= 24,
    "≤ 60 characters": words.length > 24 && words.length <= 60,
    "> 60 characters": words.length > 60,
    "several lines": block.lines.length > 1,
    "many lines": block.lines.length > 2,
    "one word": !/\s/u.test(words),
    "ends a sentence": /[.!]$/u.test(words) && !/(\.\.\.|…)$/u.test(words),
    "ends in …": /(\.\.\.|…)$/u.test(words),
    "ends in :": /[:*]$/u.test(words),
    "ends in ?": /\?$/u.test(words),
    capitals:
      letters.length > 2 && letters === letters.toUpperCase() && letters !== letters.toLowerCase(),
    "begins small": /^\p{Ll}/u.test(words),
    numeric: NUMERIC.test(words),
    "says an action": WORDS.action.test(low) && words.length <= 30,
    "says a link": WORDS.link.test(low) && words.length <= 40,
    "says a place": WORDS.place.test(low),
    "says what is asked": WORDS.asked.test(low) && words.length <= 40,
    "says a choice": WORDS.choice.test(low) && words.length <= 50,
    "says a prompt": WORDS.prompt.test(low) && words.length <= 40,
    "says who owns it": WORDS.legal.test(low),
  });
}

/** What the smallest box around a text looks like, when it is a small one. */
function homeSigns(text: SceneText, scene: Scene): string[] {
  const home = text.homes[text.homes.length - 1];
  if (!home) return [];
  const { rect, box, texts } = home;
  const alone = texts.length === 1;
  const small = rect.height <= 72 && rect.height <= 4.5 * text.block.style.sizePx;
  if (!small)
    return seen({ "in a card": !isBand(rect, scene) && rect.width < 0.7 * scene.size.width });
  const before = text.ink.x - rect.x;
  const after = right(rect) - right(text.ink);
  const centred = Math.abs(before - after) <= Math.max(4, 0.06 * rect.width);
  const outer = text.homes[text.homes.length - 2];
  const ground = outer ? fillColor(outer.box) : undefined;
  const fill = fillColor(box);
  const band = isBand(rect, scene);
  return seen({
    "home: holds it alone": alone && !band,
    "home: centres it": alone && centred && !band,
    "home: text at its start": alone && !centred && after > 2 * before && after > 24,
    "home: hugs it": alone && before + after < 5 * text.block.style.sizePx && !band,
    "home: bordered": alone && !!box.border && !band,
    "home: colourful": saturation(fill) > 60 && !band,
    "home: stands out": !!ground && channelDistance(fill, ground) > 24 && !band,
    "home: dark": Math.max(...fill) < 90 && !band,
    "home: rounded": cornerRadius(box) >= 2,
    "home: pill": cornerRadius(box) >= 0.45 * rect.height && rect.height > 0,
    "home: < 24 high": rect.height < 24,
    "home: 24–30 high": rect.height >= 24 && rect.height < 31,
    "home: 31–64 high": rect.height >= 31 && rect.height <= 64,
    "home: wide": rect.width > 5 * rect.height && !band,
    "home: square": rect.width < 1.4 * rect.height && !band,
    "home: shadow": !!box.shadow && !band,
    "home: shared": !alone && !band,
  });
}

function isBand(rect: Rect, scene: Scene): boolean {
  return rect.width > 0.85 * scene.size.width;
}

/** Where on the page a text stands. */
function placeSigns(text: SceneText, scene: Scene): string[] {
  const { size } = scene;
  const sidebar = text.homes.some(
    ({ rect }) =>
      rect.height > 0.55 * size.height &&
      rect.width < 0.32 * size.width &&
      (rect.x <= 4 || right(rect) >= size.width - 4),
  );
  const tall = size.height >= 600 && size.width >= 600;
  return seen({
    "in the head": size.height >= 300 && centerY(text.ink) < 90,
    "in the foot": size.height >= 600 && centerY(text.ink) > size.height - 130,
    "in a sidebar": sidebar,
    "at the side": tall && !sidebar && right(text.ink) < 0.25 * size.width,
    "on the middle axis": Math.abs(centerX(text.ink) - size.width / 2) < 8,
    "over a picture": scene.pictures.some(
      ({ box, kind }) => kind === "picture" && contains(box, text.ink, 2),
    ),
  });
}

/** What stands right beside, above and below it. */
function neighbourSigns(text: SceneText, scene: Scene): string[] {
  const { ink, block } = text;
  const em = block.style.sizePx;
  const small = (rect: Rect): boolean =>
    rect.width <= 2.6 * em && rect.height <= 2.6 * em && rect.width > 2 && rect.height > 2;
  const beside = (rect: Rect): boolean => Math.abs(centerY(rect) - centerY(ink)) < 0.7 * em;
  const marks = [
    ...scene.pictures.map((picture) => picture.box),
    ...scene.boxes.filter((other) => other.texts.length === 0).map((other) => other.rect),
  ].filter((rect) => small(rect) && beside(rect));
  const before = marks.some((rect) => ink.x - right(rect) > -1 && ink.x - right(rect) < 2 * em);
  const after = marks.some((rect) => rect.x - right(ink) > -1 && rect.x - right(ink) < 1.6 * em);
  const square = scene.boxes.some(
    ({ rect, texts }) => texts.length === 0 && isMark(rect) && beside(rect) && gapX(rect, ink) < 14,
  );
  const fields = scene.boxes.filter((other) => looksLikeField(other, scene));
  const field = (test: (rect: Rect) => boolean): boolean =>
    fields.some(({ rect }) => !contains(rect, ink, 1) && test(rect));
  const above = nearest(text, scene, "above");
  const below = nearest(text, scene, "below");
  return seen({
    "mark before it": before,
    "mark after it": after,
    "tick box beside it": square,
    "field right below": field(
      (rect) =>
        rect.y - bottom(ink) > -2 &&
        rect.y - bottom(ink) < 1.3 * em &&
        Math.abs(rect.x - ink.x) < 16,
    ),
    "field right beside": field(
      (rect) =>
        rect.x - right(ink) > 0 &&
        rect.x - right(ink) < 12 * em &&
        Math.abs(centerY(rect) - centerY(ink)) < 6,
    ),
    "rule right below": scene.dividers.some(
      ({ box, orientation }) =>
        orientation === "horizontal" &&
        box.y - bottom(ink) > 0 &&
        box.y - bottom(ink) < 1.2 * em &&
        Math.abs(box.x - ink.x) < 12 &&
        box.width > 1.8 * ink.width,
    ),
    "smaller text below": !!below && below.block.style.sizePx < 0.93 * em,
    "plainer text below": !!below && below.block.style.weight <= block.style.weight - 150,
    "longer text below":
      !!below && below.text.length > 2 * text.text.length && below.text.length > 30,
    "larger text above": !!above && above.block.style.sizePx > 1.07 * em,
    "bolder text above": !!above && above.block.style.weight >= block.style.weight + 150,
    "first in its card": !above && text.homes.length > 0,
    "alone in its part": !above && !below,
  });
}

/** A tick box, radio button or switch by its size. */
function isMark(rect: Rect): boolean {
  const tick = rect.width >= 9 && rect.width <= 24 && Math.abs(rect.width - rect.height) <= 2;
  const toggle =
    rect.height >= 12 && rect.height <= 28 && rect.width > 1.5 * rect.height && rect.width < 60;
  return tick || toggle;
}

/** A box to type in: wide, one line or a few high, empty or with one text at its start. */
export function looksLikeField({ rect, box, texts }: SceneBox, scene: Scene): boolean {
  const wide = rect.width >= 60 && rect.width > 1.8 * rect.height;
  const high = rect.height >= 22 && rect.height <= 170;
  if (
    !wide ||
    !high ||
    isBand(rect, { ...scene, size: { ...scene.size, width: scene.size.width * 1.12 } })
  )
    return false;
  if (saturation(fillColor(box)) > 60 || texts.length > 1) return false;
  const [text] = texts;
  if (!text) return !!box.border || rect.height <= 70;
  const before = text.ink.x - rect.x;
  const after = right(rect) - right(text.ink);
  return after > 1.5 * before && text.block.lines.length === 1;
}

/** The next text above or below that begins, is centred or ends where this one does. */
function nearest(text: SceneText, scene: Scene, side: "above" | "below"): SceneText | undefined {
  const home = text.homes.findLast(({ texts }) => texts.length > 1);
  const reach = 3.5 * text.block.style.sizePx;
  let best: SceneText | undefined;
  let bestGap = reach;
  for (const other of home?.texts ?? scene.texts) {
    if (other === text) continue;
    const gap = gapY(text.ink, other.ink);
    const right = side === "above" ? other.ink.y < text.ink.y : other.ink.y > text.ink.y;
    if (!right || gap < -2 || gap >= bestGap || !isUnder(text.ink, other.ink)) continue;
    best = other;
    bestGap = gap;
  }
  return best;
}

export function isUnder(a: Rect, b: Rect): boolean {
  return (
    Math.abs(a.x - b.x) < 4 ||
    Math.abs(centerX(a) - centerX(b)) < 4 ||
    Math.abs(right(a) - right(b)) < 3
  );
}

/** How many texts like it stand in a row or column with it. */
function peerSigns(text: SceneText, scene: Scene): string[] {
  const alike = scene.texts.filter((other) => other !== text && isAlike(text, other));
  const row = alike.filter((other) => Math.abs(centerY(other.ink) - centerY(text.ink)) < 3);
  const column = alike.filter((other) => isUnder(other.ink, text.ink));
  const size = scene.texts.filter(
    (other) =>
      other !== text &&
      other.block.lines.length === 1 &&
      Math.abs(other.block.style.sizePx / text.block.style.sizePx - 1) < 0.06,
  );
  const loose = size.filter((other) => Math.abs(centerY(other.ink) - centerY(text.ink)) < 3);
  const near = column.some((other) => gapY(other.ink, text.ink) < 2.6 * text.block.style.sizePx);
  const pitch = isPitched(text, column);
  return seen({
    "peers in its row": row.length >= 1,
    "3 peers in its row": row.length >= 3,
    "neighbours in its row": loose.length >= 2,
    "peers in its column": column.length >= 1,
    "4 peers in its column": column.length >= 4,
    "peer close above or below": near,
    "even pitch": pitch,
    "peers both ways": row.length >= 1 && column.length >= 2,
  });
}

/** Whether the nearest two in its column stand equally far apart. */
function isPitched(text: SceneText, column: readonly SceneText[]): boolean {
  const ys = [text, ...column].map(({ ink }) => centerY(ink)).sort((a, b) => a - b);
  const at = ys.indexOf(centerY(text.ink));
  const [a, b, c] = at === 0 ? ys : ys.slice(Math.min(at, ys.length - 2) - 1);
  return a !== undefined && b !== undefined && c !== undefined && Math.abs(c - b - (b - a)) < 3;
}

/** Same size, weight and colour, one line each. */
export function isAlike({ block: a }: SceneText, { block: b }: SceneText): boolean {
  return (
    a.lines.length === 1 &&
    b.lines.length === 1 &&
    Math.abs(a.style.sizePx / b.style.sizePx - 1) < 0.06 &&
    Math.abs(a.style.weight - b.style.weight) <= 100 &&
    channelDistance(a.style.color, b.style.color) <= 48
  );
}

export function signsOf(text: SceneText, scene: Scene): Signs {
  return new Set([
    ...ownSigns(text, scene),
    ...homeSigns(text, scene),
    ...placeSigns(text, scene),
    ...neighbourSigns(text, scene),
    ...peerSigns(text, scene),
  ]);
}

function seen(signs: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(signs).flatMap(([name, isSeen]) => (isSeen ? [name] : []));
}
