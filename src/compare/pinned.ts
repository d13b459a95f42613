import { MockloopError } from "../base/errors";
import { bottom, intersection, right, type Rect, type Size } from "../base/geometry";
import type { Inspection } from "../inspect/inspection";
import type { Mockup } from "../mockup/mockup";
import { createComparer, type Comparer } from "./comparePage";
import type { PinnedPart } from "./comparison";
import { createIgnored } from "./ignored";

/**
 * A comparer that also tells how true each pinned part (CSS px) is by itself: measured as the whole page is, with everything else left out,
 * and rounded to what people read, since nobody sees that a smaller difference made a part worse. That the page grew elsewhere is nothing
 * that concerns a part.
 *
 * @throws MockloopError as {@link requirePins}, {@link createIgnored}.
 */
export function createPinningComparer(
  mockup: Mockup,
  inspection: Inspection,
  { masks, pins }: { readonly masks: readonly Rect[]; readonly pins: readonly Rect[] },
): Comparer {
  const whole = createComparer(mockup, inspection, masks);
  if (pins.length === 0) return whole;
  requirePins(pins, masks, mockup);
  const parts = pins.map((pin) => ({
    pin,
    comparer: createComparer(mockup, inspection, [...masks, ...around(pin, mockup.cssSize)]),
  }));
  return {
    async compare(render, signal) {
      const comparison = await whole.compare(render, signal);
      const measured: PinnedPart[] = [];
      for (const { pin, comparer } of parts) {
        const { fidelity } = await comparer.compare(
          { ...render, pageSize: mockup.cssSize },
          signal,
        );
        measured.push({ ...pin, fidelity: Math.round(fidelity * 1000) / 1000 });
      }
      return { ...comparison, pins: measured };
    },
  };
}

/** @throws MockloopError BAD_OPTION when a pin lies beside the mockup, or under masks altogether. */
export function requirePins(
  pins: readonly Rect[],
  masks: readonly Rect[],
  mockup: Pick<Mockup, "bitmap" | "cssSize" | "deviceScaleFactor">,
): void {
  for (const [index, pin] of pins.entries()) {
    const { x, y, width, height } = pin;
    const what = `Pin ${index + 1} (x ${x}, y ${y}, ${width} × ${height})`;
    const page = mockup.cssSize;
    if (!intersection(pin, { x: 0, y: 0, ...page }))
      throw new MockloopError(
        "BAD_OPTION",
        `${what} lies outside the mockup, which is ${page.width} × ${page.height} px. Pins are given in CSS px from the mockup's top left corner.`,
      );
    try {
      createIgnored([...masks, ...around(pin, page)], mockup);
    } catch (cause) {
      throw new MockloopError(
        "BAD_OPTION",
        `${what} cannot be measured: nothing of it is left, since masks cover it or it is smaller than a pixel.`,
        { cause },
      );
    }
  }
}

/** Everything of a page but `part`, as rectangles. */
function around(part: Rect, page: Size): readonly Rect[] {
  const inside = intersection(part, { x: 0, y: 0, ...page });
  if (!inside) return [{ x: 0, y: 0, ...page }];
  const { x, y, height } = inside;
  const rects = [
    { x: 0, y: 0, width: page.width, height: y },
    { x: 0, y: bottom(inside), width: page.width, height: page.height - bottom(inside) },
    { x: 0, y, width: x, height },
    { x: right(inside), y, width: page.width - right(inside), height },
  ];
  return rects.filter((rect) => rect.width > 0 && rect.height > 0);
}
