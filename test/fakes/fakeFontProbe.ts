import { throwIfAborted } from "../../src/base/async";
import type {
  Face,
  FontProbe,
  TextDrawing,
  TextMetrics,
  TextSample,
} from "../../src/fonts/fontProbe";
import type { Bitmap } from "../../src/image/bitmap";

/** A letter of the fake faces: an upright stem and a bar on the baseline, em units, y upwards. */
interface Letter {
  readonly advance: number;
  readonly stem: { readonly left: number; readonly width: number; readonly height: number };
  readonly bar: { readonly left: number; readonly width: number; readonly depth: number };
}

const ASCENT = 0.9;
const DESCENT = 0.25;

/**
 * Draws texts in made-up faces that differ as real ones do: each family has its own advances and heights, the weight is
 * the thickness of the stems, italics do not lean but are narrower.
 */
export class FakeFontProbe implements FontProbe {
  constructor(private readonly faces: readonly Face[]) {}

  listFaces(signal?: AbortSignal): Promise<readonly Face[]> {
    throwIfAborted(signal);
    return Promise.resolve(this.faces);
  }

  measure(samples: readonly TextSample[], signal?: AbortSignal): Promise<readonly TextMetrics[]> {
    throwIfAborted(signal);
    return Promise.resolve(samples.map(measure));
  }

  draw(
    drawings: readonly TextDrawing[],
    deviceScaleFactor: number,
    signal?: AbortSignal,
  ): Promise<readonly Bitmap[]> {
    throwIfAborted(signal);
    return Promise.resolve(drawings.map((drawing) => draw(drawing, deviceScaleFactor)));
  }
}

/** Faces of `family` in the given weights, upright. */
export function facesOf(family: string, weights: readonly number[] = [400, 700]): Face[] {
  return weights.map((weight) => ({ family, weight, italic: false }));
}

function measure({ text, face, sizePx, letterSpacingPx }: TextSample): TextMetrics {
  let pen = 0;
  let [inkLeft, inkRight, inkTop, inkBottom] = [-Infinity, -Infinity, 0, 0];
  for (const character of text) {
    const letter = letterOf(character, face);
    if (letter.stem.height > 0) {
      inkLeft = Math.max(inkLeft, -(pen + letter.stem.left * sizePx));
      const right = Math.max(
        letter.stem.left + letter.stem.width,
        letter.bar.left + letter.bar.width,
      );
      inkRight = Math.max(inkRight, pen + right * sizePx);
      inkTop = Math.max(inkTop, letter.stem.height * sizePx);
      inkBottom = Math.max(inkBottom, letter.bar.depth * sizePx);
    }
    pen += letter.advance * sizePx + letterSpacingPx;
  }
  return {
    advance: pen,
    inkLeft,
    inkRight,
    inkTop,
    inkBottom,
    fontAscent: ASCENT * sizePx,
    fontDescent: DESCENT * sizePx,
  };
}

function draw(drawing: TextDrawing, scale: number): Bitmap {
  const width = Math.max(1, Math.round(drawing.width * scale));
  const height = Math.max(1, Math.round(drawing.height * scale));
  const ink = new Float32Array(width * height);
  const em = drawing.sizePx * scale;
  const baseline = drawing.baselineY * scale;
  let pen = drawing.originX * scale;
  for (const character of drawing.text) {
    const { advance, stem, bar } = letterOf(character, drawing.face);
    const fill = (left: number, top: number, right: number, bottom: number): void =>
      fillRect(
        ink,
        width,
        height,
        pen + left * em,
        baseline + top * em,
        pen + right * em,
        baseline + bottom * em,
      );
    fill(stem.left, -stem.height, stem.left + stem.width, 0);
    fill(bar.left, Math.min(0, bar.depth - 0.1), bar.left + bar.width, bar.depth);
    pen += advance * em + drawing.letterSpacingPx * scale;
  }
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  ink.forEach((share, i) => rgba.fill(255 - Math.min(1, share) * 255, i * 4, i * 4 + 3));
  return { width, height, rgba };
}

/** Adds the share of each pixel that the rectangle covers. */
function fillRect(
  ink: Float32Array,
  width: number,
  height: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
): void {
  const share = (from: number, to: number, pixel: number): number =>
    Math.max(0, Math.min(to, pixel + 1) - Math.max(from, pixel));
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, bottom); y++)
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(width, right); x++) {
      const i = y * width + x;
      ink[i] = Math.max(ink[i] ?? 0, share(left, right, x) * share(top, bottom, y));
    }
}

function letterOf(character: string, face: Face): Letter {
  const empty = { left: 0, width: 0, height: 0, depth: 0 };
  if (character === " ") return { advance: 0.28, stem: empty, bar: empty };
  const seed = (character.charCodeAt(0) * 31 + face.family.length * 17 + hash(face.family)) % 97;
  const advance = (0.42 + (seed % 23) / 90) * (face.italic ? 0.93 : 1);
  const tall = /[A-Z0-9bdfhklt$]/.test(character);
  const deep = /[gjpqy]/.test(character);
  const stroke = 0.04 + face.weight / 7000;
  const xHeight = 0.46 + (hash(face.family) % 9) / 100;
  return {
    advance,
    stem: { left: 0.05, width: stroke, height: tall ? 0.72 : xHeight },
    bar: { left: 0.05, width: advance - 0.12 - (seed % 5) / 60, depth: deep ? 0.2 : 0 },
  };
}

function hash(text: string): number {
  let value = 7;
  for (const character of text) value = (value * 33 + character.charCodeAt(0)) % 10_007;
  return value;
}
