import type { Rgb } from "../../base/color";
import { channelDistance, toHex } from "../../base/color";

/** Hue names by where they begin on the colour circle (degrees). */
const HUES: readonly (readonly [fromDeg: number, name: string])[] = [
  [0, "red"],
  [16, "orange"],
  [42, "yellow"],
  [70, "green"],
  [160, "teal"],
  [186, "cyan"],
  [200, "blue"],
  [244, "indigo"],
  [264, "purple"],
  [300, "pink"],
  [345, "red"],
];

/** Antialiasing and compression shift colours by so much (channel steps). */
const SAME_COLOR = 2;

/** Names colours as custom properties ("--blue-600") and remembers them in the order of first use. */
export class Palette {
  private readonly names = new Map<string, string>();
  private readonly colors: Rgb[] = [];
  private readonly taken = new Set<string>();

  /** @param sameColor Colours no farther apart than this are one (channel steps). */
  constructor(private readonly sameColor = SAME_COLOR) {}

  /** The colour as CSS: a reference to its custom property. */
  use(color: Rgb): string {
    const hex = shortHex(toHex(this.known(color)));
    let name = this.names.get(hex);
    if (name === undefined) {
      name = this.freeName(describeColor(color));
      this.names.set(hex, name);
    }
    return `var(${name})`;
  }

  /** The colour itself, or one used before that no eye tells from it. */
  private known(color: Rgb): Rgb {
    const same = this.colors.find((other) => channelDistance(other, color) <= this.sameColor);
    if (same) return same;
    this.colors.push(color);
    return color;
  }

  /** Every property in order: ["--white", "#fff"]. */
  entries(): readonly (readonly [name: string, hex: string])[] {
    return [...this.names].map(([hex, name]) => [name, hex]);
  }

  private freeName(wish: string): string {
    let name = `--${wish}`;
    for (let count = 2; this.taken.has(name); count++) name = `--${wish}-${count}`;
    this.taken.add(name);
    return name;
  }
}

/** "#ffffff" → "#fff". */
export function shortHex(hex: string): string {
  return hex.replace(/^#(.)\1(.)\2(.)\3$/, "#$1$2$3");
}

/** "white", "gray-200", "blue-600": hue and lightness in steps of fifty, light colours small as in common design systems. */
export function describeColor(color: Rgb): string {
  const [red, green, blue] = color.map((channel) => channel / 255) as [number, number, number];
  const high = Math.max(red, green, blue);
  const low = Math.min(red, green, blue);
  const lightness = (high + low) / 2;
  if (lightness > 0.995) return "white";
  if (lightness < 0.005) return "black";
  const step = Math.min(950, Math.max(50, Math.round((1 - lightness) * 20) * 50));
  const chroma = high - low;
  if (chroma < 0.08 || chroma / (1 - Math.abs(2 * lightness - 1)) < 0.12) return `gray-${step}`;
  const hue =
    high === red
      ? ((green - blue) / chroma + 6) % 6
      : high === green
        ? (blue - red) / chroma + 2
        : (red - green) / chroma + 4;
  const name = HUES.findLast(([from]) => hue * 60 >= from)?.[1] ?? "red";
  return `${name}-${step}`;
}
