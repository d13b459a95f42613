import type { Rgb } from "../base/color";

/** CIE L*a*b* under D65: lightness 0–100, green–red, blue–yellow. */
export type Lab = readonly [lightness: number, a: number, b: number];

const RADIANS = Math.PI / 180;
const POW25_7 = 25 ** 7;

/** sRGB (IEC 61966-2-1) to CIE L*a*b* with the D65 white point. */
export function toLab(color: Rgb): Lab {
  const [red, green, blue] = color.map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const x = labCurve((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047);
  const y = labCurve(0.2126729 * red + 0.7151522 * green + 0.072175 * blue);
  const z = labCurve((0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function labCurve(value: number): number {
  return value > 216 / 24389 ? Math.cbrt(value) : ((24389 / 27) * value + 16) / 116;
}

/**
 * The CIEDE2000 colour difference: about 1 is just noticeable, 100 is black against white. Formula and step numbers from
 * Sharma, Wu and Dalal, "The CIEDE2000 Color-Difference Formula", Color Research and Application 30(1), 2005.
 */
export function ciede2000([l1, a1, b1]: Lab, [l2, a2, b2]: Lab): number {
  // Step 1: hue and chroma with the a axis stretched near grey.
  const meanChroma7 = ((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2) ** 7;
  const stretch = 1.5 - 0.5 * Math.sqrt(meanChroma7 / (meanChroma7 + POW25_7));
  const chroma1 = Math.hypot(a1 * stretch, b1);
  const chroma2 = Math.hypot(a2 * stretch, b2);
  const hue1 = hueDegrees(a1 * stretch, b1);
  const hue2 = hueDegrees(a2 * stretch, b2);

  // Step 2: differences. Without chroma on one side the hue is undefined and its difference 0.
  const grey = chroma1 * chroma2 === 0;
  const hueTurn = grey ? 0 : ((hue2 - hue1 + 540) % 360) - 180;
  const deltaHue = 2 * Math.sqrt(chroma1 * chroma2) * Math.sin((hueTurn / 2) * RADIANS);

  // Step 3: weights at the means.
  const lightness = (l1 + l2) / 2;
  const chroma = (chroma1 + chroma2) / 2;
  const hue = grey ? hue1 + hue2 : meanHue(hue1, hue2);
  const t =
    1 -
    0.17 * cosine(hue - 30) +
    0.24 * cosine(2 * hue) +
    0.32 * cosine(3 * hue + 6) -
    0.2 * cosine(4 * hue - 63);
  const lightnessWeight =
    1 + (0.015 * (lightness - 50) ** 2) / Math.sqrt(20 + (lightness - 50) ** 2);
  const chromaWeight = 1 + 0.045 * chroma;
  const hueWeight = 1 + 0.015 * chroma * t;
  const rotation =
    -2 *
    Math.sqrt(chroma ** 7 / (chroma ** 7 + POW25_7)) *
    Math.sin(60 * RADIANS * Math.exp(-(((hue - 275) / 25) ** 2)));

  const dl = (l2 - l1) / lightnessWeight;
  const dc = (chroma2 - chroma1) / chromaWeight;
  const dh = deltaHue / hueWeight;
  return Math.sqrt(Math.max(0, dl ** 2 + dc ** 2 + dh ** 2 + rotation * dc * dh));
}

function hueDegrees(a: number, b: number): number {
  return a === 0 && b === 0 ? 0 : (Math.atan2(b, a) / RADIANS + 360) % 360;
}

function meanHue(hue1: number, hue2: number): number {
  const sum = hue1 + hue2;
  if (Math.abs(hue1 - hue2) <= 180) return sum / 2;
  return sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
}

function cosine(degrees: number): number {
  return Math.cos(degrees * RADIANS);
}
