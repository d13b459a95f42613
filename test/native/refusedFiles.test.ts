import { strict as assert } from "node:assert";
import { copyFile, mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ModelFailure, ModelRequest } from "../../src/model/model";
import { collect, createTinyModel, nextJob, tinyBridge, tinyOptions } from "./tinyModel";
import { tinyText, tinyVision } from "./tinyModel";

const request: ModelRequest = {
  messages: [{ role: "user", content: [{ type: "text", text: "Hi." }] }],
  tools: [],
  toolChoice: "none",
  maxOutputTokens: 4,
  thinking: false,
};

describe("files that are refused", () => {
  let dir: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), "mockloop-gguf-"));
  });
  after(() => rm(dir, { recursive: true }));

  async function failureOf(model: string, mmproj: string): Promise<ModelFailure> {
    const subject = createTinyModel({ model, mmproj });
    try {
      const last = (await collect(subject, request)).at(-1);
      assert.ok(last?.type === "failure", JSON.stringify(last));
      return last.failure;
    } finally {
      await subject.dispose();
    }
  }

  /** A copy of a file in which every occurrence of some bytes is replaced by as many others. */
  async function patched(source: string, name: string, from: string, to: string): Promise<string> {
    assert.equal(from.length, to.length);
    const target = join(dir, name);
    const text = (await readFile(source)).toString("latin1");
    assert.ok(text.includes(from));
    await writeFile(target, Buffer.from(text.replaceAll(from, to), "latin1"));
    return target;
  }

  /** A copy of the text model with another general.name. What follows keeps its alignment of 32 bytes. */
  async function renamed(name: string, file: string): Promise<string> {
    const bytes = await readFile(tinyText);
    const at = bytes.indexOf("general.name") + "general.name".length + 4; // behind the value's type
    const old = Number(bytes.readBigUInt64LE(at));
    const value = Buffer.from(name);
    assert.equal((value.length - old) % 32, 0);
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(value.length));
    const target = join(dir, file);
    const rest = bytes.subarray(at + 8 + old);
    await writeFile(target, Buffer.concat([bytes.subarray(0, at), length, value, rest]));
    return target;
  }

  /** The name under which the engine describes a text model. */
  async function nameOf(model: string): Promise<string> {
    const engine = new (await tinyBridge()).NativeEngine();
    try {
      const description = await engine.load(nextJob(), { ...tinyOptions, model });
      return (JSON.parse(description) as { name: string }).name;
    } finally {
      await engine.dispose(nextJob());
    }
  }

  it("a text model that was cut short", async () => {
    const path = join(dir, "cut.gguf");
    await copyFile(tinyText, path);
    await truncate(path, 3_000_000);
    const failure = await failureOf(path, tinyVision);
    assert.equal(failure.code, "unavailable");
    assert.match(failure.message, /Download it again.*cut short: 3000000 of 3993216 bytes/s);
  });

  it("a file cut inside its header, an empty one, a missing one, another kind", async () => {
    const path = join(dir, "header.gguf");
    await copyFile(tinyText, path);
    for (const [length, words] of [
      [20_000, /ends in the middle of its header/],
      [0, /ends in the middle of its header/],
    ] as const) {
      await truncate(path, length);
      assert.match((await failureOf(path, tinyVision)).message, words);
    }
    assert.match((await failureOf(join(dir, "none.gguf"), tinyVision)).message, /ENOENT/);
    await writeFile(path, "<html>404</html>");
    assert.match((await failureOf(path, tinyVision)).message, /no GGUF file/);
  });

  it("an architecture llama.cpp does not know", async () => {
    const path = await patched(tinyText, "arch.gguf", "glm4", "glmX");
    const failure = await failureOf(path, undefined as never);
    assert.equal(failure.code, "unavailable");
    assert.match(failure.message, /of a kind this llama\.cpp does not know.*glmX/s);
  });

  it("another architecture under a GLM vision file", async () => {
    const path = await patched(tinyText, "llama.gguf", "glm4", "qwen");
    assert.match((await failureOf(path, tinyVision)).message, /made for a GLM model.*is qwen/s);
  });

  it("a GLM without M-RoPE sections, which would crash at the first picture", async () => {
    const path = await patched(
      tinyText,
      "rope.gguf",
      "rope.dimension_sections",
      "rope.dimension_zections",
    );
    const failure = await failureOf(path, tinyVision);
    assert.match(failure.message, /M-RoPE sections.*switch vision off/s);
    // The engine itself knows as well, in case somebody else asks it.
    const engine = new (await tinyBridge()).NativeEngine();
    await assert.rejects(engine.load(nextJob(), { ...tinyOptions, model: path }), {
      code: "MODEL_NO_MROPE",
    });
    await engine.load(nextJob(), tinyOptions);
    await engine.dispose(nextJob());
  });

  it("the two files swapped, or the same file twice", async () => {
    assert.match(
      (await failureOf(tinyVision, tinyText)).message,
      /vision file \(mmproj\), no text/,
    );
    assert.match((await failureOf(tinyText, tinyText)).message, /no vision file/);
    const engine = new (await tinyBridge()).NativeEngine();
    await assert.rejects(engine.load(nextJob(), { ...tinyOptions, mmproj: tinyText }), {
      code: "MMPROJ_LOAD",
    });
    await assert.rejects(engine.load(nextJob(), { ...tinyOptions, model: tinyVision }), {
      code: "MODEL_LOAD",
    });
    await engine.dispose(nextJob());
  });

  it("a vision file of the same width that belongs to the larger sister", async () => {
    const path = join(dir, "sister.gguf");
    const bytes = await readFile(tinyVision);
    const key = "clip.vision.feed_forward_length";
    const at = bytes.indexOf(key) + key.length + 4; // behind the value's type
    bytes.writeUInt32LE(448, at);
    await writeFile(path, bytes);
    assert.match((await failureOf(tinyText, path)).message, /another GLM.*448 instead of 512/s);
  });

  it("a vision file that was cut short", async () => {
    const path = join(dir, "cut-vision.gguf");
    await copyFile(tinyVision, path);
    await truncate(path, 2_000_000);
    assert.match((await failureOf(tinyText, path)).message, /mmproj.*cut short/s);
  });

  it("but none for its name: one that is not valid UTF-8, or too long to be shown whole", async () => {
    const broken = await patched(tinyText, "name.gguf", "tiny-glm46v", "tiny\xffglm46v");
    assert.match(await nameOf(broken), /^tiny\ufffdglm46v \(random weights/);
    assert.match(await nameOf(await renamed("é".repeat(132), "long.gguf")), /^é{127}\ufffd?$/);
    const subject = createTinyModel({ model: broken });
    try {
      const last = (await collect(subject, request)).at(-1);
      assert.equal(last?.type, "end", JSON.stringify(last));
    } finally {
      await subject.dispose();
    }
  });

  it("no bridge for the chosen GPU", async () => {
    const subject = createTinyModel({ gpu: "metal" });
    const last = (await collect(subject, request)).at(-1);
    assert.ok(last?.type === "failure");
    assert.match(last.failure.message, /no bridge for metal/);
    assert.equal(last.failure.remedy?.kind, "get-bridge");
  });
});
