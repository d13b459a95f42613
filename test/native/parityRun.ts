import { strict as assert } from "node:assert";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findBridges } from "../../src/model/llama/bridge/findBridges";
import { runNativeCheck } from "./nativeCheck";
import { exact, nanoText, nanoVision, references, type ReferenceCase } from "./nanoPair";
import { nativeDirs } from "./tinyModel";

/** Where numbers stand among all that were written. */
interface Place {
  readonly offset: number;
  readonly count: number;
}

/** What the engine makes of one conversation's prompt. */
export interface Reading {
  readonly id: string;
  /** -1: a cell of a picture. */
  readonly ids: readonly number[];
  /** Time, row and column of each. */
  readonly positions: readonly (readonly number[])[];
  /** One of each picture: cells × 256. */
  readonly embeddings: readonly Float32Array[];
  /** Of the first token of the answer, one of each token of the vocabulary. */
  readonly logits: Float32Array;
}

type WrittenReading = Omit<Reading, "embeddings" | "logits"> & {
  readonly embeddings: readonly Place[];
  readonly logits: Place;
};

export type Conversation = Pick<ReferenceCase, "id" | "messages" | "enableThinking"> & {
  readonly pictures: readonly Uint8Array[];
};

/** Has native/checks/parity read conversations with a pair, in a folder for its files. */
export async function readWithEngine(
  folder: string,
  conversations: readonly Conversation[],
  { text = nanoText, vision = nanoVision }: { text?: string; vision?: string } = {},
): Promise<Reading[]> {
  const cases = [];
  for (const { id, messages, enableThinking, pictures } of conversations) {
    const images = pictures.map((_, i) => join(folder, `${id}-${i}.png`));
    for (const [i, path] of images.entries())
      await writeFile(path, pictures[i] ?? new Uint8Array());
    cases.push({ id, messages, enableThinking, tools: references.tools, images });
  }
  const input = join(folder, "in.json");
  const [output, numbers] = [join(folder, "out.json"), join(folder, "out.f32")];
  await writeFile(input, JSON.stringify({ batchSize: 256, ...exact, cases }));
  const [bridge] = await findBridges(nativeDirs, "cpu");
  assert.ok(bridge);
  await runNativeCheck("parity", [bridge.libraries, text, vision, input, output, numbers]);
  const written = JSON.parse(await readFile(output, "utf8")) as WrittenReading[];
  const floats = toFloats(await readFile(numbers));
  const at = ({ offset, count }: Place): Float32Array => floats.subarray(offset, offset + count);
  return written.map(({ embeddings, logits, ...rest }) => ({
    ...rest,
    embeddings: embeddings.map(at),
    logits: at(logits),
  }));
}

/** Little-endian float32 numbers of a file. */
export function toFloats(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
}

/** How far numbers lie from others: the L2 norm of what they differ in, relative to the others' norm. */
export function relativeError(got: Float32Array, wanted: Float32Array): number {
  assert.equal(got.length, wanted.length);
  let [error, norm] = [0, 0];
  for (const [k, value] of wanted.entries()) {
    error += ((got[k] ?? Number.NaN) - value) ** 2;
    norm += value ** 2;
  }
  return Math.sqrt(error / norm);
}
