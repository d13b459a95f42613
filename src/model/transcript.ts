import type { ContentPart, Message } from "./model";

/** What stands where a screenshot was. */
const DROPPED_IMAGE: ContentPart = {
  type: "text",
  text: "[an earlier screenshot, left out to save room]",
};
const DROPPED_TEXT = "[left out to save room]";
/** What stands where answers and their results were. */
const DROPPED_EXCHANGES: ContentPart = {
  type: "text",
  text: "[earlier answers and their results, left out to save room]",
};

/** Tool results and arguments longer than this are shortened once room is short. Characters. */
const LONG_TEXT = 1200;

/**
 * The conversation of a run. What was said stays byte for byte the same, so that engines can reuse what they have read;
 * only when the budget is crossed are things left out, oldest first: screenshots and crops, then long old texts, then whole old
 * exchanges, and where that is not enough long texts and pictures of the newest. The system message and the mockup are never touched,
 * the first user message is only added to, and what people said is at most cut.
 */
export class Transcript {
  private readonly messages: Message[] = [];
  /** How many tokens the model last counted beyond its own estimate: tools, the template's marks, text that makes many tokens. */
  private uncounted = 0;
  /** What people said. */
  private readonly said = new Set<ContentPart>();

  constructor(private readonly countTokens: (message: Message) => number) {}

  push(...messages: readonly Message[]): void {
    this.messages.push(...messages);
  }

  /**
   * Adds people's words to what the program says next: to its last message where no answer came to that yet, else as a message of their own.
   * Some chat templates refuse two user messages in a row.
   */
  say(text: string): void {
    const last = this.messages.at(-1);
    const part: ContentPart = { type: "text", text };
    this.said.add(part);
    if (last?.role === "user") {
      this.messages[this.messages.length - 1] = { ...last, content: [...last.content, part] };
    } else this.push({ role: "user", content: [part] });
  }

  get length(): number {
    return this.messages.length;
  }

  /** All tokens of the conversation: the model's estimate, and what was missing from it when the model last counted. */
  get tokens(): number {
    return this.estimate() + this.uncounted;
  }

  /** Takes over what the model counted for the conversation as it is. */
  learn(countedTokens: number): void {
    this.uncounted = Math.max(0, countedTokens - this.estimate());
  }

  /**
   * The messages to send, at most about `budgetTokens` long. What is left out once stays out, so the prefix changes
   * as seldom as can be: half a budget is cleared at a time.
   */
  fit(budgetTokens: number): readonly Message[] {
    const isTooLong = (): boolean => this.tokens > budgetTokens;
    const goal = budgetTokens * 0.75;
    if (isTooLong()) {
      this.shorten(goal, dropImages, this.lastExchange);
      this.shorten(goal, shortenTexts, this.lastExchange);
    }
    if (isTooLong()) this.leaveOut(goal);
    if (isTooLong()) {
      this.shorten(budgetTokens, shortenTexts, this.messages.length);
      this.shorten(budgetTokens, dropImages, this.messages.length);
    }
    return [...this.messages];
  }

  private estimate(): number {
    return this.messages.reduce((sum, message) => sum + this.countTokens(message), 0);
  }

  /** Shortens what stands before `end`, oldest first, until the goal is met. */
  private shorten(goal: number, shortenMessage: (message: Message) => Message, end: number): void {
    let tokens = this.tokens;
    for (let i = 0; i < end && tokens > goal; i++) {
      const before = this.messages[i];
      if (!before || i === this.firstUser) continue;
      const after = shortenMessage(before);
      if (after === before) continue;
      tokens += this.countTokens(after) - this.countTokens(before);
      this.messages[i] = after;
      if (before.role !== "user" || after.role !== "user") continue;
      for (const [at, part] of before.content.entries()) {
        const cut = after.content[at];
        if (cut && this.said.has(part)) this.said.add(cut);
      }
    }
  }

  /** Leaves out the oldest exchanges until the goal is met or only the newest is left; people's words in them stay. */
  private leaveOut(goal: number): void {
    for (;;) {
      const [first, second] = this.messages.flatMap(({ role }, i) =>
        role === "assistant" ? [i] : [],
      );
      if (first === undefined || second === undefined || this.tokens <= goal) return;
      const left = this.messages.splice(first, second - first);
      const words = left.flatMap((message) =>
        message.role === "user" ? message.content.filter((part) => this.said.has(part)) : [],
      );
      const before = this.messages[first - 1];
      if (before?.role !== "user") continue;
      const mark = before.content.includes(DROPPED_EXCHANGES) ? [] : [DROPPED_EXCHANGES];
      this.messages[first - 1] = { ...before, content: [...before.content, ...mark, ...words] };
    }
  }

  private get firstUser(): number {
    return this.messages.findIndex((message) => message.role === "user");
  }

  /** Where the newest answer and its results begin. */
  private get lastExchange(): number {
    const last = this.messages.findLastIndex((message) => message.role === "assistant");
    return last < 0 ? this.messages.length : last;
  }
}

function dropImages(message: Message): Message {
  if (message.role !== "user" && message.role !== "tool") return message;
  const isOld = (part: ContentPart): boolean => part.type === "image" && part.role !== "mockup";
  if (!message.content.some(isOld)) return message;
  return {
    ...message,
    content: message.content.map((part) => (isOld(part) ? DROPPED_IMAGE : part)),
  };
}

function shortenTexts(message: Message): Message {
  switch (message.role) {
    case "system":
      return message;
    case "user":
    case "tool": {
      const isLong = (part: ContentPart): boolean =>
        part.type === "text" && part.text.length > LONG_TEXT;
      if (!message.content.some(isLong)) return message;
      return {
        ...message,
        content: message.content.map((part) =>
          part.type === "text" && isLong(part)
            ? { ...part, text: `${part.text.slice(0, LONG_TEXT / 4)}\n${DROPPED_TEXT}` }
            : part,
        ),
      };
    }
    case "assistant": {
      const isLong = (json: string): boolean => json.length > LONG_TEXT;
      if (!message.reasoning && !message.toolCalls.some((call) => isLong(call.argumentsJson)))
        return message;
      return {
        ...message,
        reasoning: "",
        toolCalls: message.toolCalls.map((call) =>
          isLong(call.argumentsJson)
            ? { ...call, argumentsJson: shortenArguments(call.argumentsJson) }
            : call,
        ),
      };
    }
  }
}

/** The same JSON object with its long strings replaced; "{}" when it cannot be read. */
function shortenArguments(json: string): string {
  try {
    const value = JSON.parse(json) as Record<string, unknown>;
    return JSON.stringify(
      Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          key,
          typeof item === "string" && item.length > LONG_TEXT / 4 ? DROPPED_TEXT : item,
        ]),
      ),
    );
  } catch {
    return "{}";
  }
}
