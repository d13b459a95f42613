/** A tensor of a GGUF: its shape, innermost side first, and where its numbers lie in the file. */
export interface GgufTensor {
  readonly dimensions: readonly number[];
  /** ggml's number of the type: 0 f32, 1 f16. */
  readonly type: number;
  /** Bytes from the file's beginning. */
  readonly offset: number;
}

export interface GgufFile {
  /** Scalars, strings and arrays of them. */
  readonly metadata: ReadonlyMap<string, unknown>;
  readonly tensors: ReadonlyMap<string, GgufTensor>;
  /** The metadata as it is in the file, and how many entries it has. */
  readonly metadataBytes: Buffer;
  readonly metadataCount: number;
}

/** Reads a small GGUF whole, version 3, little-endian, as gguf.md of ggml describes it: for looking into fixtures. */
export function parseGguf(file: Buffer): GgufFile {
  let at = 0;
  const take = (bytes: number): Buffer => file.subarray(at, (at += bytes));
  const u32 = (): number => take(4).readUInt32LE();
  const u64 = (): number => Number(take(8).readBigUInt64LE());
  const text = (): string => take(u64()).toString("utf8");
  const value = (type: number): unknown => {
    if (type === 8) return text();
    if (type === 9) {
      const item = u32();
      return Array.from({ length: u64() }, () => value(item));
    }
    const reader = scalars[type];
    if (!reader) throw new Error(`an unknown type of value: ${type}`);
    return reader(take);
  };
  if (take(4).toString("latin1") !== "GGUF" || u32() !== 3) throw new Error("no GGUF 3");
  const [tensorCount, metadataCount] = [u64(), u64()];
  const metadata = new Map<string, unknown>();
  const metadataStart = at;
  for (let i = 0; i < metadataCount; i++) {
    const key = text();
    metadata.set(key, value(u32()));
  }
  const metadataBytes = file.subarray(metadataStart, at);
  const heads = Array.from({ length: tensorCount }, () => {
    const name = text();
    const dimensions = Array.from({ length: u32() }, u64);
    return { name, dimensions, type: u32(), offset: u64() };
  });
  const data = Math.ceil(at / 32) * 32;
  return {
    ...{ metadata, metadataBytes, metadataCount },
    tensors: new Map(
      heads.map(({ name, ...rest }) => [name, { ...rest, offset: data + rest.offset }]),
    ),
  };
}

const scalars: Readonly<Record<number, (take: (bytes: number) => Buffer) => unknown>> = {
  0: (take) => take(1).readUInt8(),
  1: (take) => take(1).readInt8(),
  2: (take) => take(2).readUInt16LE(),
  3: (take) => take(2).readInt16LE(),
  4: (take) => take(4).readUInt32LE(),
  5: (take) => take(4).readInt32LE(),
  6: (take) => take(4).readFloatLE(),
  7: (take) => take(1).readUInt8() !== 0,
  10: (take) => take(8).readBigUInt64LE(),
  11: (take) => take(8).readBigInt64LE(),
  12: (take) => take(8).readDoubleLE(),
};
