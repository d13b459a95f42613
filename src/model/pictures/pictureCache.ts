import { createHash } from "node:crypto";

/** Work on bytes that is done once for the same bytes; `capacity` results are kept, those used last. */
export class PictureCache {
  private readonly results = new Map<string, Promise<Uint8Array>>();

  constructor(
    private readonly work: (bytes: Uint8Array) => Promise<Uint8Array>,
    private readonly capacity = 64,
  ) {}

  get(bytes: Uint8Array): Promise<Uint8Array> {
    const key = createHash("sha256").update(bytes).digest("base64");
    const result = this.results.get(key) ?? this.work(bytes);
    this.results.delete(key);
    this.results.set(key, result);
    result.catch(() => this.results.delete(key));
    const [oldest] = this.results.keys();
    if (this.results.size > this.capacity && oldest !== undefined) this.results.delete(oldest);
    return result;
  }
}
