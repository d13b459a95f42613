import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type * as vscode from "vscode";
import { FakeDocuments } from "./documents";
import type { FakeQuickPick } from "./fakeQuickPick";
import { CancellationTokenSource, EventEmitter, InputBoxValidationSeverity, Uri } from "./values";

/** What a box says of something that it takes. */
const INFO: vscode.InputBoxValidationSeverity = InputBoxValidationSeverity.Info;

/** A notification or a dialog, as a person sees it. */
export interface Message {
  readonly kind: "info" | "warning" | "error" | "modal";
  readonly text: string;
  readonly buttons: readonly string[];
}

/** A panel's page, seen from its inside: what it was told, and what it says. */
export class FakePanel {
  visible = true;
  title: string;
  html = "";
  /** What the page received, oldest first, as it arrives: plain JSON. */
  readonly received: unknown[] = [];
  readonly said = new EventEmitter<unknown>();
  readonly disposed = new EventEmitter<void>();
  readonly viewChanged = new EventEmitter<void>();
  isDisposed = false;

  constructor(
    readonly viewType: string,
    title: string,
  ) {
    this.title = title;
  }

  /** The page says something to the extension: JSON, and bytes as they are. */
  say(message: unknown): void {
    this.said.fire(structuredClone(message));
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.disposed.fire();
  }
}

interface FakeProgress {
  readonly title: string;
  readonly messages: string[];
  cancel(): void;
}

interface Manifest {
  readonly contributes: {
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly default?: unknown }>>;
    }[];
  };
}

const { contributes } = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "../../../package.json"), "utf8"),
) as Manifest;
const defaults = new Map(
  contributes.configuration.flatMap(({ properties }) =>
    Object.entries(properties).map(([key, property]) => [key, property.default] as const),
  ),
);

/** The editor behind the fake of the module "vscode": what a test sets up, and what a person would see of it. */
export class FakeEditor {
  documents = new FakeDocuments();
  readonly commands = new Map<string, (...args: unknown[]) => unknown>();
  readonly contexts = new Map<string, unknown>();
  readonly settings = new Map<string, unknown>();
  readonly messages: Message[] = [];
  /** What stood below the questions of dialogs. */
  readonly details: string[] = [];
  readonly statusBar: string[] = [];
  /** Items that stay in the status bar. */
  readonly statusItems: { readonly text: string }[] = [];
  /** What was written into output channels, a line each with its level. */
  readonly log: string[] = [];
  readonly panels: FakePanel[] = [];
  readonly progress: FakeProgress[] = [];
  /** Opened documents, the one in front last. */
  readonly shown: vscode.Uri[] = [];
  /** What gives documents of a scheme of its own their text. */
  readonly providers = new Map<string, vscode.TextDocumentContentProvider>();
  /** What fills views, by their ids. */
  readonly trees = new Map<string, vscode.TreeDataProvider<unknown>>();
  /** What was revealed in the system's file manager. */
  readonly revealed: vscode.Uri[] = [];
  /** What was opened outside of the editor, and whether anything there takes it. */
  readonly outside: vscode.Uri[] = [];
  opensOutside = true;
  clipboard = "";
  /** Whether a file is saved where the editor proposes, or not at all. */
  saves = true;
  /** What is selected in the document that was shown last. */
  selection: vscode.Range | undefined;
  folder: vscode.Uri | undefined;

  /** Buttons a person presses, each once: of the next dialog or notification whose text matches. All others are passed over. */
  press = new Map<RegExp, string>();
  /** What is picked from a list, written into a box, chosen as files; undefined: the person goes away. */
  pick: (labels: readonly string[]) => string | undefined = () => undefined;
  input: string | undefined;
  /** What is written into the boxes one after the other, before `input`; "": what a box holds is left as it is. */
  inputs: (string | undefined)[] = [];
  /** What boxes asked for, and what they did not take. */
  readonly boxes: string[] = [];
  readonly quickPicks: FakeQuickPick[] = [];
  openDialog: readonly vscode.Uri[] | undefined;
  /** Whether a preview of changes is applied. */
  applyPreview = true;
  /** How many previews were shown. */
  previews = 0;

  /** A new editor, with the workspace `folder` open. */
  reset(folder: string | undefined): void {
    this.documents = new FakeDocuments();
    const { commands, contexts, settings, press, providers, trees } = this;
    for (const map of [commands, contexts, settings, press, providers, trees]) map.clear();
    this.selection = undefined;
    for (const list of [
      this.messages,
      this.details,
      this.statusBar,
      this.statusItems,
      this.log,
      this.panels,
      this.progress,
      this.shown,
      this.boxes,
      this.quickPicks,
      this.inputs,
      this.revealed,
      this.outside,
    ])
      list.length = 0;
    this.folder = folder === undefined ? undefined : Uri.file(folder);
    this.pick = () => undefined;
    this.input = undefined;
    this.openDialog = undefined;
    this.applyPreview = true;
    this.previews = 0;
    this.opensOutside = true;
    this.clipboard = "";
    this.saves = true;
  }

  /** A box is filled in, unless it does not take what is written. */
  async write(options: vscode.InputBoxOptions): Promise<string | undefined> {
    this.boxes.push(options.prompt ?? "");
    const [written] = this.inputs;
    const kept = written === "" ? (options.value ?? "") : written;
    const text = this.inputs.length > 0 ? kept : this.input;
    this.inputs.shift();
    if (text === undefined) return undefined;
    const said = await options.validateInput?.(text);
    if (said == null || (typeof said === "object" && said.severity === INFO)) return text;
    this.boxes.push(`refused: ${typeof said === "string" ? said : said.message}`);
    return undefined;
  }

  say(message: Message): string | undefined {
    this.messages.push(message);
    for (const [pattern, button] of this.press)
      if (pattern.test(message.text) && message.buttons.includes(button)) {
        this.press.delete(pattern);
        return button;
      }
    return undefined;
  }

  /** The text of a document of a provider's. */
  async provide(provider: vscode.TextDocumentContentProvider, uri: vscode.Uri): Promise<string> {
    const { token } = new CancellationTokenSource();
    return (await provider.provideTextDocumentContent(uri, token)) ?? "";
  }

  setting(key: string): unknown {
    return this.settings.get(key) ?? defaults.get(key);
  }

  execute(command: string, ...args: unknown[]): Promise<unknown> {
    const front = this.shown.at(-1);
    if (command === "undo") this.documents.undo(front);
    else if (command === "redo") this.documents.redo(front);
    else if (command === "revealFileInOS") this.revealed.push(args[0] as vscode.Uri);
    else if (command === "setContext") this.contexts.set(String(args[0]), args[1]);
    else {
      const run = this.commands.get(command);
      if (!run) return Promise.reject(new Error(`command '${command}' not found`));
      return Promise.resolve(run(...args));
    }
    return Promise.resolve(undefined);
  }

  async showProgress<T>(
    title: string,
    task: (
      progress: { report(step: { message?: string }): void },
      token: CancellationTokenSource["token"],
    ) => Promise<T>,
  ): Promise<T> {
    const source = new CancellationTokenSource();
    const messages: string[] = [];
    const entry = { title, messages, cancel: () => source.cancel() };
    this.progress.push(entry);
    try {
      return await task(
        { report: ({ message = "" }) => void messages.push(message) },
        source.token,
      );
    } finally {
      this.progress.splice(this.progress.indexOf(entry), 1);
    }
  }

  isThere(path: string): boolean {
    return this.folder !== undefined && existsSync(Uri.joinPath(this.folder, path).fsPath);
  }
}

export const editor = new FakeEditor();
