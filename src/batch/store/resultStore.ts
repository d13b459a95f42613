/**
 * PORT. Where mockups are taken from and results are put, from many machines. Names have "/" between their parts. What is put under a
 * name is there whole or not at all, and replaces what was there.
 */
export interface ResultStore {
  /** For people: where it is. */
  readonly place: string;
  put(name: string, bytes: Uint8Array, type: string): Promise<void>;
  /** Undefined when there is nothing of that name. @throws MockloopError for more than `maxBytes`. */
  get(name: string, maxBytes: number): Promise<Uint8Array | undefined>;
  /** The names right in a folder, "results/a.json". */
  list(folder: string): Promise<readonly string[]>;
}
