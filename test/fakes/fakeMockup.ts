import { createBitmap } from "../../src/image/bitmap";
import type { Inspection } from "../../src/inspect/inspection";
import type { Mockup } from "../../src/mockup/mockup";

/** A mockup of one colour. */
export function fakeMockup(width = 100, height = 80, deviceScaleFactor = 1): Mockup {
  return {
    name: "fake.png",
    bitmap: createBitmap(width * deviceScaleFactor, height * deviceScaleFactor, [10, 20, 30]),
    png: new Uint8Array([1, 2, 3]),
    cssSize: { width, height },
    deviceScaleFactor,
    hash: "0".repeat(64),
  };
}

/** An inspection that found nothing. */
export function emptyInspection(width = 100, height = 80): Inspection {
  return {
    size: { width, height },
    deviceScaleFactor: 1,
    background: [255, 255, 255],
    textLines: [],
    boxes: [],
    dividers: [],
    pictures: [],
    palette: [{ color: [255, 255, 255], share: 1 }],
    fonts: [],
    noise: "clean",
  };
}
