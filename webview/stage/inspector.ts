import * as l10n from "@vscode/l10n";
import { ciede2000, toLab } from "../../src/image/ciede2000";
import { toHex } from "../../src/base/color";
import type { Rgb } from "../../src/base/color";
import { element } from "../dom";
import type { Pixels } from "./heat";

/** A picture's name, and its pixels as far as they could be read. */
export interface Inspected {
  readonly name: string;
  readonly pixels: Pixels | undefined;
}

/**
 * A pixel of mockup and render, in words and colours, and the page's element there: "x 120, y 48 · Mockup #ffffff · Render #f5f5f5 ·
 * ΔE 3.1 · main > h1".
 */
export class Inspector {
  readonly node = element("p", {
    class: "inspector",
    "aria-label": l10n.t("Pixel under the pointer"),
  });

  /** `at` is a px of the pictures, `pixelRatio` their px in a CSS px. */
  show(
    at: { readonly x: number; readonly y: number },
    pixelRatio: number,
    pictures: readonly [expected: Inspected, actual: Inspected],
    selector: string | undefined,
  ): void {
    const css = (value: number): string => String(Math.round((value / pixelRatio) * 10) / 10);
    const [expected, actual] = pictures.map(({ pixels }) => colorAt(pixels, at.x, at.y));
    this.node.replaceChildren(
      element("span", {}, `x ${css(at.x)}, y ${css(at.y)}`),
      ...swatch(pictures[0].name, expected),
      ...swatch(pictures[1].name, actual),
      ...(expected && actual ? [element("span", {}, `ΔE ${distance(expected, actual)}`)] : []),
      ...(selector === undefined
        ? []
        : [
            element(
              "code",
              { title: l10n.t("Double-click or Enter shows it in the code") },
              selector,
            ),
            element("span", { class: "hint" }, l10n.t("Enter shows it in the code")),
          ]),
    );
  }

  clear(): void {
    this.node.replaceChildren(
      element("span", { class: "hint" }, l10n.t("Point at a pixel to compare its colours.")),
    );
  }
}

function colorAt(pixels: Pixels | undefined, x: number, y: number): Rgb | undefined {
  if (!pixels || x >= pixels.width || y >= pixels.height) return undefined;
  const at = (y * pixels.width + x) * 4;
  const [red = 0, green = 0, blue = 0] = pixels.data.subarray(at, at + 3);
  return [red, green, blue];
}

function distance(a: Rgb, b: Rgb): string {
  return ciede2000(toLab(a), toLab(b)).toFixed(1);
}

function swatch(name: string, color: Rgb | undefined): HTMLElement[] {
  if (!color) return [];
  const sample = element("span", { class: "swatch", "aria-hidden": "true" });
  sample.style.backgroundColor = toHex(color);
  return [element("span", { class: "colour" }, sample, `${name} ${toHex(color)}`)];
}
