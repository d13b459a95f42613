import type {
  AssistantMessage,
  ModelEvent,
  ModelFailure,
  ModelUsage,
  ToolCall,
  ToolSpec,
} from "../../model";
import { restoreMarks } from "../../text/controlMarks";
import { parseToolCalls, stripBoxTokens } from "../../text/parseToolCalls";
import type { CallPiece, Chunk } from "./readChunk";

/** More than any answer: a server that writes without end is left. Characters. */
const MAX_ANSWER_CHARS = 20_000_000;

interface Call {
  id: string;
  name: string;
  argumentsJson: string;
}

/** Why an answer ended that is no end of a message. */
const BAD_ENDS: Readonly<Record<string, ModelFailure>> = {
  sensitive: refused(),
  content_filter: refused(),
  network_error: dropped("The server lost its own connection in the middle of the answer."),
  error: dropped("The server failed in the middle of the answer."),
  abort: dropped("The server ended the answer in its middle."),
  model_context_window_exceeded: {
    code: "context",
    message: "The conversation is longer than the model can take.",
    retryable: false,
  },
};

/** Collects the chunks of one answer. */
export class AnswerReader {
  private text = "";
  private reasoning = "";
  private readonly calls: Call[] = [];
  /** Which call the server means by a number. */
  private readonly numbered = new Map<number, Call>();
  private finishReason: string | undefined;
  private chars = 0;
  private usage: Chunk["usage"];

  /** @param newId makes the id of the n-th call, for servers that give none. */
  constructor(
    private readonly tools: readonly ToolSpec[],
    private readonly newId: (index: number) => string,
  ) {}

  /** Whether the server said that the answer is whole. */
  get isEnded(): boolean {
    return this.finishReason !== undefined;
  }

  /** What a chunk adds, as events. @throws Error when the answer grows without end. */
  take(chunk: Chunk): ModelEvent[] {
    this.finishReason = chunk.finishReason ?? this.finishReason;
    this.usage = chunk.usage ?? this.usage;
    this.text += chunk.text;
    this.reasoning += chunk.reasoning;
    const pieces = chunk.calls.map((piece) => ({ piece, at: this.callOf(piece) }));
    const events: ModelEvent[] = [];
    for (const { piece, at } of pieces) {
      const call = this.calls[at];
      if (!call) continue;
      call.id ||= piece.id;
      // A name comes whole with the first piece; some repeat it with every piece.
      call.name ||= piece.name;
      call.argumentsJson += piece.argumentsDelta;
      events.push({
        type: "toolCallDelta",
        index: at,
        name: call.name,
        argumentsDelta: piece.argumentsDelta,
      });
    }
    this.chars += chunk.text.length + chunk.reasoning.length;
    for (const { piece } of pieces) this.chars += piece.argumentsDelta.length;
    if (this.chars > MAX_ANSWER_CHARS) throw new Error("an answer without end");
    if (chunk.reasoning !== "")
      events.unshift({ type: "reasoning", delta: stripBoxTokens(chunk.reasoning) });
    if (chunk.text !== "") events.unshift({ type: "text", delta: stripBoxTokens(chunk.text) });
    if (chunk.progress)
      events.unshift({ type: "progress", phase: "reading prompt", ...chunk.progress });
    return events;
  }

  /** The answer, now that its stream has ended well; or why it is none. */
  end(ms: number): ModelEvent {
    const bad = BAD_ENDS[this.finishReason ?? ""];
    if (bad) return { type: "failure", failure: bad };
    const message = this.message();
    const cut = this.finishReason === "length" || this.finishReason === "max_tokens";
    return {
      type: "end",
      message,
      stop: cut ? "length" : message.toolCalls.length > 0 ? "tool_calls" : "stop",
      usage: this.usageAfter(ms),
    };
  }

  private usageAfter(ms: number): ModelUsage {
    const { prompt = 0, cached = 0, output = 0, cost } = this.usage ?? {};
    const tokens = { promptTokens: prompt, cachedTokens: cached, outputTokens: output };
    return { ...tokens, ms, ...(cost !== undefined && { cost }) };
  }

  /** Calls that came as text are read from it; a thought that was not told apart is taken out of it. */
  private message(): AssistantMessage {
    const isRaw = /<tool_call>|<\/?think>/.test(this.text);
    const parsed = isRaw ? parseToolCalls(this.text, this.tools) : undefined;
    const reasoning = [this.reasoning, parsed?.reasoning ?? ""].filter(Boolean).join("\n");
    const known: readonly Call[] = this.calls.filter(({ name }) => name !== "");
    // Where calls came as such, the same in the text is an echo.
    const read = known.length > 0 ? [] : (parsed?.calls ?? []).map((call) => ({ ...call, id: "" }));
    const ids = new Set<string>();
    const toolCalls = [...known, ...read].map((call, index): ToolCall => {
      const id = call.id !== "" && !ids.has(call.id) ? call.id : this.newId(index);
      ids.add(id);
      return { id, name: call.name.trim(), argumentsJson: clean(call.argumentsJson) || "{}" };
    });
    const text = parsed?.text ?? this.text;
    return {
      role: "assistant",
      text: clean(text).trim(),
      reasoning: clean(reasoning).trim(),
      toolCalls,
    };
  }

  /**
   * The place of the call that a piece belongs to. Without a number: a piece with a new id, or with a name where the last call's
   * arguments are whole already, begins a call; anything else goes on with the last one.
   */
  private callOf({ index, id, name }: CallPiece): number {
    const last = this.calls.at(-1);
    if (index !== undefined) {
      const call = this.numbered.get(index);
      // Some servers give every call of an answer the number 0.
      if (call && (id === "" || call.id === "" || call.id === id)) return this.calls.indexOf(call);
    } else if (last && !(id !== "" && id !== last.id) && !(name !== "" && isWhole(last)))
      return this.calls.length - 1;
    const begun: Call = { id: "", name: "", argumentsJson: "" };
    this.calls.push(begun);
    if (index !== undefined) this.numbered.set(index, begun);
    return this.calls.length - 1;
  }
}

/** Without GLM's box marks, and with the marks that were broken on the way in whole again. */
const clean = (text: string): string => restoreMarks(stripBoxTokens(text));

function isWhole({ argumentsJson }: Call): boolean {
  try {
    JSON.parse(argumentsJson);
    return true;
  } catch {
    return false;
  }
}

function refused(): ModelFailure {
  return {
    code: "refused",
    message: "The server's filter stopped the answer.",
    retryable: false,
  };
}

function dropped(message: string): ModelFailure {
  return { code: "crashed", message, retryable: true };
}
