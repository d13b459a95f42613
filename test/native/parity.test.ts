import { strict as assert } from "node:assert";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodePng, encodePng } from "../../src/image/codec";
import { fitPicture } from "../../src/model/llama/pictures/fitPicture";
import { findPictureRule } from "../../src/model/llama/pictures/pictureRule";
import { readGguf } from "../../src/model/llama/load/readGguf";
import { parseGguf } from "../fakes/ggufFile";
import { useTempFolder } from "../fakes/tempFolder";
import { nano, nanoText, nanoVision, picturesOf, references } from "./nanoPair";
import { readWithEngine, relativeError, toFloats } from "./parityRun";

/** Less than half of what any of 18 typical mistakes makes of it; the fixture's README lists them. */
const MOST_EMBEDDING = 2e-3;
const MOST_LOGIT = 0.05;

/** What the engine and the references differ in, all conversations together. */
interface Differences {
  readonly otherIds: readonly string[];
  readonly otherPositions: readonly string[];
  /** The largest relative error of a picture's embeddings, and how many were compared. */
  readonly embedding: number;
  readonly pictures: number;
  /** The largest difference of a logit among the 20 most likely first tokens. */
  readonly logit: number;
}

interface Changes {
  /** The text model's file. */
  readonly text?: string;
  /** Only the first conversations. */
  readonly count?: number;
  readonly picture?: (png: Uint8Array) => Promise<Uint8Array>;
}

/** A picture of another size than the pair was trained on, with what transformers sees in some of its cells. */
interface SizeReference {
  readonly image: string;
  readonly fitted: readonly [width: number, height: number];
  readonly every: number;
  readonly cells: number;
  /** In sizes.f32, bytes. */
  readonly offset: number;
}

const width = 256;

describe("the engine's numbers beside transformers'", () => {
  const temp = useTempFolder();

  async function compare({ text, count, picture }: Changes = {}): Promise<Differences> {
    const cases = references.cases.slice(0, count);
    const conversations = [];
    for (const reference of cases) {
      const pictures = await picturesOf(reference);
      const changed = picture ? await Promise.all(pictures.map(picture)) : pictures;
      conversations.push({ ...reference, pictures: changed });
    }
    const readings = await readWithEngine(temp(), conversations, text ? { text } : {});
    assert.equal(readings.length, cases.length);
    const known = toFloats(await readFile(join(nano, "embeddings.f32")));
    const found = { otherIds: [] as string[], otherPositions: [] as string[] };
    let [embedding, pictures, logit] = [0, 0, 0];
    for (const [i, { id, promptIds, positions, top20 }] of cases.entries()) {
      const reading = readings[i];
      assert.equal(reading?.id, id);
      const ids = reading.ids.map((token) => (token === -1 ? references.imageToken : token));
      if (JSON.stringify(ids) !== JSON.stringify(promptIds)) found.otherIds.push(id);
      if (JSON.stringify(reading.positions) !== JSON.stringify(positions))
        found.otherPositions.push(id);
      for (const [token, value] of top20)
        logit = Math.max(logit, Math.abs((reading.logits[token] ?? Number.NaN) - value));
      for (const entry of references.embeddings.filter((e) => e.case === id)) {
        const start = entry.offset / 4;
        const wanted = known.subarray(start, start + entry.cells * width);
        const got = reading.embeddings[entry.picture - 1] ?? new Float32Array();
        embedding = Math.max(embedding, relativeError(got, wanted));
        pictures++;
      }
    }
    console.log(
      `      ${cases.length} conversations: ${pictures} pictures within ${embedding.toExponential(1)}, first logits within ${logit.toFixed(3)}`,
    );
    return { ...found, embedding, pictures, logit };
  }

  const assertSamePrompts = ({ otherIds, otherPositions }: Differences): void =>
    assert.deepEqual([otherIds, otherPositions], [[], []]);

  it("are the same ids and positions, and embeddings and logits within the limits", async () => {
    assert.equal(references.cases.length, 29);
    const found = await compare();
    assertSamePrompts(found);
    assert.equal(found.pictures, references.embeddings.length);
    assert.ok(found.embedding <= MOST_EMBEDDING);
    assert.ok(found.logit <= MOST_LOGIT);
  });

  it("tell a pair whose queries and keys were not sorted for M-RoPE when it was converted", async () => {
    const file = await readFile(nanoText);
    let changed = 0;
    for (const [name, { dimensions, offset, type }] of parseGguf(file).tensors) {
      if (!/attn_[qk]\.(weight|bias)$/.test(name)) continue;
      const [inner = 0, rows = 1] = dimensions.length === 1 ? [1, dimensions[0]] : dimensions;
      unsort(file, { offset, rows, rowBytes: inner * (type === 0 ? 4 : 2) });
      changed++;
    }
    assert.equal(changed, 32, "weights and biases of 8 layers");
    const text = join(temp(), "unsorted.gguf");
    await writeFile(text, file);
    const found = await compare({ text, count: 6 });
    assertSamePrompts(found);
    assert.ok(found.embedding <= MOST_EMBEDDING, "the encoder has nothing to do with it");
    assert.ok(found.logit > MOST_LOGIT);
  });

  it("tell positions in which rows and columns hardly count", async () => {
    const file = await readFile(nanoText);
    const key = Buffer.from("glm4.rope.dimension_sections");
    const sections = file.indexOf(key) + key.length + 16; // behind the types and the number of items
    assert.deepEqual(
      [0, 4, 8, 12].map((i) => file.readInt32LE(sections + i)),
      [4, 6, 6, 0],
    );
    [14, 1, 1, 0].forEach((size, i) => file.writeInt32LE(size, sections + 4 * i));
    const text = join(temp(), "timeOnly.gguf");
    await writeFile(text, file);
    const found = await compare({ text, count: 6 });
    assert.ok(found.embedding <= MOST_EMBEDDING);
    assert.ok(found.logit > MOST_LOGIT);
  });

  it("tell red from blue", async () => {
    const found = await compare({ count: 6, picture: swapRedAndBlue });
    assertSamePrompts(found);
    assert.ok(found.embedding > MOST_EMBEDDING);
    assert.ok(found.logit > MOST_LOGIT);
  });

  it("are right for pictures of any size, which padding would not be", async () => {
    const rule = findPictureRule(await readGguf(nanoVision));
    assert.ok(rule);
    const sizes = JSON.parse(await readFile(join(nano, "sizes.json"), "utf8")) as SizeReference[];
    const known = toFloats(await readFile(join(nano, "sizes.f32")));
    const screens = await Promise.all(sizes.map(({ image }) => readFile(join(nano, image))));
    const fitted = await Promise.all(screens.map((png) => fitPicture(png, rule)));
    const ask = (id: string, png: Uint8Array) => ({
      id,
      messages: [{ role: "user", content: [{ type: "media_marker", text: "" }] }],
      enableThinking: false,
      pictures: [png],
    });
    const readings = await readWithEngine(
      temp(),
      fitted.map((png, i) => ask(`fitted-${i}`, png)),
    );
    const small = sizes.findIndex(({ image }) => image.includes("300x210"));
    const [padded] = await readWithEngine(temp(), [
      ask("padded", screens[small] ?? new Uint8Array()),
    ]);
    for (const [i, { image, fitted: size, every, cells, offset }] of sizes.entries()) {
      const bitmap = await decodePng(fitted[i] ?? new Uint8Array());
      assert.deepEqual([bitmap.width, bitmap.height], size);
      const wanted = known.subarray(offset / 4, offset / 4 + cells * width);
      const error = relativeError(everyCell(readings[i]?.embeddings[0], every), wanted);
      console.log(`      ${image}: within ${error.toExponential(1)}`);
      assert.ok(error <= MOST_EMBEDDING, image);
      if (i === small) {
        const asItIs = relativeError(everyCell(padded?.embeddings[0], every), wanted);
        console.log(`      ${image}, padded: ${asItIs.toFixed(2)}`);
        assert.ok(asItIs > 10 * MOST_EMBEDDING);
      }
    }
  });
});

/** Every n-th cell of a picture's embedding. */
function everyCell(embedding: Float32Array | undefined, every: number): Float32Array {
  return (embedding ?? new Float32Array()).filter((_, k) => Math.floor(k / width) % every === 0);
}

async function swapRedAndBlue(png: Uint8Array): Promise<Uint8Array> {
  const bitmap = await decodePng(png);
  const rgba = bitmap.rgba.map((value, i) =>
    i % 4 === 0 ? (bitmap.rgba[i + 2] ?? 0) : i % 4 === 2 ? (bitmap.rgba[i - 2] ?? 0) : value,
  );
  return encodePng({ ...bitmap, rgba });
}

/**
 * Undoes what the converter does (conversion/glm.py, normal_to_neox): of each head's 64 rows, the first 32 are rotated; there
 * pairs of neighbours became the halves.
 */
function unsort(
  file: Buffer,
  { offset, rows, rowBytes }: { offset: number; rows: number; rowBytes: number },
): void {
  const [head, rotated] = [64, 32];
  const sorted = Buffer.from(file.subarray(offset, offset + rows * rowBytes));
  for (let row = 0; row < rows; row++) {
    const inHead = row % head;
    if (inHead >= rotated) continue;
    const from = row - inHead + Math.floor(inHead / 2) + (inHead % 2) * (rotated / 2);
    sorted.copy(file, offset + row * rowBytes, from * rowBytes, (from + 1) * rowBytes);
  }
}
