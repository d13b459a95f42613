import type { Message } from "./model";

/** The id of the n-th call of an answer, where whoever wrote it gave none. */
export function callId(answer: number, index: number): string {
  return `call_${answer}_${index}`;
}

/** A number for the next answer's call ids that no call of the transcript has (a resumed run brings older ones along). */
export function nextAnswer(last: number, messages: readonly Message[]): number {
  const used = messages.flatMap((message) =>
    message.role === "assistant"
      ? message.toolCalls.map((call) => Number(/^call_(\d+)_/.exec(call.id)?.[1] ?? 0))
      : [],
  );
  return Math.max(last, ...used) + 1;
}
