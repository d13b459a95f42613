import type { AssistantMessage, Model, ModelEvent, ModelRequest, ModelUsage } from "../model/model";

/** What has been heard of an answer so far, for one that is ended in its middle. */
export class HeardAnswer {
  private text = "";
  private reasoning = "";
  private readonly calls: { name: string; argumentsJson: string }[] = [];

  take(event: ModelEvent): void {
    if (event.type === "text") this.text += event.delta;
    if (event.type === "reasoning") this.reasoning += event.delta;
    if (event.type !== "toolCallDelta") return;
    const call = (this.calls[event.index] ??= { name: "", argumentsJson: "" });
    call.name ||= event.name;
    call.argumentsJson += event.argumentsDelta;
  }

  /** Its words, and the calls that are whole: of an object in JSON no beginning is an object itself. */
  toMessage(): AssistantMessage {
    const whole = Object.values(this.calls).filter(({ argumentsJson }) => isObject(argumentsJson));
    const toolCalls = whole.map((call, index) => ({ id: `heard_${index}`, ...call }));
    return { role: "assistant", text: this.text, reasoning: this.reasoning, toolCalls };
  }

  /** What it cost, as far as that can be estimated: nobody counted. */
  estimateUsage(model: Model, request: ModelRequest, ms: number): ModelUsage {
    const sum = (messages: ModelRequest["messages"]): number =>
      messages.reduce((tokens, message) => tokens + model.countTokens(message), 0);
    const heard = this.calls.map((call) => ({ id: "", ...call }));
    return {
      promptTokens: sum(request.messages),
      cachedTokens: 0,
      outputTokens: sum([{ ...this.toMessage(), toolCalls: heard.filter(Boolean) }]),
      ms,
    };
  }
}

function isObject(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}
