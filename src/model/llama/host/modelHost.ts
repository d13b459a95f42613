/**
 * The child process that hosts a local model: a native crash costs this process, never the editor. It is forked by
 * {@link ModelHostProcess}, answers over IPC, and ends with its parent.
 */
import { SerialQueue } from "../../../base/async";
import { describeError } from "../../../base/errors";
import type {
  EngineEvent,
  EngineResult,
  FromModelHost,
  ToModelHost,
} from "../../../protocol/modelHostProtocol";
import {
  EngineError,
  engineErrorCode,
  type NativeBridge,
  type NativeEngine,
} from "../bridge/bridge";
import { loadBridge } from "../bridge/loadBridge";
import { fitPicture } from "../pictures/fitPicture";
import { PictureCache } from "../pictures/pictureCache";

let bridge: NativeBridge | undefined;
let engine: NativeEngine | undefined;
let lastJob = 0;
let pictures: PictureCache | undefined;
/** One request's pictures after the other's: the engine's jobs then come to it in the order of their numbers. */
const turns = new SerialQueue();

function send(message: FromModelHost): void {
  if (process.connected) process.send?.(message);
}

function reply(id: number, work: Promise<FromModelHost & { type: "result" }>): void {
  work.then(send, (error: unknown) =>
    send({ type: "error", id, code: engineErrorCode(error), message: describeError(error) }),
  );
}

/** Loads a model in place of the one held so far. */
async function load(message: ToModelHost & { type: "load" }): Promise<string> {
  if (!bridge) throw new EngineError("BAD_REQUEST", "init comes first");
  const rule = message.pictures;
  pictures = rule && new PictureCache((png) => fitPicture(png, rule));
  await engine?.dispose(message.id);
  const next = new bridge.NativeEngine();
  engine = next;
  try {
    return await next.load(message.id, message.options, emit(message.id));
  } catch (error) {
    if (engine === next) engine = undefined;
    await next.dispose(message.id);
    throw error;
  }
}

/** Has a request answered, its pictures in the size the model looks at. */
function generate(message: ToModelHost & { type: "generate" }): Promise<EngineResult> {
  const { id, request } = message;
  // `answer` is wrapped, so that the next request's pictures do not wait for it.
  const begun = turns.run(async () => {
    const images = await fitAll(request.images ?? []);
    if (!engine) throw new EngineError("DISPOSED", "no model is loaded");
    return { answer: engine.generate(id, { ...request, images }, emit(id)) };
  });
  return begun.then(({ answer }) => answer);
}

async function fitAll(images: readonly Uint8Array[]): Promise<readonly Uint8Array[]> {
  const fitted: Uint8Array[] = [];
  for (const image of images) fitted.push((await pictures?.get(image)) ?? image);
  return fitted;
}

const emit =
  (id: number) =>
  (event: EngineEvent): void =>
    send({ type: "event", id, event });

function handle(message: ToModelHost): void {
  switch (message.type) {
    case "init":
      reply(
        message.id,
        Promise.resolve().then(() => {
          const loaded = loadBridge(message.candidates);
          bridge = loaded.bridge;
          return { type: "result", id: message.id, result: loaded.ready };
        }),
      );
      break;
    case "load":
      lastJob = message.id;
      reply(
        message.id,
        load(message).then((facts) => ({
          type: "result",
          id: message.id,
          // The addon writes this JSON itself.
          result: JSON.parse(facts) as never,
        })),
      );
      break;
    case "generate":
      lastJob = message.id;
      reply(
        message.id,
        generate(message).then((result) => ({ type: "result", id: message.id, result })),
      );
      break;
    case "abort":
      engine?.abort(message.id);
      break;
    case "shutdown":
      void shutdown();
      break;
  }
}

async function shutdown(): Promise<void> {
  await engine?.dispose(lastJob + 1).catch(() => undefined);
  process.exit(0);
}

process.on("message", handle);
process.on("disconnect", () => void shutdown());
