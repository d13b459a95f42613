import type { Rect } from "../base/geometry";
import type { Remedy } from "../base/remedy";
import type { Bitmap } from "../image/bitmap";

/** A JSON Schema object, as tools describe their arguments. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a tool is to a model. */
export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  /** An object schema with at least one required property; `path` stands before `content`. */
  readonly parameters: JsonSchema;
}

export interface TextPart {
  readonly type: "text";
  readonly text: string;
}

/** A picture for the model: always PNG, the same bytes whenever the same picture is sent. */
export interface ImagePart {
  readonly type: "image";
  readonly png: Uint8Array;
  /** Pixels of the PNG. */
  readonly width: number;
  readonly height: number;
  /** What it shows: decides what may be dropped from a transcript (the mockup never is). */
  readonly role: "mockup" | "render" | "crop";
}

export type ContentPart = TextPart | ImagePart;

/** A call as the model wrote it; `argumentsJson` may be broken JSON. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly argumentsJson: string;
}

export interface SystemMessage {
  readonly role: "system";
  readonly text: string;
}
export interface UserMessage {
  readonly role: "user";
  readonly content: readonly ContentPart[];
}
export interface AssistantMessage {
  readonly role: "assistant";
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ToolCall[];
}
export interface ToolMessage {
  readonly role: "tool";
  readonly toolCallId: string;
  readonly toolName: string;
  readonly content: readonly ContentPart[];
  readonly isError: boolean;
}
export type Message = SystemMessage | UserMessage | AssistantMessage | ToolMessage;

/**
 * What the program knows of the run it asks for, as values. It is for a model that is part of the program: others read the same in
 * the messages, need none of it, and pass it on to nobody.
 */
export interface RunFacts {
  /** What the user asked for in words. */
  readonly instruction: string | undefined;
  /** Whether the run began with files that a model before this one wrote. */
  readonly startsFromFiles: boolean;
  /** The page as it was drawn last; undefined: it was not, or could not be drawn. */
  readonly lastRender: DrawnPage | undefined;
  /** How true that page looked, 0–1; undefined: nobody measured it. */
  readonly lastFidelity?: number | undefined;
}

/** A page as it was drawn: device px, and where its visible elements are. */
export interface DrawnPage {
  readonly bitmap: Bitmap;
  readonly elements: readonly {
    /** Which child of its parent each element on the way from the body is, from 1: "1/3/2". */
    readonly path: string;
    /** The border box, CSS px. */
    readonly box: Rect;
  }[];
}

export interface ModelRequest {
  readonly messages: readonly Message[];
  readonly tools: readonly ToolSpec[];
  readonly toolChoice: "auto" | "required" | "none";
  readonly maxOutputTokens: number;
  readonly thinking: boolean;
  readonly facts?: RunFacts | undefined;
}

/** What a call cost; fields an engine does not know are 0. */
export interface ModelUsage {
  readonly promptTokens: number;
  /** Of the prompt, taken from a cache instead of being read again. */
  readonly cachedTokens: number;
  readonly outputTokens: number;
  readonly ms: number;
  /** US dollars, where the server told what it asks; never reckoned here. */
  readonly cost?: number;
  /** What else the engine counted, for the journal: pictures encoded, milliseconds of each phase. */
  readonly engine?: Readonly<Record<string, number>>;
}

export type ModelEvent =
  | {
      readonly type: "progress";
      readonly phase: "loading" | "reading picture" | "reading prompt" | "writing";
      /** In units of the phase; `total` is 0 when unknown. */
      readonly done: number;
      readonly total: number;
    }
  /** What people should know: what runs where and why, that a process was started again. */
  | { readonly type: "notice"; readonly message: string; readonly remedy?: Remedy }
  | { readonly type: "text"; readonly delta: string }
  | { readonly type: "reasoning"; readonly delta: string }
  /** A call in the making; `argumentsDelta` are raw characters. */
  | {
      readonly type: "toolCallDelta";
      readonly index: number;
      readonly name: string;
      readonly argumentsDelta: string;
    }
  | {
      readonly type: "end";
      readonly message: AssistantMessage;
      readonly stop: "stop" | "tool_calls" | "length";
      readonly usage: ModelUsage;
    }
  | { readonly type: "failure"; readonly failure: ModelFailure };

/** Why no answer came; `message` is a sentence for people. */
export interface ModelFailure {
  readonly code: "unavailable" | "overloaded" | "context" | "refused" | "crashed" | "internal";
  readonly message: string;
  /** What to do about it. */
  readonly remedy?: Remedy;
  /** Whether the same request may succeed when sent again. */
  readonly retryable: boolean;
  /** Not before so many milliseconds, where whoever failed said so. */
  readonly retryAfterMs?: number;
}

/** What a model is, as far as that is only known when it is there: loaded, or asked over a network. */
export interface ModelInfo {
  /** Tokens a request and its answer may take together. */
  readonly contextTokens: number;
  readonly vision: boolean;
  /** How much it can be trusted to do on its own; undefined: "small". */
  readonly size?: ModelSize;
}

/** "small": is given measurements and small steps. "large": the whole picture, and freedom. */
export type ModelSize = "small" | "large";

/** What asking a model for its {@link ModelInfo} came to. */
export type ModelOpening =
  | { readonly type: "open"; readonly info: ModelInfo }
  | { readonly type: "failure"; readonly failure: ModelFailure };

/**
 * PORT. Something that answers a transcript with text and tool calls.
 *
 * `open` comes before the first request: it does what must be done for the model to say what it is (load it, ask a server), tells how
 * far that is, and may be called again. It throws nothing but an AbortError. `generate` yields deltas and exactly one last event, `end` or `failure`; it throws nothing but an AbortError, soon
 * after the signal fires. One call at a time. `countTokens` estimates; `dispose` is idempotent and belongs to the creator.
 */
export interface Model {
  /** For people: "Embedded tracer", "GLM-4.6V-Flash Q4_K_M". */
  readonly name: string;
  open(tell: (event: ModelEvent) => void, signal: AbortSignal): Promise<ModelOpening>;
  generate(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
  countTokens(message: Message): number;
  dispose(): Promise<void>;
}
