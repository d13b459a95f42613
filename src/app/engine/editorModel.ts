import { performance } from "node:perf_hooks";
import type { Channel } from "../../channel/contract";
import { estimateTokens } from "../../model/estimateTokens";
import { EventQueue } from "../../model/eventQueue";
import type { ContentPart, Message, Model, ModelEvent, ModelRequest } from "../../model/model";
import type { ToolCall } from "../../model/model";
import { breakMarks, breakMarksInJson, restoreMarks } from "../../model/text/controlMarks";
import type {
  EditorContent,
  EditorFailure,
  EditorMessage,
  EditorRequest,
} from "../../protocol/schemas/editorModel";
import type { engineContract } from "../../protocol/schemas/engine";

/** The way to the editor. */
type Editor = Pick<Channel<(typeof engineContract)["parent"]>, "request">;

/**
 * A model that the editor offers, asked over the channel: the editor alone may talk to it. Aborts travel along. It counts no tokens for
 * others, so that what a call cost is estimated.
 */
export function createEditorModel(id: string, editor: Editor): Model {
  let vision = false;
  let name = id;
  const countTokens = (message: Message): number => estimateTokens(message, { vision });
  return {
    get name() {
      return name;
    },
    async open(tell, signal) {
      const opened = await editor.request("editor-model-open", { id }, { signal });
      if (opened.type === "failure") return { type: "failure", failure: toFailure(opened) };
      ({ vision, name } = opened);
      if (opened.notice !== undefined) tell({ type: "notice", message: opened.notice });
      return { type: "open", info: { contextTokens: opened.contextTokens, vision } };
    },
    async *generate(request, signal) {
      const events = new EventQueue<ModelEvent>();
      const started = performance.now();
      let text = "";
      const toolCalls: ToolCall[] = [];
      const answered = editor
        .request("editor-model-ask", toEditorRequest(id, request), {
          signal,
          onProgress: (progress) => {
            if (progress.type === "text") {
              text += progress.delta;
              events.push(progress);
              return;
            }
            const call = restore(progress.call);
            const { name: tool, argumentsJson } = call;
            const index = toolCalls.push(call) - 1;
            events.push({
              ...{ type: "toolCallDelta", index, name: tool, argumentsDelta: argumentsJson },
            });
          },
        })
        .then((answer) => {
          if (answer.type === "failure")
            events.push({ type: "failure", failure: toFailure(answer) });
          else {
            const words = restoreMarks(text);
            const message = { role: "assistant", text: words, reasoning: "", toolCalls } as const;
            const usage = {
              promptTokens: request.messages.reduce((sum, one) => sum + countTokens(one), 0),
              cachedTokens: 0,
              outputTokens: countTokens(message),
              ms: performance.now() - started,
            };
            const stop = toolCalls.length > 0 ? "tool_calls" : "stop";
            events.push({ type: "end", message, stop, usage });
          }
          events.end();
        });
      answered.catch((error: unknown) => events.fail(error));
      yield* events;
    },
    countTokens,
    dispose: () => Promise.resolve(),
  };
}

const toFailure = ({ code, message, retryable }: EditorFailure) => ({ code, message, retryable });

function toEditorRequest(id: string, request: ModelRequest): EditorRequest {
  return {
    id,
    messages: request.messages.map(toEditorMessage),
    tools: (request.toolChoice === "none" ? [] : request.tools).map(
      ({ name, description, parameters }) => ({
        ...{ name, description, parametersJson: JSON.stringify(parameters) },
      }),
    ),
    mustCall: request.toolChoice === "required",
  };
}

/** What a model copied, with the marks whole again that were broken on the way in. */
const restore = (call: ToolCall): ToolCall => ({
  ...call,
  argumentsJson: restoreMarks(call.argumentsJson),
});

/**
 * The editor knows no system messages: what is said in one comes from the user. Which template its models have nobody knows; the marks
 * of all known ones are broken, as for other models.
 */
function toEditorMessage(message: Message): EditorMessage {
  switch (message.role) {
    case "system":
      return { role: "user", content: [{ type: "text", text: message.text }] };
    case "user":
      return { role: "user", content: toContent(message.content) };
    case "assistant":
      return {
        role: "assistant",
        text: breakMarks(message.text),
        toolCalls: message.toolCalls.map((call) => ({
          ...call,
          name: breakMarks(call.name),
          argumentsJson: breakMarksInJson(call.argumentsJson),
        })),
      };
    case "tool":
      return {
        role: "tool",
        toolCallId: message.toolCallId,
        content: toContent(message.content),
      };
  }
}

function toContent(parts: readonly ContentPart[]): EditorContent {
  return parts.map((part) =>
    part.type === "text"
      ? { type: "text", text: breakMarks(part.text) }
      : { type: "image", png: Buffer.from(part.png).toString("base64") },
  );
}
