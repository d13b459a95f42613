import type { Pixels } from "./heat";

/** Larger pictures are shown, but their pixels are not read: each takes four bytes. */
const MOST_PIXELS = 40_000_000;
/** The mockup, and the renders that were looked at last. */
const KEPT = 4;

/** Reads the pixels of pictures; the last few are kept. */
export class PixelReader {
  private readonly read = new Map<string, Promise<Pixels | undefined>>();

  /** Undefined when they cannot be read: the picture is not there, or too large. */
  of(source: string): Promise<Pixels | undefined> {
    const known = this.read.get(source);
    const pixels = known ?? readPixels(source).catch(() => undefined);
    this.read.delete(source);
    this.read.set(source, pixels);
    for (const oldest of this.read.keys()) {
      if (this.read.size <= KEPT) break;
      this.read.delete(oldest);
    }
    return pixels;
  }
}

async function readPixels(source: string): Promise<Pixels | undefined> {
  const image = new Image();
  // The editor serves files from another origin, and allows every page to read them.
  image.crossOrigin = "anonymous";
  image.src = source;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  if (width * height > MOST_PIXELS) return undefined;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context?.drawImage(image, 0, 0);
  return context?.getImageData(0, 0, width, height);
}
