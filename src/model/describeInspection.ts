import { toHex } from "../base/color";
import type { Rect } from "../base/geometry";
import type { Border, Box, Inspection, Paint, TextLine } from "../inspect/inspection";

/** At most this much of one text is quoted. Characters. */
const MAX_QUOTE = 120;

/**
 * The inspection in words for a model: one fact a line, in reading order, at most `maxChars` characters. When it does not
 * fit, small boxes and then the end of the text lines are left out, and it says so.
 */
export function describeInspection(inspection: Inspection, maxChars: number): string {
  const { size, background, palette, fonts } = inspection;
  const head = [
    `Page: ${size.width} × ${size.height} px, background ${toHex(background)}.`,
    `Colours by area: ${palette
      .slice(0, 8)
      .map((entry) => `${toHex(entry.color)} ${Math.round(entry.share * 100)} %`)
      .join(", ")}.`,
    ...(fonts.length > 0
      ? [
          `Fonts by amount of text: ${fonts
            .slice(0, 4)
            .map((font) => font.family)
            .join(", ")}.`,
        ]
      : []),
  ];
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ["Text lines as [x y width height] of the ink:", inspection.textLines.map(describeLine)],
    ["Pictures and icons:", inspection.pictures.map((p) => `${p.kind} ${describeRect(p.box)}`)],
    ["Texts that could not be read:", (inspection.unreadTexts ?? []).map(describeRect)],
    ["Boxes, outer before inner:", bySize(inspection.boxes).map(describeBox)],
    ["Thin lines:", inspection.dividers.map((d) => `${describeRect(d.box)} ${toHex(d.color)}`)],
  ];

  let room = maxChars - head.join("\n").length;
  const parts = [...head];
  for (const [title, facts] of sections) {
    if (facts.length === 0) continue;
    const taken: string[] = [];
    room -= title.length + 1;
    for (const fact of facts) {
      if (room < fact.length + 1) break;
      room -= fact.length + 1;
      taken.push(fact);
    }
    if (taken.length === 0) continue;
    parts.push(title, ...taken);
    if (taken.length < facts.length) parts.push(`(and ${facts.length - taken.length} more)`);
  }
  return parts.join("\n");
}

/** Large boxes carry the layout, so they come first where room ends. */
function bySize(boxes: readonly Box[]): readonly Box[] {
  return [...boxes].sort((a, b) => b.box.width * b.box.height - a.box.width * a.box.height);
}

function describeRect(rect: Rect): string {
  return `[${[rect.x, rect.y, rect.width, rect.height].map((value) => Math.round(value)).join(" ")}]`;
}

/** Text of a picture is data: it is quoted as JSON, so that it cannot look like anything else. */
function describeLine(line: TextLine): string {
  const { font } = line;
  const text = line.text.length > MAX_QUOTE ? `${line.text.slice(0, MAX_QUOTE)}…` : line.text;
  const style = [
    `${Math.round(font.sizePx * 4) / 4}px`,
    String(font.weight),
    ...(font.italic ? ["italic"] : []),
    font.family,
    toHex(line.color),
  ];
  return `${describeRect(line.box)} ${JSON.stringify(text)}${describeDoubt(line)} ${style.join(" ")}`;
}

/** A model that sees the mockup can look for itself. */
function describeDoubt({ doubtful, otherReadings = [] }: TextLine): string {
  if (!doubtful) return "";
  const others = otherReadings.map((other) => JSON.stringify(other.slice(0, MAX_QUOTE)));
  return others.length > 0 ? ` (doubtful, perhaps ${others.join(" or ")})` : " (doubtful)";
}

function describeBox(box: Box): string {
  const { topLeft, topRight, bottomRight, bottomLeft } = box.radius;
  const radii = [topLeft, topRight, bottomRight, bottomLeft].map((radius) => Math.round(radius));
  return [
    describeRect(box.box),
    describePaint(box.fill),
    ...(box.border ? [describeBorder(box.border)] : []),
    ...(radii.some((radius) => radius > 0)
      ? [`radius ${new Set(radii).size === 1 ? radii[0] : radii.join("/")}`]
      : []),
    ...(box.shadow
      ? [`shadow ${box.shadow.dx} ${box.shadow.dy} ${Math.round(box.shadow.blur)}px`]
      : []),
  ].join(" ");
}

function describePaint(paint: Paint): string {
  if (paint.kind === "solid") return toHex(paint.color);
  return paint.kind === "grid"
    ? `${toHex(paint.color)} with a grid of ${toHex(paint.line)} every ${Math.round(paint.pitch)}px`
    : `gradient ${Math.round(paint.angleDeg)}deg ${paint.stops.map((stop) => toHex(stop.color)).join(" → ")}`;
}

function describeBorder(border: Border): string {
  const widths = [border.top, border.right, border.bottom, border.left];
  return `border ${new Set(widths).size === 1 ? widths[0] : widths.join("/")}px ${toHex(border.color)}`;
}
