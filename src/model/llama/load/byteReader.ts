import type { FileHandle } from "node:fs/promises";

const windowBytes = 1 << 20;

/** The longest string a header may hold; a chat template has some 20 kB. */
const longestString = 16 << 20;

/** Reads a file from front to back through one window, and refuses to run past its end. */
export class ByteReader {
  position = 0;
  private window: Buffer = Buffer.alloc(0);
  private windowAt = 0;

  constructor(
    private readonly file: FileHandle,
    private readonly size: number,
  ) {}

  async bytes(count: number): Promise<Buffer> {
    if (this.position + count > this.size) throw new Error("it ends in the middle of its header");
    const inside = this.position - this.windowAt;
    if (inside < 0 || inside + count > this.window.length) await this.fill(count);
    const start = this.position - this.windowAt;
    this.position += count;
    return this.window.subarray(start, start + count);
  }

  async skip(count: number): Promise<void> {
    if (this.position + count > this.size) throw new Error("it ends in the middle of its header");
    this.position += count;
    return Promise.resolve();
  }

  async u32(): Promise<number> {
    return (await this.bytes(4)).readUInt32LE();
  }

  /** An unsigned 64-bit number that must be a safe integer: counts and sizes. */
  async u64(): Promise<number> {
    const value = Number((await this.bytes(8)).readBigUInt64LE());
    if (!Number.isSafeInteger(value)) throw new Error("its header holds an impossible number");
    return value;
  }

  async string(): Promise<string> {
    const length = await this.u64();
    if (length > longestString) throw new Error("its header holds an impossible length");
    return (await this.bytes(length)).toString("utf8");
  }

  private async fill(count: number): Promise<void> {
    const length = Math.min(Math.max(windowBytes, count), this.size - this.position);
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await this.file.read(buffer, 0, length, this.position);
    if (bytesRead < count) throw new Error("it got shorter while it was read");
    this.window = buffer.subarray(0, bytesRead);
    this.windowAt = this.position;
  }
}
