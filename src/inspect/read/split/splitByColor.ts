import { channelDistance, type Rgb } from "../../../base/color";
import type { Rect } from "../../../base/geometry";
import type { Bitmap } from "../../../image/bitmap";
import type { ReadLine } from "../readLine";
import { takeWords } from "./takeWords";
import { matchWords } from "./wordInks";

/** Channel steps between the inks of two words that are meant to differ. */
const DIFFERENT = 48;

/**
 * The line cut where its words change colour ("Already a member? *Log in*"), each part with its own ink; the line
 * itself when it has one colour or when words and ink cannot be matched.
 */
export function splitByColor(bitmap: Bitmap, line: ReadLine): readonly ReadLine[] {
  const words = line.text.split(" ");
  const groups = words.length < 2 ? [] : matchWords(line.candidate.glyphs, words);
  if (groups.length !== words.length) return [line];
  const colors = groups.map((glyphs) => inkColor(bitmap, glyphs, line.candidate.background));
  const runs: { from: number; to: number; glyphs: Rect[]; color: Rgb }[] = [];
  groups.forEach((glyphs, i) => {
    const color = colors[i] as Rgb;
    const run = runs.at(-1);
    if (run && isSameInk(run.color, color, line.candidate.background)) {
      run.to = i + 1;
      run.glyphs.push(...glyphs);
    } else runs.push({ from: i, to: i + 1, glyphs: [...glyphs], color });
  });
  if (runs.length < 2 || runs.length > 4) return [line];
  return runs.map(({ from, to, glyphs, color }) => {
    const part = takeWords(line, from, to, glyphs);
    return { ...part, candidate: { ...part.candidate, foreground: color } };
  });
}

/** Whether two inks are one colour, give or take that thin letters show it paler than thick ones. */
function isSameInk(a: Rgb, b: Rgb, background: Rgb): boolean {
  const fromBackground = (color: Rgb): Rgb => [
    color[0] - background[0],
    color[1] - background[1],
    color[2] - background[2],
  ];
  const [first, second] = [fromBackground(a), fromBackground(b)];
  const ratio = Math.hypot(...first) / Math.max(1, Math.hypot(...second));
  const paler = Math.min(1.4, Math.max(0.7, ratio));
  return (
    channelDistance(first, [second[0] * paler, second[1] * paler, second[2] * paler]) < DIFFERENT
  );
}

/** The colour of the ink furthest from the background. */
function inkColor(bitmap: Bitmap, glyphs: readonly Rect[], background: Rgb): Rgb {
  let color: Rgb = background;
  let furthest = -1;
  for (const glyph of glyphs)
    for (let y = glyph.y; y < glyph.y + glyph.height; y++)
      for (let x = glyph.x; x < glyph.x + glyph.width; x++) {
        const i = (y * bitmap.width + x) * 4;
        const pixel: Rgb = [bitmap.rgba[i] ?? 0, bitmap.rgba[i + 1] ?? 0, bitmap.rgba[i + 2] ?? 0];
        const distance = channelDistance(pixel, background);
        if (distance > furthest) [furthest, color] = [distance, pixel];
      }
  return color;
}
