/** The picture formats Mockloop knows, told by content alone. */
export type ImageFormat = "png" | "jpeg" | "webp" | "avif" | "gif" | "bmp" | "svg";

/** Formats people bring that Mockloop does not read, so that it can say what to do about them. */
export type ForeignFormat = "heic" | "pdf" | "tiff" | "psd" | "jxl" | "svgz";

/** How far into a file the root element of an SVG is looked for: prologs and licence comments can be long. */
const SVG_PROLOG_CHARACTERS = 65_536;

/** How far into a file the mark of a PDF is looked for: readers allow this much before it. */
const PDF_PROLOG_BYTES = 1024;

/**
 * The format of a picture file by its first bytes, whatever its name says. Undefined for anything else (HEIC, TIFF,
 * text, gzip-compressed SVG).
 */
export function sniffImage(bytes: Uint8Array): ImageFormat | undefined {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "png";
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return "jpeg";
  if (latin1(bytes, 0, 6) === "GIF87a" || latin1(bytes, 0, 6) === "GIF89a") return "gif";
  if (latin1(bytes, 0, 4) === "RIFF" && latin1(bytes, 8, 12) === "WEBP") return "webp";
  if (latin1(bytes, 4, 8) === "ftyp" && hasBrand(bytes, /^(?:.{4})*?avi[fs]/s)) return "avif";
  if (isBmp(bytes)) return "bmp";
  return isSvg(bytes) ? "svg" : undefined;
}

/** The known format of a file that is none of {@link ImageFormat}; undefined for anything else. */
export function sniffForeign(bytes: Uint8Array): ForeignFormat | undefined {
  if (
    latin1(bytes, 4, 8) === "ftyp" &&
    hasBrand(bytes, /^(?:.{4})*?(?:hei[cxms]|hev[cx]|mif1|msf1)/s)
  )
    return "heic";
  if (latin1(bytes, 0, PDF_PROLOG_BYTES).includes("%PDF-")) return "pdf";
  if (startsWith(bytes, [0x49, 0x49, 42, 0]) || startsWith(bytes, [0x4d, 0x4d, 0, 42]))
    return "tiff";
  if (latin1(bytes, 0, 4) === "8BPS") return "psd";
  if (startsWith(bytes, [0xff, 0x0a]) || latin1(bytes, 4, 12) === "JXL \r\n\x87\n") return "jxl";
  return startsWith(bytes, [0x1f, 0x8b]) ? "svgz" : undefined;
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

/** Whether `wanted` finds one of the brands of an ISO media file's `ftyp` box: the major one at 8, the compatible ones from 16 on. */
function hasBrand(bytes: Uint8Array, wanted: RegExp): boolean {
  const boxBytes = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  const brands = latin1(bytes, 8, Math.min(boxBytes, 256, bytes.length));
  return wanted.test(brands);
}

/** "BM" alone begins many texts: the size of the second header, the first field after it, must be a known one too. */
function isBmp(bytes: Uint8Array): boolean {
  if (latin1(bytes, 0, 2) !== "BM" || bytes.length < 18) return false;
  const headerBytes = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(
    14,
    true,
  );
  return [12, 40, 52, 56, 64, 108, 124].includes(headerBytes);
}

/** Whether the first element is `svg`, after a byte order mark, XML prolog, comments and document type. */
function isSvg(bytes: Uint8Array): boolean {
  let rest = decodeText(bytes.subarray(0, SVG_PROLOG_CHARACTERS)).trimStart();
  for (;;) {
    const end = endOfProlog(rest);
    if (end === undefined) return /^<(?:[\w.-]+:)?svg[\s/>]/.test(rest);
    rest = rest.slice(end).trimStart();
  }
}

/** Where the comment, processing instruction or document type at the start of `text` ends; undefined for none. */
function endOfProlog(text: string): number | undefined {
  if (text.startsWith("<!--")) return endOf(text, "-->", 4);
  if (text.startsWith("<?")) return endOf(text, "?>", 2);
  if (!/^<!doctype\s/i.test(text)) return undefined;
  const subset = text.indexOf("[");
  const close = text.indexOf(">");
  return subset >= 0 && subset < close ? endOf(text, "]>", subset) : endOf(text, ">", 0);
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + mark.length;
}

function decodeText(bytes: Uint8Array): string {
  if (startsWith(bytes, [0xff, 0xfe])) return new TextDecoder("utf-16le").decode(bytes);
  if (startsWith(bytes, [0xfe, 0xff])) return new TextDecoder("utf-16be").decode(bytes);
  return new TextDecoder("utf-8").decode(bytes);
}
