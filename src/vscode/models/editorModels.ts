import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { isAbort, throwIfAborted } from "../../base/async";
import type {
  EditorAnswer,
  EditorContent,
  EditorFailure,
  EditorMessage,
  EditorOpening,
  EditorProgress,
  EditorRequest,
} from "../../protocol/schemas/editorModel";
import type { OfferedModel } from "./modelItems";

/** A picture for a model; from VS Code 1.106 on. */
type PictureMaker = (data: Uint8Array, mime: string) => unknown;

const noPictures = (): string =>
  l10n.t(
    "This editor cannot send pictures to its models (VS Code can from 1.106 on), so the model works from the measurements alone.",
  );

/** The models that other extensions offer in this editor, adapted to what the engine asks. What comes back is checked by the channel. */
export const editorModels = {
  /** All of them, in the editor's order. Where the editor cannot say, none: the others can be chosen all the same. */
  async list(): Promise<readonly OfferedModel[]> {
    const vision = findPictureMaker() !== undefined;
    const models = await Promise.resolve(vscode.lm.selectChatModels()).catch(() => []);
    return models.map(({ id, name, vendor }) => ({ id, name, vendor, vision }));
  },

  async open({ id }: { readonly id: string }): Promise<EditorOpening> {
    const model = await findModel(id);
    if (!model) return unavailable(id);
    const vision = findPictureMaker() !== undefined;
    return {
      ...{ type: "open", name: model.name, contextTokens: model.maxInputTokens, vision },
      ...(!vision && { notice: noPictures() }),
    };
  },

  /** @throws AbortError, soon after `signal` fires. */
  async ask(
    request: EditorRequest,
    report: (progress: EditorProgress) => void,
    signal: AbortSignal,
  ): Promise<EditorAnswer> {
    const model = await findModel(request.id);
    if (!model) return unavailable(request.id);
    throwIfAborted(signal);
    const source = new vscode.CancellationTokenSource();
    const cancel = (): void => source.cancel();
    signal.addEventListener("abort", cancel, { once: true });
    try {
      const answer = await model.sendRequest(
        request.messages.flatMap(toMessages),
        {
          justification: l10n.t(
            "Mockloop asks this model to write the code of a page from a mockup.",
          ),
          tools: request.tools.map(({ name, description, parametersJson }) => ({
            ...{ name, description, inputSchema: parseInput(parametersJson) },
          })),
          toolMode: request.mustCall
            ? vscode.LanguageModelChatToolMode.Required
            : vscode.LanguageModelChatToolMode.Auto,
        },
        source.token,
      );
      for await (const part of answer.stream) {
        throwIfAborted(signal);
        if (part instanceof vscode.LanguageModelTextPart)
          report({ type: "text", delta: part.value });
        else if (part instanceof vscode.LanguageModelToolCallPart) {
          const { callId: id, name, input } = part;
          report({ type: "toolCall", call: { id, name, argumentsJson: JSON.stringify(input) } });
        }
      }
      throwIfAborted(signal);
      return { type: "end" };
    } catch (error) {
      throwIfAborted(signal);
      if (isAbort(error)) throw error;
      return describeFailure(model, error);
    } finally {
      signal.removeEventListener("abort", cancel);
      source.dispose();
    }
  },
};

async function findModel(id: string): Promise<vscode.LanguageModelChat | undefined> {
  return (await vscode.lm.selectChatModels({ id }))[0];
}

function findPictureMaker(): PictureMaker | undefined {
  const api: Readonly<Record<string, unknown>> = { ...vscode };
  const part = api["LanguageModelDataPart"] as { readonly image?: PictureMaker } | undefined;
  const image = part?.image;
  return image && ((data, mime) => image.call(part, data, mime));
}

function toMessages(message: EditorMessage): vscode.LanguageModelChatMessage[] {
  const { LanguageModelChatMessage: Chat } = vscode;
  switch (message.role) {
    case "user":
      return [Chat.User(toParts(message.content))];
    case "assistant":
      return [
        Chat.Assistant([
          ...(message.text === "" ? [] : [new vscode.LanguageModelTextPart(message.text)]),
          ...message.toolCalls.map(
            ({ id, name, argumentsJson }) =>
              new vscode.LanguageModelToolCallPart(id, name, parseInput(argumentsJson)),
          ),
        ]),
      ];
    case "tool": {
      // Models take pictures from the user; few take them as the result of a tool.
      const texts = message.content.filter(({ type }) => type === "text");
      const pictures = message.content.filter(({ type }) => type === "image");
      const result = new vscode.LanguageModelToolResultPart(message.toolCallId, toParts(texts));
      const shown = toParts(pictures);
      return [Chat.User([result]), ...(shown.length > 0 ? [Chat.User(shown)] : [])];
    }
  }
}

type UserPart = vscode.LanguageModelTextPart | vscode.LanguageModelToolResultPart;

/** Pictures are left out where they cannot be sent. */
function toParts(content: EditorContent): UserPart[] {
  const picture = findPictureMaker();
  return content.flatMap((part): UserPart[] => {
    if (part.type === "text") return [new vscode.LanguageModelTextPart(part.text)];
    // The types of the oldest editor do not know that a message may hold one.
    return picture ? [picture(Buffer.from(part.png, "base64"), "image/png") as UserPart] : [];
  });
}

/** What the model wrote, as an object; what was no JSON is not said again. */
function parseInput(json: string): object {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

const unavailable = (id: string): EditorFailure => ({
  type: "failure",
  code: "unavailable",
  message: l10n.t(
    "The editor has no model {0} at present. The extension that offers it may be missing, or nobody is signed in there.",
    id,
  ),
  retryable: false,
});

function describeFailure({ name }: vscode.LanguageModelChat, error: unknown): EditorFailure {
  const said = error instanceof Error ? error.message : String(error);
  const code = error instanceof vscode.LanguageModelError ? error.code : "";
  const failure = { type: "failure", retryable: false } as const;
  if (code === vscode.LanguageModelError.NoPermissions().code)
    return {
      ...failure,
      code: "refused",
      message: l10n.t(
        "{0} may not be used: leave was not given. VS Code asks for it when the model is used next, or in the extension's access to language models.",
        name,
      ),
    };
  if (code === vscode.LanguageModelError.Blocked().code)
    return {
      ...failure,
      code: "overloaded",
      message: l10n.t("{0} takes no requests at present: {1}", name, said),
    };
  if (code === vscode.LanguageModelError.NotFound().code)
    return {
      ...failure,
      code: "unavailable",
      message: l10n.t("{0} is not there any more: {1}", name, said),
    };
  return {
    ...failure,
    code: "internal",
    message: l10n.t("{0} failed: {1}", name, said),
    retryable: true,
  };
}
