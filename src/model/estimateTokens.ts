import type { Message } from "./model";
import { countImageTokens } from "./pictures/imageTokens";

/** GLM's vocabulary takes 3 to 4 characters of code a token, and others are close. */
const CHARS_PER_TOKEN = 3.2;
/** What a template puts around a message. */
const OVERHEAD = 8;

/** About how many tokens a message takes: close enough to budget with, where only the engine can count exactly. */
export function estimateTokens(
  message: Message,
  {
    vision,
    imageMaxTokens,
  }: { readonly vision: boolean; readonly imageMaxTokens?: number | undefined },
): number {
  const ofText = (chars: number): number => Math.ceil(chars / CHARS_PER_TOKEN);
  if (message.role === "system") return ofText(message.text.length) + OVERHEAD;
  if (message.role === "assistant") {
    const calls = message.toolCalls.map((call) => call.name + call.argumentsJson).join("");
    return ofText(message.text.length + message.reasoning.length + calls.length) + OVERHEAD;
  }
  return message.content.reduce(
    (sum, part) =>
      sum +
      (part.type === "text"
        ? ofText(part.text.length)
        : vision
          ? countImageTokens(part, imageMaxTokens)
          : OVERHEAD),
    OVERHEAD,
  );
}
