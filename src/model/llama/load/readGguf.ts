import { describeError } from "../../../base/errors";
import { openNamedFile } from "../../../files/openPlain";
import { EngineError } from "../bridge/bridge";
import { ByteReader } from "./byteReader";

/** What a GGUF's header says, as far as it matters to us. Numbers a file does not state are undefined. */
export interface GgufFacts {
  readonly path: string;
  readonly fileBytes: number;
  /** The size the header's tensors ask for: a smaller file was cut short. */
  readonly neededBytes: number;
  /** "glm4"; "clip" for a vision file. */
  readonly architecture: string;
  readonly name: string;
  /** Whether the weights are stored with fewer than 16 bits. */
  readonly quantized: boolean;
  readonly blockCount: number | undefined;
  readonly contextLength: number | undefined;
  readonly embeddingLength: number | undefined;
  readonly feedForwardLength: number | undefined;
  readonly vocabularySize: number | undefined;
  /** Bytes of keys and values for one token in all layers, f16. */
  readonly kvBytesPerToken: number | undefined;
  readonly hasRopeSections: boolean;
  /** How many files the model is split into, and which of them this is, from 0. */
  readonly partCount: number;
  readonly partIndex: number;
  /** Of a vision file: "glm4v". */
  readonly projector: string | undefined;
  /** Of a vision file: the edge of a patch, px. */
  readonly patchSize: number | undefined;
  /** Of a vision file: patches along a side that become one token. */
  readonly mergeSize: number | undefined;
  /** Of a vision file: the width of what it hands to the text model. */
  readonly projectionWidth: number | undefined;
}

/** Arrays are not kept (a vocabulary has 150,000 entries), only their lengths. */
type MetadataValue = string | number | boolean | { readonly length: number };
type Metadata = ReadonlyMap<string, MetadataValue>;

/** GGUF's value types (gguf.h, enum gguf_type): bytes of the fixed ones. */
const fixedBytes: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};
const stringType = 8;
const arrayType = 9;

/** ggml's tensor types (ggml.h, enum ggml_type): elements and bytes of a block. Others are not checked for length. */
const blocks: Readonly<Record<number, readonly [elements: number, bytes: number]>> = {
  0: [1, 4],
  1: [1, 2],
  2: [32, 18],
  3: [32, 20],
  6: [32, 22],
  7: [32, 24],
  8: [32, 34],
  10: [256, 84],
  11: [256, 110],
  12: [256, 144],
  13: [256, 176],
  14: [256, 210],
  30: [1, 2],
};

/**
 * Reads a GGUF's header without loading anything (versions 2 and 3, little-endian).
 *
 * @throws EngineError MODEL_LOAD when the file is missing, no GGUF, or broken.
 */
export async function readGguf(path: string): Promise<GgufFacts> {
  try {
    await using file = await openNamedFile(path);
    const { size } = await file.stat();
    const reader = new ByteReader(file, size);
    if ((await reader.bytes(4)).toString("latin1") !== "GGUF")
      throw new EngineError("MODEL_LOAD", `${path} is no GGUF file`);
    const version = await reader.u32();
    if (version !== 2 && version !== 3)
      throw new EngineError("MODEL_LOAD", `${path} has the unknown GGUF version ${version}`);
    const tensorCount = await reader.u64();
    const metadata = await readMetadata(reader, await reader.u64());
    const neededBytes = await readTensorEnd(reader, tensorCount, metadata);
    return toFacts(path, size, neededBytes, metadata);
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError("MODEL_LOAD", `${path} cannot be read: ${describeError(error)}`, {
      cause: error,
    });
  }
}

async function readMetadata(reader: ByteReader, count: number): Promise<Metadata> {
  const metadata = new Map<string, MetadataValue>();
  for (let i = 0; i < count; i++) {
    const key = await reader.string();
    metadata.set(key, await readValue(reader, await reader.u32()));
  }
  return metadata;
}

async function readValue(reader: ByteReader, type: number): Promise<MetadataValue> {
  if (type === stringType) return reader.string();
  if (type === arrayType) {
    const itemType = await reader.u32();
    const length = await reader.u64();
    const bytes = fixedBytes[itemType];
    if (bytes !== undefined) await reader.skip(bytes * length);
    else if (itemType === stringType) {
      for (let i = 0; i < length; i++) await reader.skip(await reader.u64());
    } else throw new Error(`an array of the unknown type ${itemType}`);
    return { length };
  }
  const bytes = fixedBytes[type];
  if (bytes === undefined) throw new Error(`a value of the unknown type ${type}`);
  const data = await reader.bytes(bytes);
  if (type === 7) return data[0] !== 0;
  if (type === 6) return data.readFloatLE();
  if (type === 12) return data.readDoubleLE();
  if (bytes === 8) return Number(data.readBigUInt64LE());
  return type % 2 === 1 ? data.readIntLE(0, bytes) : data.readUIntLE(0, bytes);
}

/** Where the last tensor ends in the file. */
async function readTensorEnd(
  reader: ByteReader,
  count: number,
  metadata: Metadata,
): Promise<number> {
  let end = 0;
  for (let i = 0; i < count; i++) {
    await reader.skip(await reader.u64()); // the name
    const dimensions = await reader.u32();
    let elements = 1;
    for (let d = 0; d < dimensions; d++) elements *= await reader.u64();
    const block = blocks[await reader.u32()];
    const offset = await reader.u64();
    const bytes = block ? Math.ceil(elements / block[0]) * block[1] : 0;
    end = Math.max(end, offset + bytes);
  }
  const alignment = metadata.get("general.alignment");
  const step = typeof alignment === "number" && alignment > 0 ? alignment : 32;
  return Math.ceil(reader.position / step) * step + end;
}

/** llama.h, enum llama_ftype: all f32, mostly f16, mostly bf16. */
const plainTypes: ReadonlySet<unknown> = new Set([0, 1, 32]);

function toFacts(
  path: string,
  fileBytes: number,
  neededBytes: number,
  metadata: Metadata,
): GgufFacts {
  const text = (key: string): string | undefined => {
    const value = metadata.get(key);
    return typeof value === "string" ? value : undefined;
  };
  const architecture = text("general.architecture") ?? "unknown";
  const prefix = architecture === "clip" ? "clip.vision" : architecture;
  const plainNumber = (key: string): number | undefined => {
    const value = metadata.get(key);
    return typeof value === "number" ? value : undefined;
  };
  const number = (key: string): number | undefined => plainNumber(`${prefix}.${key}`);
  const tokens = metadata.get("tokenizer.ggml.tokens");
  return {
    path,
    fileBytes,
    neededBytes,
    architecture,
    name: text("general.name") ?? "",
    quantized: !plainTypes.has(metadata.get("general.file_type")),
    blockCount: number("block_count"),
    contextLength: number("context_length"),
    embeddingLength: number("embedding_length"),
    feedForwardLength: number("feed_forward_length"),
    vocabularySize: typeof tokens === "object" ? tokens.length : undefined,
    kvBytesPerToken: kvBytes(number),
    hasRopeSections: metadata.has(`${architecture}.rope.dimension_sections`),
    partCount: plainNumber("split.count") ?? 1,
    partIndex: plainNumber("split.no") ?? 0,
    projector: text("clip.projector_type") ?? text("clip.vision.projector_type"),
    patchSize: number("patch_size"),
    mergeSize: number("spatial_merge_size") ?? number("projector.scale_factor"),
    projectionWidth: number("projection_dim"),
  };
}

/** layers × key-value heads × (key + value width) × 2 bytes. */
function kvBytes(number: (key: string) => number | undefined): number | undefined {
  const layers = number("block_count");
  const width = number("embedding_length");
  const heads = number("attention.head_count");
  if (layers === undefined || width === undefined || heads === undefined) return undefined;
  const kvHeads = number("attention.head_count_kv") ?? heads;
  const key = number("attention.key_length") ?? width / heads;
  const value = number("attention.value_length") ?? width / heads;
  return layers * kvHeads * (key + value) * 2;
}
