import type { ChildProcess } from "node:child_process";
import type { TSchema } from "typebox";
import {
  CancellationTokenSource,
  ConnectionError,
  createMessageConnection,
  ErrorCodes,
  IPCMessageWriter,
  ProgressType,
  ResponseError,
} from "vscode-jsonrpc/node";
import type { CancellationToken, MessageConnection } from "vscode-jsonrpc/node";
import { throwIfAborted } from "../base/async";
import type { Logger } from "../base/logger";
import { describeMismatch, matches } from "../base/schema";
import type { Shape } from "../base/schema";
import { fromResponseError, GoneError, MisunderstoodError, toResponseError } from "./channelErrors";
import type { Channel, Handlers, RequestOptions, Side } from "./contract";
import { MessageStream } from "./messageStream";

export interface ConnectOptions<Hears extends Side, Says extends Side> {
  /** The process at the far end: the child, or this process itself for the one that started it. */
  readonly end: ChildProcess | NodeJS.Process;
  readonly hears: Hears;
  readonly handlers: Handlers<Hears>;
  readonly says: Says;
  /** Told of what was not understood and is not answered. */
  readonly logger: Logger;
}

/** A channel that is begun and ended by who has it. */
export interface Connection<Says extends Side> extends Channel<Says> {
  /** Begins to hear. */
  listen(): void;
  /** Says a word that is in no contract: what all channels have. */
  post(name: string, value?: undefined): void;
  onPosted(name: string, handler: () => void): void;
  /** Hears what has come, then has everything that is still to be answered fail with {@link GoneError}. */
  close(how: string): Promise<void>;
}

/** What a request's params travel in; progress on it names `token`. */
interface Envelope {
  readonly token: number;
  readonly params: unknown;
}

const PROGRESS = new ProgressType<unknown>();

/**
 * JSON-RPC over Node's IPC. Whatever comes in is checked: params that do not match are refused, an answer that does not match fails
 * its request, notifications and progress that do not match are logged and passed over.
 */
export function connect<Hears extends Side, Says extends Side>(
  options: ConnectOptions<Hears, Says>,
): Connection<Says> {
  const { end, hears, says, logger } = options;
  const stream = new MessageStream(end);
  const tell = (message: string): void => logger.warn(message);
  const raw = createMessageConnection(
    stream,
    new IPCMessageWriter(end),
    { error: tell, warn: tell, info: tell, log: tell },
    { messageStrategy: stream.strategy },
  );
  raw.onError(([error, message]) => {
    // What cannot be sent finds nobody there, which the far side's end tells.
    if (!message) logger.debug(`Channel: ${error.message}`);
  });
  serve(raw, hears, options.handlers, logger);
  let gone: GoneError | undefined;
  let lastToken = 0;

  const request = async (
    name: string,
    params: unknown,
    { signal, onProgress }: RequestOptions<unknown>,
  ): Promise<unknown> => {
    const schemas = says.requests[name];
    if (!schemas) throw new MisunderstoodError(`There is no request ${name}.`);
    throwIfAborted(signal);
    if (gone) throw gone;
    const token = ++lastToken;
    const heard = raw.onProgress(PROGRESS, token, (value) => {
      if (schemas.progress && matches(schemas.progress, value)) onProgress?.(value);
      else logger.warn(describeMisunderstood(name, schemas.progress, value));
    });
    const cancellation = cancelWith(signal);
    try {
      const envelope: Envelope = { token, params };
      const result: unknown = await raw.sendRequest(name, envelope, cancellation.token);
      if (matches(schemas.result, result)) return result;
      const problem = describeMisunderstood(name, schemas.result, result);
      logger.warn(problem);
      throw new MisunderstoodError(problem);
    } catch (error) {
      throw gone && isLost(error) ? gone : fromResponseError(error);
    } finally {
      heard.dispose();
      cancellation.dispose();
    }
  };

  const post = (name: string, value: unknown): void => {
    if (!gone && end.connected) raw.sendNotification(name, { value }).catch(() => undefined);
  };

  return {
    // What was checked against a schema has its type.
    request: request as Channel<Says>["request"],
    notify: post,
    post,
    onPosted: (name, handler) => raw.onNotification(name, handler),
    listen: () => raw.listen(),
    close: async (how) => {
      gone ??= new GoneError(how);
      await stream.drain();
      raw.dispose();
    },
  };
}

/** Whether a request failed since there is nobody to answer it. */
function isLost(error: unknown): boolean {
  return (
    error instanceof ConnectionError ||
    (error instanceof ResponseError && error.code === ErrorCodes.PendingResponseRejected)
  );
}

/** Has a side's handlers answer. */
function serve<Hears extends Side>(
  raw: MessageConnection,
  hears: Hears,
  handlers: Handlers<Hears>,
  logger: Logger,
): void {
  type Anything = { readonly params: unknown; readonly token: number };
  for (const [name, { params: schema }] of Object.entries(hears.requests)) {
    const handler = handlers.requests[name as keyof typeof handlers.requests] as Handler;
    raw.onRequest(name, async ({ params, token }: Anything, cancellation: CancellationToken) => {
      try {
        if (!matches(schema, params))
          throw new MisunderstoodError(describeMisunderstood(name, schema, params));
        const controller = new AbortController();
        if (cancellation.isCancellationRequested) controller.abort();
        cancellation.onCancellationRequested(() => controller.abort());
        const report = (value: unknown): void =>
          void raw.sendProgress(PROGRESS, token, value).catch(() => undefined);
        return await handler(params, { signal: controller.signal, report });
      } catch (error) {
        return toResponseError(error);
      }
    });
  }
  for (const [name, schema] of Object.entries(hears.notifications)) {
    const handler = handlers.notifications[name as keyof typeof handlers.notifications];
    raw.onNotification(name, ({ value }: { readonly value: unknown }) => {
      if (matches(schema, value)) handler(value as Shape<Hears["notifications"][string]>);
      else logger.warn(describeMisunderstood(name, schema, value));
    });
  }
  raw.onUnhandledNotification(({ method }) => logger.warn(`Nobody hears ${method}.`));
}

type Handler = (
  params: unknown,
  context: { readonly signal: AbortSignal; readonly report: (value: unknown) => void },
) => Promise<unknown>;

/** A cancellation token that follows a signal: the one place where the two meet. */
function cancelWith(signal: AbortSignal): { readonly token: CancellationToken; dispose(): void } {
  const source = new CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  return {
    token: source.token,
    dispose: () => {
      signal.removeEventListener("abort", cancel);
      source.dispose();
    },
  };
}

function describeMisunderstood(name: string, schema: TSchema | undefined, value: unknown): string {
  const problem = schema ? describeMismatch(schema, value) : "nothing was to be said";
  const shown = (JSON.stringify(value) ?? String(value)).slice(0, 300);
  return `A message was not understood: ${name}: ${problem}. It was ${shown}`;
}
