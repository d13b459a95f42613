import * as vscode from "vscode";
import { isAbort } from "../base/async";
import type { ExaminedPart } from "../protocol/modelsProtocol";
import { describeMachine } from "./describeMachine";
import type { Models } from "./models";
import { toAbortSignal } from "./progress";

const SCHEME = "mockloop-check";
const DOCUMENT = vscode.Uri.from({ scheme: SCHEME, path: "/This machine.md" });

/** The command "Check this machine": a document that says what is there, what is missing, and what to do. */
export class Doctor implements vscode.Disposable, vscode.TextDocumentContentProvider {
  private text = "";
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(
    SCHEME,
    this,
  );
  readonly onDidChange = this.changed.event;

  constructor(private readonly models: Models) {}

  /** Shows the document; resolves with what was found, undefined when it was cancelled. */
  async check(): Promise<readonly ExaminedPart[] | undefined> {
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: "Mockloop: Checking this machine",
      cancellable: true,
    };
    const parts = await vscode.window
      .withProgress(options, async (_, token) => this.models.examine(toAbortSignal(token)))
      .then(undefined, (error: unknown) => {
        if (isAbort(error)) return undefined;
        throw error;
      });
    if (!parts) return undefined;
    this.text = describeMachine(parts);
    this.changed.fire(DOCUMENT);
    await show();
    return parts;
  }

  provideTextDocumentContent(): string {
    return this.text;
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}

/** As a page; as text where nothing draws Markdown. */
async function show(): Promise<void> {
  try {
    await vscode.commands.executeCommand("markdown.showPreview", DOCUMENT);
  } catch {
    await vscode.window.showTextDocument(DOCUMENT, { preview: true });
  }
}
