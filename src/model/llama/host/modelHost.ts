/**
 * The child process that hosts a local model: a native crash costs this process, never the editor. It is started by
 * {@link ModelHostProcess}, and ends with its parent.
 */
import { SerialQueue, throwIfAborted } from "../../../base/async";
import { nullLogger } from "../../../base/logger";
import { describeMismatch, matches } from "../../../base/schema";
import type { RequestContext } from "../../../channel/contract";
import { serveParent } from "../../../channel/parentProcess";
import { modelHostContract } from "../../../protocol/schemas/modelHost";
import type { BridgeFiles, HostReady, PictureRule } from "../../../protocol/schemas/modelHost";
import { loadedModelFactsSchema } from "../../../protocol/schemas/nativeEngine";
import type {
  EngineEvent,
  EngineLoadOptions,
  EngineRequest,
  EngineResult,
  LoadedModelFacts,
} from "../../../protocol/schemas/nativeEngine";
import { EngineError } from "../bridge/bridge";
import type { NativeBridge, NativeEngine } from "../bridge/bridge";
import { loadBridge } from "../bridge/loadBridge";
import { fitPicture } from "../pictures/fitPicture";
import { PictureCache } from "../../pictures/pictureCache";

type Context = RequestContext<EngineEvent>;

let bridge: NativeBridge | undefined;
let engine: NativeEngine | undefined;
/** What the engine was given to do last; these numbers grow. */
let lastJob = 0;
let pictures: PictureCache | undefined;
/** One request's pictures after the other's: the engine's jobs then come to it in the order of their numbers. */
const turns = new SerialQueue();

/** Gives the engine a job, which the signal ends. */
async function work<T>(
  on: NativeEngine,
  { signal }: Context,
  begin: (job: number) => Promise<T>,
): Promise<T> {
  throwIfAborted(signal);
  const job = ++lastJob;
  const abort = (): void => on.abort(job);
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await begin(job);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** Finds a bridge that works here. */
function init({ candidates }: { readonly candidates: readonly BridgeFiles[] }): Promise<HostReady> {
  return Promise.resolve().then(() => {
    const loaded = loadBridge(candidates);
    bridge = loaded.bridge;
    return loaded.ready;
  });
}

/** Loads a model in place of the one held so far. */
async function load(
  { options, pictures: rule }: { options: EngineLoadOptions; pictures?: PictureRule },
  context: Context,
): Promise<LoadedModelFacts> {
  if (!bridge) throw new EngineError("BAD_REQUEST", "init comes first");
  pictures = rule && new PictureCache((png) => fitPicture(png, rule));
  await engine?.dispose(++lastJob);
  const next = new bridge.NativeEngine();
  engine = next;
  try {
    const begin = (job: number): Promise<string> => next.load(job, options, context.report);
    const facts: unknown = JSON.parse(await work(next, context, begin));
    if (matches(loadedModelFactsSchema, facts)) return facts;
    throw new EngineError("INTERNAL", describeMismatch(loadedModelFactsSchema, facts));
  } catch (error) {
    if (engine === next) engine = undefined;
    await next.dispose(++lastJob);
    throw error;
  }
}

/** Has a request answered, its pictures in the size the model looks at. */
async function generate(request: EngineRequest, context: Context): Promise<EngineResult> {
  // `answer` is wrapped, so that the next request's pictures do not wait for it.
  const { answer } = await turns.run(async () => {
    const images = await fitAll(request.images ?? []);
    const loaded = engine;
    if (!loaded) throw new EngineError("DISPOSED", "no model is loaded");
    const begin = (job: number): Promise<EngineResult> =>
      loaded.generate(job, { ...request, images }, context.report);
    return { answer: work(loaded, context, begin) };
  });
  return answer;
}

async function fitAll(images: readonly Uint8Array[]): Promise<readonly Uint8Array[]> {
  const fitted: Uint8Array[] = [];
  for (const image of images) fitted.push((await pictures?.get(image)) ?? image);
  return fitted;
}

serveParent(
  modelHostContract,
  {
    requests: {
      init,
      load,
      generate,
    },
    notifications: {},
  },
  {
    logger: nullLogger,
    shutDown: async () => engine?.dispose(++lastJob),
  },
);
