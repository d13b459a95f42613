import assert from "node:assert/strict";
import { BmpError, decodeBmp, readBmpSize } from "../../../src/image/decodeBmp";
import { bmpFile } from "./bmpFile";

/** Pixels as rows of [r, g, b, a]. */
function pixels(bytes: Uint8Array): number[][] {
  const { rgba } = decodeBmp(bytes);
  return Array.from({ length: rgba.length / 4 }, (_, i) => [...rgba.subarray(i * 4, i * 4 + 4)]);
}

const fails =
  (kind: BmpError["kind"]) =>
  (error: unknown): boolean =>
    error instanceof BmpError && error.kind === kind;

const RED = [255, 0, 0, 255];
const GREEN = [0, 255, 0, 255];
const BLUE = [0, 0, 255, 255];
const WHITE = [255, 255, 255, 255];

describe("decodeBmp", () => {
  const grid = [RED, GREEN, BLUE, WHITE, GREEN, RED];
  const colorAt = (x: number, y: number): readonly number[] => grid[y * 3 + x] ?? [];

  it("reads 24 bits with padded rows, bottom up and top down", () => {
    for (const topDown of [false, true])
      assert.deepEqual(
        pixels(bmpFile({ width: 3, height: 2, bits: 24, pixel: colorAt, topDown })),
        grid,
      );
  });

  it("reads 32 bits: alpha where there is any, opaque where all of it is zero", () => {
    const unused = (x: number, y: number): number[] => [...colorAt(x, y).slice(0, 3), 0];
    assert.deepEqual(pixels(bmpFile({ width: 3, height: 2, bits: 32, pixel: unused })), grid);
    const half = bmpFile({ width: 1, height: 1, bits: 32, pixel: () => [10, 20, 30, 128] });
    assert.deepEqual(pixels(half), [[10, 20, 30, 128]]);
  });

  it("reads palettes of 1, 4 and 8 bits at odd widths", () => {
    const palette = [RED, GREEN];
    for (const bits of [1, 4, 8] as const)
      assert.deepEqual(
        pixels(bmpFile({ width: 5, height: 2, bits, palette, pixel: (x, y) => (x + y) & 1 })),
        [RED, GREEN, RED, GREEN, RED, GREEN, RED, GREEN, RED, GREEN],
        `${bits} bits`,
      );
  });

  it("stretches 16 bits to the full range, as 5-5-5 and as 5-6-5 fields", () => {
    assert.deepEqual(pixels(bmpFile({ width: 1, height: 1, bits: 16, pixel: () => 0x7fff })), [
      WHITE,
    ]);
    const masks = [0xf800, 0x07e0, 0x001f];
    assert.deepEqual(
      pixels(bmpFile({ width: 1, height: 1, bits: 16, masks, pixel: () => 0x07e0 })),
      [GREEN],
    );
  });

  it("reads bit fields in any order, alpha included", () => {
    const masks = [0x000000ff, 0x0000ff00, 0x00ff0000, 0xff000000];
    const bytes = bmpFile({ width: 1, height: 1, bits: 32, masks, pixel: () => 0x80_03_02_01 });
    assert.deepEqual(pixels(bytes), [[1, 2, 3, 128]]);
  });

  it("starts where the header says the pixels start", () => {
    assert.deepEqual(
      pixels(bmpFile({ width: 3, height: 2, bits: 24, pixel: colorAt, gap: 10 })),
      grid,
    );
  });

  it("tells the size without the pixels", () => {
    const file = bmpFile({ width: 3, height: 2, bits: 24, pixel: colorAt, topDown: true });
    assert.deepEqual(readBmpSize(file.subarray(0, 54)), { width: 3, height: 2 });
  });

  it("says what it cannot read, and what is cut off", () => {
    const file = bmpFile({ width: 3, height: 2, bits: 24, pixel: colorAt });
    assert.throws(() => decodeBmp(file.subarray(0, file.length - 1)), fails("corrupt"));
    assert.throws(() => decodeBmp(file.subarray(0, 30)), fails("corrupt"));
    const packed = bmpFile({ width: 2, height: 2, bits: 8, pixel: () => 0, compression: 1 });
    assert.throws(() => decodeBmp(packed), fails("unsupported"));
    const old = Buffer.from(file);
    old.writeUInt32LE(12, 14);
    assert.throws(() => decodeBmp(old), fails("unsupported"));
    const flat = Buffer.from(file);
    flat.writeInt32LE(0, 22);
    assert.throws(() => decodeBmp(flat), fails("corrupt"));
  });
});
