/** A thumbnail's sides, px of the screen. */
export const THUMBNAIL_WIDTH = 96;
export const THUMBNAIL_HEIGHT = 60;
/** More than anybody scrolls through; each takes some 90 kB at twice the density. */
const MOST_KEPT = 300;

/**
 * Small copies of pictures. Each is drawn when it comes in sight, one after the other, and the large one is let go: the decoded
 * renders of a long run would take hundreds of megabytes.
 */
export class Thumbnails {
  private readonly drawn = new Map<string, HTMLCanvasElement>();
  private readonly sources = new WeakMap<Element, string>();
  private turn: Promise<void> = Promise.resolve();
  private readonly sight = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) this.draw(target);
  });

  /** The same canvas each time; empty until its picture was in sight, or when that is not there. */
  of(source: string): HTMLCanvasElement {
    const known = this.drawn.get(source);
    if (known) return known;
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(THUMBNAIL_WIDTH * devicePixelRatio);
    canvas.height = Math.round(THUMBNAIL_HEIGHT * devicePixelRatio);
    canvas.className = "thumbnail";
    canvas.setAttribute("aria-hidden", "true");
    this.drawn.set(source, canvas);
    this.sources.set(canvas, source);
    this.sight.observe(canvas);
    const [oldest] = this.drawn.keys();
    if (this.drawn.size > MOST_KEPT && oldest !== undefined) this.drawn.delete(oldest);
    return canvas;
  }

  private draw(target: Element): void {
    const source = this.sources.get(target);
    this.sight.unobserve(target);
    if (source === undefined || !(target instanceof HTMLCanvasElement)) return;
    this.turn = this.turn.then(() => drawTop(target, source)).catch(() => undefined);
  }
}

/** Draws the top of a picture, as wide as the canvas. */
async function drawTop(canvas: HTMLCanvasElement, source: string): Promise<void> {
  const image = new Image();
  image.src = source;
  await image.decode();
  const context = canvas.getContext("2d");
  if (!context) return;
  const scale = canvas.width / image.naturalWidth;
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, canvas.width, image.naturalHeight * scale);
  canvas.dataset["drawn"] = "";
  image.src = "";
}
