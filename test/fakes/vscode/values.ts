import type * as vscode from "vscode";
import { URI, Utils } from "vscode-uri";

/** The API's values, as far as they are used: what they hold and nothing else. */

export const Uri = Object.assign(URI, { joinPath: Utils.joinPath });

export class Disposable {
  static from(...items: readonly { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const item of items) item.dispose();
    });
  }
  constructor(private readonly onDispose: () => unknown) {}
  dispose(): void {
    this.onDispose();
  }
}

export class EventEmitter<T> {
  private readonly listeners = new Set<(event: T) => unknown>();
  readonly event = (listener: (event: T) => unknown): Disposable => {
    this.listeners.add(listener);
    return new Disposable(() => this.listeners.delete(listener));
  };
  fire(event: T): void {
    for (const listener of [...this.listeners]) listener(event);
  }
  dispose(): void {
    this.listeners.clear();
  }
}

export class CancellationTokenSource {
  private readonly cancelled = new EventEmitter<void>();
  readonly token = {
    isCancellationRequested: false,
    onCancellationRequested: this.cancelled.event,
  };
  readonly dispose = (): void => undefined;
  cancel(): void {
    this.token.isCancellationRequested = true;
    this.cancelled.fire();
  }
}

export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(start: Position | number, end: Position | number, line?: number, column?: number) {
    if (typeof start === "object" && typeof end === "object") [this.start, this.end] = [start, end];
    else {
      this.start = new Position(Number(start), Number(end));
      this.end = new Position(line ?? 0, column ?? 0);
    }
  }
}

/** One step of a {@link WorkspaceEdit}. */
export type EditStep = { readonly uri: vscode.Uri; readonly needsConfirmation: boolean } & (
  | { readonly kind: "text"; readonly range: Range; readonly text: string }
  | { readonly kind: "create"; readonly contents: Uint8Array }
  | { readonly kind: "delete" }
);

interface Metadata {
  readonly needsConfirmation: boolean;
}

export class WorkspaceEdit {
  readonly steps: EditStep[] = [];

  replace(uri: vscode.Uri, range: Range, text: string, metadata?: Metadata): void {
    this.steps.push({ ...about(uri, metadata), kind: "text", range, text });
  }
  insert(uri: vscode.Uri, position: Position, text: string, metadata?: Metadata): void {
    this.replace(uri, new Range(position, position), text, metadata);
  }
  delete(uri: vscode.Uri, range: Range, metadata?: Metadata): void {
    this.replace(uri, range, "", metadata);
  }
  createFile(uri: vscode.Uri, options: { contents?: Uint8Array }, metadata?: Metadata): void {
    const contents = options.contents ?? new Uint8Array();
    this.steps.push({ ...about(uri, metadata), kind: "create", contents });
  }
  deleteFile(uri: vscode.Uri, _options?: object, metadata?: Metadata): void {
    this.steps.push({ ...about(uri, metadata), kind: "delete" });
  }
}

function about(uri: vscode.Uri, metadata: Metadata | undefined) {
  return { uri, needsConfirmation: metadata?.needsConfirmation ?? false };
}

export class FileSystemError extends Error {}

export class TabInputText {
  constructor(readonly uri: vscode.Uri) {}
}
export class TabInputCustom extends TabInputText {}
export class TabInputWebview {
  constructor(readonly viewType: string) {}
}

export class TreeItem {
  constructor(readonly label: string) {}
}

export class ThemeIcon {
  constructor(readonly id: string) {}
}

export class DocumentDropOrPasteEditKind {
  static readonly Empty = new DocumentDropOrPasteEditKind("");
  static readonly Text = new DocumentDropOrPasteEditKind("text");
  constructor(readonly value: string) {}
  append(...parts: readonly string[]): DocumentDropOrPasteEditKind {
    return new DocumentDropOrPasteEditKind([this.value, ...parts].filter(Boolean).join("."));
  }
}

export const StatusBarAlignment = { Left: 1, Right: 2 };
export const ViewColumn = { Beside: -2, Active: -1, One: 1, Two: 2 };
export const ProgressLocation = { Window: 10, Notification: 15 };
export const TextDocumentChangeReason = { Undo: 1, Redo: 2 };
export const QuickPickItemKind = { Separator: -1, Default: 0 };
export const ConfigurationTarget = { Global: 1, Workspace: 2, WorkspaceFolder: 3 };

/** An MCP server that an extension offers (VS Code 1.101). */
export class McpStdioServerDefinition {
  constructor(
    readonly label: string,
    readonly command: string,
    readonly args: readonly string[],
    readonly env: Readonly<Record<string, string>>,
    readonly version: string,
  ) {}
}

export const InputBoxValidationSeverity = { Info: 1, Warning: 2, Error: 3 };

export class RelativePattern {
  constructor(
    readonly baseUri: { readonly fsPath: string },
    readonly pattern: string,
  ) {}
}
