import { strict as assert } from "node:assert";
import { join, resolve } from "node:path";
import { deflateSync } from "node:zlib";
import { nullLogger } from "../../src/base/logger";
import type { Model, ModelEvent, ModelRequest, ToolSpec } from "../../src/model/model";
import type { NativeBridge, NativeEngine } from "../../src/model/llama/bridge/bridge";
import { findBridges } from "../../src/model/llama/bridge/findBridges";
import { createLlamaModel, type LlamaModelOptions } from "../../src/model/llama/llamaModel";
import { loadBridge } from "../../src/model/llama/bridge/loadBridge";
import type { EngineEvent, EngineLoadOptions } from "../../src/protocol/schemas/nativeEngine";
import { crc32 } from "../fakes/crc32";

const root = resolve(import.meta.dirname, "../..");
const models = join(root, "test/fixtures/models/tiny-glm46v");

export const nativeDirs = [join(root, "native")];
export const hostEntry = join(root, "src/model/llama/host/modelHost.ts");
export const tinyText = join(models, "tiny-glm46v-text-f16.gguf");
export const tinyVision = join(models, "tiny-glm46v-mmproj-f16.gguf");

/** One thread: spinning barriers make the tiny model a hundred times slower on a busy machine. */
export const tinyOptions: EngineLoadOptions = {
  model: tinyText,
  mmproj: tinyVision,
  contextSize: 8192,
  batchSize: 256,
  threads: 1,
  gpuLayers: 0,
  mmprojGpu: false,
};

let bridge: NativeBridge | undefined;

/** The bridge, loaded into the test's own process. */
export async function tinyBridge(): Promise<NativeBridge> {
  bridge ??= loadBridge(await findBridges(nativeDirs, "cpu")).bridge;
  return bridge;
}

let lastJob = 0;
export const nextJob = (): number => ++lastJob;

export async function openTinyEngine(
  options: Partial<EngineLoadOptions> = {},
  onEvent?: (event: EngineEvent) => void,
): Promise<NativeEngine> {
  const engine = new (await tinyBridge()).NativeEngine();
  await engine.load(nextJob(), { ...tinyOptions, ...options }, onEvent);
  return engine;
}

/** The tiny pair behind the model port, in a child process. */
export function createTinyModel(options: Partial<LlamaModelOptions> = {}): Model {
  return createLlamaModel({
    name: "tiny",
    ...tinyOptions,
    gpu: "cpu",
    nativeDirs,
    hostEntry,
    logger: nullLogger,
    sampling: { temperature: 0.8, topP: 0.95, topK: 40, minP: 0.05, repeatPenalty: 1, seed: 1 },
    ...options,
  });
}

export async function collect(
  model: Model,
  request: ModelRequest,
  signal = new AbortController().signal,
): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of model.generate(request, signal)) events.push(event);
  return events;
}

export function endOf(events: readonly ModelEvent[]): ModelEvent & { type: "end" } {
  const last = events.at(-1);
  assert.equal(last?.type, "end", JSON.stringify(last));
  return last;
}

export function noticesOf(events: readonly ModelEvent[]): string[] {
  return events.flatMap((event) => (event.type === "notice" ? [event.message] : []));
}

export const writeFileTool: ToolSpec = {
  name: "write_file",
  description: "Writes a file.",
  parameters: {
    type: "object",
    properties: { path: { type: "string" }, content: { type: "string" } },
    required: ["path", "content"],
  },
};

export const viewTool: ToolSpec = {
  name: "view_mockup",
  description: "Shows a part of the mockup.",
  parameters: {
    type: "object",
    properties: { x: { type: "integer" }, zoom: { type: "string", enum: ["low", "high"] } },
    required: ["x"],
  },
};

/** An RGB picture with a pattern that differs by `kind`, as PNG. */
export function patternPng(width: number, height: number, kind: number): Uint8Array {
  const row = width * 3 + 1;
  const pixels = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width * 3; x++) pixels[y * row + 1 + x] = (x * kind + y * 7) & 255;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = 2;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const result = Buffer.alloc(8 + body.length);
  result.writeUInt32BE(data.length, 0);
  body.copy(result, 4);
  result.writeUInt32BE(crc32(body), 4 + body.length);
  return result;
}

/** Resident memory of a process in bytes (Linux). */
export function residentBytes(): number {
  return process.memoryUsage.rss();
}
