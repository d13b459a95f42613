interface BmpFileOptions {
  readonly width: number;
  readonly height: number;
  readonly bits: 1 | 4 | 8 | 16 | 24 | 32;
  /** Colour of a pixel; for ≤ 8 bits its index in the palette. */
  readonly pixel: (x: number, y: number) => readonly number[] | number;
  readonly palette?: readonly (readonly number[])[];
  readonly topDown?: boolean;
  readonly compression?: number;
  /** Red, green, blue (and alpha) masks: written after the 40-byte header, compression 3. */
  readonly masks?: readonly number[];
  /** Unused bytes before the pixels. */
  readonly gap?: number;
}

/** A BMP file as programs write them, for tests. */
export function bmpFile(options: BmpFileOptions): Buffer {
  const { width, height, bits, palette = [], masks = [], gap = 0 } = options;
  const headerBytes = masks.length > 3 ? 56 : 40;
  const extra = masks.length > 3 ? 0 : masks.length * 4;
  const offset = 14 + headerBytes + extra + palette.length * 4 + gap;
  const rowBytes = Math.ceil((width * bits) / 32) * 4;
  const file = Buffer.alloc(offset + rowBytes * height);
  file.write("BM");
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(offset, 10);
  file.writeUInt32LE(headerBytes, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(options.topDown ? -height : height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(bits, 28);
  file.writeUInt32LE(options.compression ?? (masks.length > 0 ? 3 : 0), 30);
  file.writeUInt32LE(palette.length, 46);
  masks.forEach((mask, i) => file.writeUInt32LE(mask >>> 0, 54 + i * 4));
  palette.forEach(([red = 0, green = 0, blue = 0], i) =>
    file.set([blue, green, red, 0], 14 + headerBytes + extra + i * 4),
  );
  for (let y = 0; y < height; y++) {
    const row = offset + (options.topDown ? y : height - 1 - y) * rowBytes;
    for (let x = 0; x < width; x++) writePixel(file, row, x, options);
  }
  return file;
}

function writePixel(file: Buffer, row: number, x: number, options: BmpFileOptions): void {
  const { bits, pixel, topDown, height } = options;
  const rowBytes = Math.ceil((options.width * bits) / 32) * 4;
  const index = Math.floor((row - (file.length - rowBytes * height)) / rowBytes);
  const value = pixel(x, topDown ? index : height - 1 - index);
  if (typeof value === "number") {
    if (bits === 16) file.writeUInt16LE(value, row + x * 2);
    else if (bits === 32) file.writeUInt32LE(value >>> 0, row + x * 4);
    else {
      const bit = x * bits;
      const at = row + (bit >> 3);
      file[at] = (file[at] ?? 0) | (value << (8 - bits - (bit & 7)));
    }
    return;
  }
  const [red = 0, green = 0, blue = 0, alpha = 0] = value;
  file.set(bits === 32 ? [blue, green, red, alpha] : [blue, green, red], row + (x * bits) / 8);
}
