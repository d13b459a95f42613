/** The models of other extensions: what a test sets up, and the classes of messages, as the editor has them. */

export class LanguageModelTextPart {
  constructor(readonly value: string) {}
}
export class LanguageModelToolCallPart {
  constructor(
    readonly callId: string,
    readonly name: string,
    readonly input: object,
  ) {}
}
export class LanguageModelToolResultPart {
  constructor(
    readonly callId: string,
    readonly content: readonly unknown[],
  ) {}
}
export class LanguageModelDataPart {
  private constructor(
    readonly data: Uint8Array,
    readonly mimeType: string,
  ) {}
  static image(data: Uint8Array, mimeType: string): LanguageModelDataPart {
    return new LanguageModelDataPart(data, mimeType);
  }
}
export class LanguageModelChatMessage {
  private constructor(
    readonly role: "user" | "assistant",
    readonly content: readonly unknown[],
  ) {}
  static User(content: readonly unknown[]): LanguageModelChatMessage {
    return new LanguageModelChatMessage("user", content);
  }
  static Assistant(content: readonly unknown[]): LanguageModelChatMessage {
    return new LanguageModelChatMessage("assistant", content);
  }
}
export class LanguageModelError extends Error {
  constructor(
    message = "",
    readonly code = "",
  ) {
    super(message);
  }
  static NoPermissions(message?: string): LanguageModelError {
    return new LanguageModelError(message, "NoPermissions");
  }
  static Blocked(message?: string): LanguageModelError {
    return new LanguageModelError(message, "Blocked");
  }
  static NotFound(message?: string): LanguageModelError {
    return new LanguageModelError(message, "NotFound");
  }
}
export const LanguageModelChatToolMode = { Auto: 1, Required: 2 };

/** A model of another extension. */
export interface FakeLanguageModel {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly maxInputTokens: number;
  sendRequest(
    messages: readonly LanguageModelChatMessage[],
    options: { readonly tools: readonly unknown[]; readonly toolMode: number },
    token: {
      readonly isCancellationRequested: boolean;
      onCancellationRequested(f: () => void): unknown;
    },
  ): Promise<{ readonly stream: AsyncIterable<unknown> }>;
}

/** Those that are there. */
export const languageModels: FakeLanguageModel[] = [];

export const lm = {
  selectChatModels: ({ id }: { readonly id?: string } = {}) =>
    Promise.resolve(languageModels.filter((model) => id === undefined || model.id === id)),
};
