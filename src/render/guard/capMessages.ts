import type { Readable } from "node:stream";

/**
 * Watches the DevTools pipe of a browser, whose messages end with a zero byte: a page may put anything into one (its title, what it
 * says on the console, an attribute). Calls `onTooLong`, once, as soon as a message is longer than `most` bytes, and reads no further.
 *
 * Call it before anything else of the message has been read.
 */
export function capMessages(pipe: Readable, most: number, onTooLong: () => void): void {
  let length = 0;
  const count = (chunk: Buffer): void => {
    const last = chunk.lastIndexOf(0);
    const first = last < 0 ? chunk.length : chunk.indexOf(0);
    const isTooLong = length + first > most;
    length = last < 0 ? length + first : chunk.length - last - 1;
    if (!isTooLong) return;
    pipe.off("data", count);
    onTooLong();
    // Whoever else listens gets no end of the message either.
    pipe.destroy();
  };
  pipe.prependListener("data", count);
}
