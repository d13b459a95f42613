import { AbortError, isAbort } from "../../base/async";
import { EventQueue } from "../eventQueue";
import { describeError } from "../../base/errors";
import { callId, nextAnswer } from "../callIds";
import { estimateTokens } from "../estimateTokens";
import type {
  ImagePart,
  Message,
  Model,
  ModelEvent,
  ModelFailure,
  ModelOpening,
  ModelRequest,
} from "../model";
import { askServer } from "./wire/askServer";
import type { Asked } from "./wire/askServer";
import { toChatRequest } from "./request/chatRequest";
import { describeConnectionFailure } from "./wire/describeServerFailure";
import { isReaderFailure, learnFrom } from "./fallbacks";
import type { Manner } from "./fallbacks";
import { lookAtServer } from "./lookAtServer";
import type { ServerLook } from "./lookAtServer";
import type { OpenaiModelOptions } from "./modelOptions";
import { sizeOf } from "./modelKinds";
import { PROFILES } from "./profiles";
import type { ServerProfile } from "./profiles";
import { createImageEncoder } from "./request/sendableImage";
import { isLoopback } from "../../policy/isLoopback";
import { apiUrl } from "./wire/serverAddress";
import { ServerClient } from "./wire/serverClient";

/** A server, once it was looked at. */
interface Opened {
  readonly look: ServerLook;
  readonly profile: ServerProfile;
  readonly encode: (image: ImagePart) => Promise<string>;
  manner: Manner;
}

/** How often an answer is asked for again that the server itself could not read: as it was, then without tools of the server's. */
const MOST_MISREAD = 2;

/** A model behind a server that speaks OpenAI's protocol. Nothing is sent before it is opened. */
export function createOpenaiModel(options: OpenaiModelOptions): Model {
  return new OpenaiModel(options);
}

class OpenaiModel implements Model {
  readonly name: string;
  private readonly client: ServerClient;
  private readonly host: string;
  private opened: Opened | undefined;
  private answers = 0;

  constructor(private readonly options: OpenaiModelOptions) {
    this.name = options.name;
    this.host = new URL(options.url).host;
    this.client = new ServerClient(options);
  }

  async open(tell: (event: ModelEvent) => void, signal: AbortSignal): Promise<ModelOpening> {
    if (signal.aborted) throw new AbortError();
    const { url, findKey } = this.options;
    if (findKey && new URL(url).protocol === "http:" && !isLoopback(url))
      tell({
        type: "notice",
        message: `The key goes to ${this.host} over a connection that is not encrypted.`,
      });
    const opened = await this.look(signal);
    if ("failure" in opened) return { type: "failure", failure: opened.failure };
    return {
      type: "open",
      info: {
        contextTokens:
          this.options.contextTokens ?? opened.look.contextTokens ?? opened.profile.contextTokens,
        vision: opened.manner.vision,
        size: sizeOf(opened.look.model),
      },
    };
  }

  async *generate(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    if (signal.aborted) throw new AbortError();
    // Whoever stops listening half-way aborts as well.
    const gone = new AbortController();
    const either = AbortSignal.any([signal, gone.signal]);
    const queue = new EventQueue<ModelEvent>();
    const work = this.answer(request, (event) => queue.push(event), either).then(
      (last) => {
        queue.push(last);
        queue.end();
      },
      (error: unknown) => queue.fail(error),
    );
    try {
      yield* queue;
    } finally {
      gone.abort();
      await work;
    }
  }

  countTokens(message: Message): number {
    return estimateTokens(message, { vision: this.opened?.manner.vision ?? true });
  }

  async dispose(): Promise<void> {
    await this.client.close();
  }

  /** What the server says of the model, once; what was learnt of it before counts for more. */
  private async look(signal: AbortSignal): Promise<Opened | { readonly failure: ModelFailure }> {
    if (this.opened) return this.opened;
    const { url, model, family, memory, withoutVision } = this.options;
    try {
      const look = await lookAtServer(this.client, { url, model, family }, signal);
      if ("code" in look) return { failure: look };
      const known = await memory.recall(url, look.model);
      const profile = PROFILES[look.family];
      this.opened = {
        look,
        profile,
        encode: createImageEncoder(profile, look.model),
        manner: {
          vision: withoutVision !== true && (look.vision ?? known?.vision ?? true),
          toolImages: known?.toolImages ?? profile.toolImages !== "no",
          nativeTools: known?.tools ?? (look.tools !== false && profile.tools === "native"),
          lean: false,
        },
      };
      return this.opened;
    } catch (error) {
      if (isAbort(error)) throw error;
      return { failure: this.describe(error) };
    }
  }

  /** The last event of an answer. @throws AbortError. */
  private async answer(
    request: ModelRequest,
    emit: (event: ModelEvent) => void,
    signal: AbortSignal,
  ): Promise<ModelEvent> {
    const opened = await this.look(signal);
    if ("failure" in opened) return { type: "failure", failure: opened.failure };
    this.answers = nextAnswer(this.answers, request.messages);
    let misread = 0;
    const before = opened.manner;
    for (;;) {
      // The same request is cheap to ask again, as it is cached; what is misread again is read here instead.
      const manner = misread > 1 ? { ...opened.manner, nativeTools: false } : opened.manner;
      let asked: Asked;
      try {
        asked = await this.ask(request, opened, manner, emit, signal);
      } catch (error) {
        if (isAbort(error)) throw error;
        return { type: "failure", failure: this.describe(error) };
      }
      if (asked.type === "answer") {
        if (opened.manner !== before) await this.remember(opened);
        return this.withUsage(asked.event, request);
      }
      if (isReaderFailure(asked) && ++misread <= MOST_MISREAD) {
        emit({
          type: "notice",
          message: `${this.host} could not read what the model wrote. It is asked again.`,
        });
        continue;
      }
      const lesson = learnFrom(asked, request, opened.manner, this.host);
      if (!lesson) {
        // What did not help was no lesson.
        opened.manner = before;
        this.options.logger.warn(asked.failure.message);
        return { type: "failure", failure: asked.failure };
      }
      emit({ type: "notice", message: lesson.message });
      opened.manner = lesson.manner;
    }
  }

  private async ask(
    request: ModelRequest,
    { look, profile, encode }: Opened,
    manner: Manner,
    emit: (event: ModelEvent) => void,
    signal: AbortSignal,
  ): Promise<Asked> {
    const asProfile = manner.lean ? leanProfile(profile) : profile;
    return askServer(
      {
        client: this.client,
        url: apiUrl(this.options.url, "chat/completions"),
        body: await toChatRequest(request, look.model, asProfile, manner, encode),
        tools: request.tools,
        newId: (index) => callId(this.answers, index),
        now: () => performance.now(),
      },
      emit,
      signal,
    );
  }

  private remember({ look, manner }: Opened): Promise<void> {
    const { vision, toolImages, nativeTools } = manner;
    return this.options.memory.remember({
      url: this.options.url,
      ...{ model: look.model, family: look.family, contextTokens: look.contextTokens },
      ...{ vision: this.options.withoutVision ? look.vision : vision },
      ...{ toolImages, tools: nativeTools },
    });
  }

  private describe(error: unknown): ModelFailure {
    const failure = describeConnectionFailure(error, this.host);
    const detail = this.client.withoutKey(describeError(error));
    this.options.logger.warn(`${failure.message} (${detail})`);
    return { ...failure, message: this.client.withoutKey(failure.message) };
  }

  /** An answer whose cost nobody counted has it estimated: budgets hang on it. */
  private withUsage(event: ModelEvent, request: ModelRequest): ModelEvent {
    if (event.type !== "end" || event.usage.promptTokens > 0) return event;
    const sum = (messages: readonly Message[]): number =>
      messages.reduce((tokens, message) => tokens + this.countTokens(message), 0);
    const usage = {
      ...event.usage,
      promptTokens: sum(request.messages),
      outputTokens: event.usage.outputTokens || sum([event.message]),
    };
    return { ...event, usage };
  }
}

/** Only what every server knows; newer ones of OpenAI's own have another name for the limit. */
function leanProfile(profile: ServerProfile): ServerProfile {
  const { thinking: _thinking, topK: _topK, repetition: _repetition, ...rest } = profile;
  return { ...rest, toolChoice: ["auto"], sampling: false, oneCall: false, extra: {} };
}
