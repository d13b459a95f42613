import type { Size } from "../base/geometry";
import type { Bitmap } from "./bitmap";

/** What the file and information headers of a BMP say. */
interface BmpHeader extends Size {
  readonly bottomUp: boolean;
  readonly bitsPerPixel: number;
  readonly compression: number;
  /** Where the pixels start. */
  readonly offset: number;
  readonly palette: Uint8Array;
  readonly masks: readonly [red: number, green: number, blue: number, alpha: number];
}

const UNCOMPRESSED = 0;
const BIT_FIELDS = 3;
const ALPHA_BIT_FIELDS = 6;

/** Thrown for files that no correction of ours can read; `message` is for logs. */
export class BmpError extends Error {
  override readonly name = "BmpError";
  constructor(
    message: string,
    readonly kind: "corrupt" | "unsupported",
  ) {
    super(message);
  }
}

/** Width and height of a BMP from its header alone. @throws BmpError when the header is broken. */
export function readBmpSize(bytes: Uint8Array): Size {
  const { width, height } = readHeader(bytes);
  return { width, height };
}

/**
 * The pixels of an uncompressed BMP of 1, 4, 8, 16, 24 or 32 bits (Microsoft's BITMAPINFOHEADER and later, bit fields
 * included), straight alpha. As browsers do, an alpha channel that is zero everywhere is read as opaque.
 *
 * @throws BmpError "unsupported" for run-length coded and OS/2 files, "corrupt" when the pixels are cut off.
 */
export function decodeBmp(bytes: Uint8Array): Bitmap {
  const header = readHeader(bytes);
  const { width, height, bitsPerPixel } = header;
  const rowBytes = Math.ceil((width * bitsPerPixel) / 32) * 4;
  if (header.offset + rowBytes * height > bytes.length)
    throw new BmpError("The pixels end before the last row.", "corrupt");
  const rgba = new Uint8ClampedArray(width * height * 4);
  const readPixel = bitsPerPixel <= 8 ? indexedReader(bytes, header) : directReader(bytes, header);
  let anyAlpha = 0;
  for (let y = 0; y < height; y++) {
    const row = header.offset + (header.bottomUp ? height - 1 - y : y) * rowBytes;
    for (let x = 0; x < width; x++) anyAlpha |= readPixel(row, x, rgba, (y * width + x) * 4);
  }
  if (anyAlpha === 0) for (let i = 3; i < rgba.length; i += 4) rgba[i] = 255;
  return { width, height, rgba };
}

/** Writes pixel `x` of the row at byte `row` to `out[at…]` and returns its alpha. */
type PixelReader = (row: number, x: number, out: Uint8ClampedArray, at: number) => number;

function indexedReader(bytes: Uint8Array, { bitsPerPixel, palette }: BmpHeader): PixelReader {
  const mask = (1 << bitsPerPixel) - 1;
  return (row, x, out, at) => {
    const bit = x * bitsPerPixel;
    const shift = 8 - bitsPerPixel - (bit & 7);
    const entry = (((bytes[row + (bit >> 3)] ?? 0) >> shift) & mask) * 4;
    out[at] = palette[entry + 2] ?? 0;
    out[at + 1] = palette[entry + 1] ?? 0;
    out[at + 2] = palette[entry] ?? 0;
    out[at + 3] = 255;
    return 255;
  };
}

function directReader(bytes: Uint8Array, { bitsPerPixel, masks }: BmpHeader): PixelReader {
  const pixelBytes = bitsPerPixel / 8;
  const channels = masks.map(channelOf);
  return (row, x, out, at) => {
    let value = 0;
    for (let i = pixelBytes - 1; i >= 0; i--)
      value = value * 256 + (bytes[row + x * pixelBytes + i] ?? 0);
    for (let i = 0; i < 4; i++) {
      const channel = channels[i];
      out[at + i] = channel ? (((value >>> channel.shift) & channel.max) * 255) / channel.max : 0;
    }
    return out[at + 3] ?? 0;
  };
}

/** Where a bit mask's channel lies, and its largest value; undefined for an empty mask. */
function channelOf(mask: number): { shift: number; max: number } | undefined {
  if (mask === 0) return undefined;
  const shift = 31 - Math.clz32(mask & -mask);
  return { shift, max: mask >>> shift };
}

function readHeader(bytes: Uint8Array): BmpHeader {
  if (bytes.length < 54) throw new BmpError("The header is cut off.", "corrupt");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = view.getUint32(14, true);
  if (headerBytes < 40) throw new BmpError("It is an OS/2 bitmap.", "unsupported");
  const bitsPerPixel = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  const fields = compression === BIT_FIELDS || compression === ALPHA_BIT_FIELDS;
  if (compression !== UNCOMPRESSED && !fields)
    throw new BmpError(`It is compressed (method ${compression}).`, "unsupported");
  if (![1, 4, 8, 16, 24, 32].includes(bitsPerPixel) || (fields && bitsPerPixel < 16))
    throw new BmpError(`It has ${bitsPerPixel} bits per pixel.`, "unsupported");
  const width = view.getInt32(18, true);
  const height = view.getInt32(22, true);
  if (width <= 0 || height === 0) throw new BmpError("Its size is not positive.", "corrupt");
  const paletteStart = 14 + headerBytes;
  const paletteEntries = Math.min(view.getUint32(46, true) || 256, 256);
  return {
    width,
    height: Math.abs(height),
    bottomUp: height > 0,
    bitsPerPixel,
    compression,
    offset: view.getUint32(10, true),
    palette: bytes.subarray(paletteStart, paletteStart + paletteEntries * 4),
    masks: readMasks(view, headerBytes, bitsPerPixel, fields),
  };
}

function readMasks(
  view: DataView,
  headerBytes: number,
  bitsPerPixel: number,
  fields: boolean,
): BmpHeader["masks"] {
  if (!fields) {
    // Without bit fields the fourth byte of 32 is officially unused; programs do store alpha there.
    if (bitsPerPixel === 16) return [0x7c00, 0x03e0, 0x001f, 0];
    return [0xff0000, 0xff00, 0xff, bitsPerPixel === 32 ? 0xff000000 : 0];
  }
  // The masks follow the 40 bytes of the oldest header in every later one; alpha has its place from 56 bytes on.
  const masks = [54, 58, 62, 66].map((at) =>
    at + 4 <= view.byteLength ? view.getUint32(at, true) : 0,
  );
  const alpha = headerBytes >= 56 || view.getUint32(30, true) === ALPHA_BIT_FIELDS;
  return [masks[0] ?? 0, masks[1] ?? 0, masks[2] ?? 0, alpha ? (masks[3] ?? 0) : 0];
}
