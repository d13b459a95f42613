import type { Bitmap } from "../../../image/bitmap";
import { labelComponents, measureLabels, type Components } from "./labelComponents";
import { pixelDistance } from "./pixels";
import { PLATEAUS } from "./tuning";

/**
 * Parts surfaces again that a few pixels joined: the round corners of a white card lead over to a ground that is nearly white in
 * steps as small as those of a gradient. A component parts where it holds large areas of one exact colour each, unlike each other,
 * that fill nearly all of it; what lies between them, a soft shadow, goes to the one it leads away from.
 */
export function partPlateaus(
  bitmap: Bitmap,
  components: Components,
  tolerance: number,
  unit: number,
): Components {
  const exact = labelComponents(bitmap, 0);
  const plateaus = findPlateaus(bitmap, components, exact, unit);
  const parted = [...plateaus.values()].filter((list) => list.length > 1).flat();
  if (parted.length === 0) return components;
  const { labels, count } = spread(bitmap, components, exact, new Set(parted), tolerance);
  return measureLabels(labels, components.width, components.height, count);
}

/** By component: its plateaus, if it parts along them. */
function findPlateaus(
  bitmap: Bitmap,
  components: Components,
  exact: Components,
  unit: number,
): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (let plateau = 0; plateau < exact.count; plateau++) {
    const area = exact.area[plateau] as number;
    const whole = components.labels[exact.seed[plateau] as number] as number;
    const least = Math.max(
      PLATEAUS.leastArea * unit ** 2,
      PLATEAUS.leastShare * (components.area[whole] as number),
    );
    if (area < least || (exact.core[plateau] as number) < PLATEAUS.leastCore * area) continue;
    found.set(whole, [...(found.get(whole) ?? []), plateau]);
  }
  const seedOf = (plateau: number): number => exact.seed[plateau] as number;
  for (const [whole, list] of found) {
    const filled = list.reduce((sum, plateau) => sum + (exact.area[plateau] as number), 0);
    const isSlope = list.some((a) =>
      list.some((b) => {
        const distance = pixelDistance(bitmap.rgba, seedOf(a), seedOf(b));
        return distance > 0 && distance < PLATEAUS.unlike;
      }),
    );
    const isUniform = list.every(
      (plateau) => pixelDistance(bitmap.rgba, seedOf(plateau), seedOf(list[0] as number)) === 0,
    );
    const isFilled = filled >= PLATEAUS.filled * (components.area[whole] as number);
    if (isSlope || isUniform || !isFilled) found.delete(whole);
  }
  return found;
}

/** New labels, spread from the plateaus in steps of `tolerance`; plateaus of one colour in one component stay one surface. */
function spread(
  bitmap: Bitmap,
  components: Components,
  exact: Components,
  plateaus: ReadonlySet<number>,
  tolerance: number,
): { readonly labels: Int32Array; readonly count: number } {
  const { width, height } = components;
  const labels = components.labels.slice();
  let { count } = components;
  const labelOf = new Map<number, number>();
  const byColor = new Map<string, number>();
  const parted = new Set<number>();
  for (const plateau of plateaus) {
    const seed = exact.seed[plateau] as number;
    const whole = components.labels[seed] as number;
    const key = `${whole} ${bitmap.rgba.subarray(seed * 4, seed * 4 + 3).join(" ")}`;
    // The first plateau of a component keeps its label.
    const label = byColor.get(key) ?? (parted.has(whole) ? count++ : whole);
    byColor.set(key, label);
    labelOf.set(plateau, label);
    parted.add(whole);
  }
  const queue = new Int32Array(labels.length);
  const isDone = new Uint8Array(labels.length);
  let size = 0;
  for (let i = 0; i < labels.length; i++) {
    const label = labelOf.get(exact.labels[i] as number);
    if (label === undefined) continue;
    labels[i] = label;
    isDone[i] = 1;
    queue[size++] = i;
  }
  for (let next = 0; next < size; next++) {
    const i = queue[next] as number;
    const x = i % width;
    const whole = components.labels[i];
    for (const j of [
      x > 0 ? i - 1 : -1,
      x < width - 1 ? i + 1 : -1,
      i - width,
      i + width < width * height ? i + width : -1,
    ]) {
      if (j < 0 || isDone[j] === 1 || components.labels[j] !== whole) continue;
      if (pixelDistance(bitmap.rgba, i, j) > tolerance) continue;
      labels[j] = labels[i] as number;
      isDone[j] = 1;
      queue[size++] = j;
    }
  }
  return { labels, count };
}
