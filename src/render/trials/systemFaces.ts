import { isRightToLeft } from "../../base/text/direction";
import type { Face, TextSample } from "../../fonts/fontProbe";
import type { PageSample, PageTextDrawing } from "./fontProbePage";

/**
 * Families that mockups are often drawn with and machines often have. An alias (fontconfig draws "Arial" with
 * Liberation Sans) is listed under the first of its names here.
 */
export const SYSTEM_FAMILIES: readonly string[] = [
  "Liberation Sans",
  "Liberation Serif",
  "Liberation Mono",
  "DejaVu Sans",
  "DejaVu Serif",
  "DejaVu Sans Mono",
  "Segoe UI",
  "Helvetica Neue",
  "Helvetica",
  "Arial",
  "Times New Roman",
  "Georgia",
  "Verdana",
  "Tahoma",
  "Trebuchet MS",
  "Courier New",
  "Consolas",
  "Menlo",
  "Ubuntu",
  "Cantarell",
  "Noto Sans",
];

/** Upright ones, the usual first: a weight that draws like one before it is left out. */
const SYSTEM_WEIGHTS = [400, 700, 300, 500, 600, 800, 900];
/** Letters and digits that differ between families. */
const SPECIMEN = {
  text: "Rag&Quilty 0379 fjx",
  sizePx: 30,
  letterSpacingPx: 0,
  width: 400,
  height: 50,
  originX: 4,
  baselineY: 36,
};

/**
 * The faces of `families` that this machine has. One counts when it looks the same before any fallback, and unlike
 * every face before it: a missing family looks like its fallback, a missing weight like its neighbour, an alias like
 * its original.
 *
 * @param draw gives the pixels of drawings, in order.
 */
export async function findSystemFaces(
  families: readonly string[],
  draw: (drawings: readonly PageTextDrawing[]) => Promise<readonly Uint8Array[]>,
): Promise<Face[]> {
  const faces = families.flatMap((family) => [
    ...SYSTEM_WEIGHTS.map((weight) => ({ family, weight, italic: false })),
    ...[400, 700].map((weight) => ({ family, weight, italic: true })),
  ]);
  const drawings = faces.flatMap((face) =>
    ["serif", "monospace"].map((fallback): PageTextDrawing => {
      const sample = toPageSample({ ...SPECIMEN, face });
      return { ...SPECIMEN, ...sample, family: `${sample.family}, ${fallback}` };
    }),
  );
  const looks = (await draw(drawings)).map((grey) => Buffer.from(grey).toString("latin1"));
  const seen = new Set<string>();
  return faces.filter((_, index) => {
    const look = looks[2 * index];
    if (look === undefined || look !== looks[2 * index + 1] || seen.has(look)) return false;
    seen.add(look);
    return true;
  });
}

/** A sample in the words of the probe's page. */
export function toPageSample({ text, face, sizePx, letterSpacingPx }: TextSample): PageSample {
  return {
    text,
    sizePx,
    letterSpacingPx,
    direction: isRightToLeft(text) ? "rtl" : "ltr",
    style: `${face.italic ? "italic" : "normal"} ${face.weight}`,
    family: `"${face.family.replace(/["\\\n\r\f]/g, "")}"`,
  };
}
