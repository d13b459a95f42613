import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseGguf } from "./ggufFile";
import type { GgufTensor } from "./ggufFile";

const ALIGNMENT = 32;
const SPLIT_U16 = 2;
const SPLIT_I32 = 5;

/**
 * Writes a GGUF as `count` files, as llama.cpp's own splitter does: the first has the model's metadata, each has its number, and the
 * tensors are shared out in their order. Returns their paths.
 */
export function splitGguf(path: string, folder: string, name: string, count: number): string[] {
  const file = readFileSync(path);
  const { tensors, metadataBytes, metadataCount } = parseGguf(file);
  const all = [...tensors];
  const share = Math.ceil(all.length / count);
  return Array.from({ length: count }, (_, index) => {
    const own = all.slice(index * share, (index + 1) * share);
    const isFirst = index === 0;
    const keys = [
      entry("split.no", SPLIT_U16, index),
      entry("split.count", SPLIT_U16, count),
      entry("split.tensors.count", SPLIT_I32, all.length),
    ];
    const part = join(folder, `${name}-${number(index + 1)}-of-${number(count)}.gguf`);
    const head = [
      Buffer.from("GGUF"),
      u32(3),
      u64(own.length),
      u64(keys.length + (isFirst ? metadataCount : 0)),
      ...(isFirst ? [metadataBytes] : []),
      ...keys,
    ];
    writeFileSync(part, withTensors(head, own, file, endsOf(all, file.length)));
    return part;
  });
}

const number = (value: number): string => String(value).padStart(5, "0");

/** Where each tensor's numbers end: where the next ones begin. */
function endsOf(
  tensors: readonly (readonly [string, GgufTensor])[],
  fileEnd: number,
): ReadonlyMap<string, number> {
  const starts = tensors.map(([, { offset }]) => offset).sort((a, b) => a - b);
  return new Map(
    tensors.map(([name, { offset }]) => [name, starts.find((start) => start > offset) ?? fileEnd]),
  );
}

function withTensors(
  head: readonly Buffer[],
  tensors: readonly (readonly [string, GgufTensor])[],
  file: Buffer,
  ends: ReadonlyMap<string, number>,
): Buffer {
  let offset = 0;
  const data: Buffer[] = [];
  const infos = tensors.map(([name, tensor]) => {
    const bytes = padded(file.subarray(tensor.offset, ends.get(name)));
    const info = Buffer.concat([
      text(name),
      u32(tensor.dimensions.length),
      ...tensor.dimensions.map(u64),
      u32(tensor.type),
      u64(offset),
    ]);
    offset += bytes.length;
    data.push(bytes);
    return info;
  });
  return Buffer.concat([padded(Buffer.concat([...head, ...infos])), ...data]);
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((ALIGNMENT - (bytes.length % ALIGNMENT)) % ALIGNMENT)]);
}

function entry(key: string, type: number, value: number): Buffer {
  const bytes = type === SPLIT_U16 ? Buffer.alloc(2) : Buffer.alloc(4);
  bytes.writeUIntLE(value, 0, bytes.length);
  return Buffer.concat([text(key), u32(type), bytes]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}
