/** A piece of a tool call. */
export interface CallPiece {
  /** Undefined: the server does not number calls. */
  readonly index: number | undefined;
  readonly id: string;
  readonly name: string;
  readonly argumentsDelta: string;
}

/** What is used of a chunk of a stream, or of a whole answer: every field is there, whatever the server left out. */
export interface Chunk {
  readonly text: string;
  readonly reasoning: string;
  readonly calls: readonly CallPiece[];
  readonly finishReason: string | undefined;
  readonly usage:
    | {
        readonly prompt: number;
        readonly cached: number;
        readonly output: number;
        /** US dollars, as OpenRouter and those that follow it tell. */
        readonly cost?: number;
      }
    | undefined;
  /** Tokens of the prompt read so far, and all of them. */
  readonly progress: { readonly done: number; readonly total: number } | undefined;
  readonly error: ServerError | undefined;
}

/** What a server says went wrong. */
export interface ServerError {
  readonly message: string;
  /** An HTTP status, where it names one. */
  readonly status: number | undefined;
  /** "rate_limit_exceeded", "exceed_context_size_error" … */
  readonly kind: string;
}

/** Reads a chunk of any server; undefined for what is no JSON object. */
export function readChunk(json: string): Chunk | undefined {
  const chunk = parseObject(json);
  if (!chunk) return undefined;
  const choices: unknown = chunk["choices"];
  const choice = Array.isArray(choices) ? asObject(choices[0]) : undefined;
  // A server that does not stream sends the message whole.
  const delta = asObject(choice?.["delta"]) ?? asObject(choice?.["message"]) ?? {};
  const calls = delta["tool_calls"];
  return {
    text: textOf(delta["content"]),
    reasoning:
      text(delta["reasoning_content"]) || text(delta["reasoning"]) || text(delta["thinking"]),
    calls: Array.isArray(calls) ? calls.flatMap((call) => readCall(call) ?? []) : [],
    finishReason: text(choice?.["finish_reason"]) || undefined,
    usage: readUsage(asObject(chunk["usage"]) ?? asObject(choice?.["usage"])),
    progress: readProgress(asObject(chunk["prompt_progress"])),
    error: readError(chunk) ?? readError(choice),
  };
}

/** What is wrong, in the body of a failed answer or in a chunk; undefined when it does not say. */
export function readErrorBody(json: string): ServerError | undefined {
  const body = parseObject(json);
  if (!body) return undefined;
  const told = readError(body);
  if (told) return told;
  const message = text(body["message"]) || text(body["detail"]) || text(body["msg"]);
  return message === "" ? undefined : { message, status: statusOf(body), kind: text(body["type"]) };
}

/** `{"error": {…}}` of most, `{"error": "…"}` of Ollama, `{"object": "error", "message": …}` of vLLM. */
function readError(holder: Fields | undefined): ServerError | undefined {
  if (!holder) return undefined;
  const { error } = holder;
  if (typeof error === "string" && error !== "")
    return { message: error, status: statusOf(holder), kind: "" };
  const fields = asObject(error) ?? (holder["object"] === "error" ? holder : undefined);
  if (!fields) return undefined;
  return {
    message: text(fields["message"]) || JSON.stringify(fields).slice(0, 300),
    status: statusOf(fields),
    kind: [text(fields["type"]), text(fields["code"])].filter(Boolean).join(" "),
  };
}

function statusOf(fields: Fields): number | undefined {
  const status = Number(fields["code"] ?? fields["status"]);
  return Number.isInteger(status) && status >= 400 && status < 600 ? status : undefined;
}

function readCall(call: unknown): CallPiece | undefined {
  const fields = asObject(call);
  const made = asObject(fields?.["function"]);
  if (!fields || !made) return undefined;
  const { index } = fields;
  const { arguments: args } = made;
  return {
    index: typeof index === "number" ? index : undefined,
    id: text(fields["id"]),
    name: text(made["name"]),
    // Some send the arguments as an object instead of its text.
    argumentsDelta: typeof args === "string" ? args : args == null ? "" : JSON.stringify(args),
  };
}

function readUsage(usage: Fields | undefined): Chunk["usage"] {
  if (!usage) return undefined;
  const cached = asObject(usage["prompt_tokens_details"])?.["cached_tokens"];
  const cost = usage["cost"];
  return {
    prompt: count(usage["prompt_tokens"]),
    cached: count(cached ?? usage["prompt_cache_hit_tokens"]),
    output: count(usage["completion_tokens"]),
    ...(typeof cost === "number" && Number.isFinite(cost) && cost >= 0 && { cost }),
  };
}

function readProgress(progress: Fields | undefined): Chunk["progress"] {
  return progress && { done: count(progress["processed"]), total: count(progress["total"]) };
}

/** A string, or the texts of a list of parts. */
function textOf(content: unknown): string {
  if (!Array.isArray(content)) return text(content);
  return content.map((part) => text(asObject(part)?.["text"])).join("");
}

type Fields = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const count = (value: unknown): number =>
  typeof value === "number" && value > 0 ? Math.round(value) : 0;

function asObject(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : undefined;
}

function parseObject(json: string): Fields | undefined {
  try {
    return asObject(JSON.parse(json));
  } catch {
    return undefined;
  }
}
