import type { EngineEvent } from "../../../protocol/schemas/nativeEngine";
import type { ModelEvent } from "../../model";
import { stripBoxTokens } from "../../text/parseToolCalls";

/** What the engine tells while it works, as the loop hears it. */
export function toModelEvent(event: EngineEvent): ModelEvent {
  if (event.type === "progress") {
    const phases = {
      loading: "loading",
      image: "reading picture",
      prompt: "reading prompt",
      sample: "writing",
    } as const;
    return {
      type: "progress",
      phase: phases[event.phase],
      done: event.done,
      total: event.total,
    };
  }
  if (event.kind === "tool_call")
    return {
      type: "toolCallDelta",
      index: event.index,
      name: event.name,
      argumentsDelta: event.text,
    };
  return {
    type: event.kind === "reasoning" ? "reasoning" : "text",
    delta: stripBoxTokens(event.text),
  };
}
