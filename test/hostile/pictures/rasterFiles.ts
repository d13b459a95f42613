import { crc32, deflateSync } from "node:zlib";

/** A chunk of a PNG, its length or checksum wrong where asked for. */
export function chunk(
  type: string,
  data: Uint8Array = new Uint8Array(),
  { length = data.length, crc }: { readonly length?: number; readonly crc?: number } = {},
): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(length >>> 0);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE((crc ?? crc32(body)) >>> 0);
  return Buffer.concat([head, body, tail]);
}

/** A PNG's first chunk. */
export function header(
  width: number,
  height: number,
  {
    depth = 8,
    color = 2,
    interlace = 0,
  }: { depth?: number; color?: number; interlace?: number } = {},
): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width >>> 0, 0);
  data.writeUInt32BE(height >>> 0, 4);
  data.set([depth, color, 0, 0, interlace], 8);
  return chunk("IHDR", data);
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** White pixels of 32 × 32, RGB. */
export const PIXELS = deflateSync(
  Buffer.alloc(32 * (1 + 32 * 3), 255).map((_, i) => (i % 97 === 0 ? 0 : 255)),
);

export const png = (...chunks: readonly Uint8Array[]): Buffer =>
  Buffer.concat([SIGNATURE, ...chunks]);

/** A sound PNG of 32 × 32 with further chunks before, and bytes after it. */
export const soundPng = (
  extra: readonly Uint8Array[] = [],
  after: Uint8Array | string = "",
): Buffer =>
  Buffer.concat([
    png(header(32, 32), ...extra, chunk("IDAT", PIXELS), chunk("IEND")),
    Buffer.from(after as string),
  ]);

/** A segment of a JPEG put behind its first mark. */
export function withSegment(
  jpeg: Uint8Array,
  mark: number,
  data: Uint8Array | string,
  length?: number,
): Buffer {
  const body = Buffer.from(data as string);
  const head = Buffer.from([0xff, mark, 0, 0]);
  head.writeUInt16BE(length ?? body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

/** An EXIF block, little endian, of entries [tag, type, count, value]. */
export function exif(
  entries: readonly (readonly [number, number, number, number])[],
  next = 0,
): Buffer {
  const data = Buffer.alloc(8 + 2 + entries.length * 12 + 4);
  data.write("II*\0", 0, "latin1");
  data.writeUInt32LE(8, 4);
  data.writeUInt16LE(entries.length, 8);
  entries.forEach(([tag, type, count, value], i) => {
    const at = 10 + i * 12;
    data.writeUInt16LE(tag, at);
    data.writeUInt16LE(type, at + 2);
    data.writeUInt32LE(count >>> 0, at + 4);
    data.writeUInt32LE(value >>> 0, at + 8);
  });
  data.writeUInt32LE(next >>> 0, 10 + entries.length * 12);
  return Buffer.concat([Buffer.from("Exif\0\0", "latin1"), data]);
}

/** A GIF of one frame whose screen and frame are as large as said. */
export function gif(
  screen: readonly [number, number],
  frame: readonly [number, number],
  data = "\x02\x02\x44\x01\x00",
): Buffer {
  const size = ([width, height]: readonly [number, number]): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt16LE(width, 0);
    bytes.writeUInt16LE(height, 2);
    return bytes;
  };
  return Buffer.concat([
    Buffer.from("GIF89a"),
    size(screen),
    Buffer.from([0x80, 0, 0, 255, 255, 255, 0, 0, 0, 0x2c, 0, 0, 0, 0]),
    size(frame),
    Buffer.from([0]),
    Buffer.from(data, "latin1"),
    Buffer.from([0x3b]),
  ]);
}

/** A BMP with a header of 40 bytes. */
export function bmp(
  width: number,
  height: number,
  { offset = 54, bits = 24, compression = 0, bytes = 0 } = {},
): Buffer {
  const head = Buffer.alloc(54 + bytes);
  head.write("BM", "latin1");
  head.writeUInt32LE(head.length, 2);
  head.writeUInt32LE(offset >>> 0, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(bits, 28);
  head.writeUInt32LE(compression, 30);
  return head;
}
