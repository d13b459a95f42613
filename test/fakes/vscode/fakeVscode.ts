import { mkdir, readdir, readFile, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import type * as vscode from "vscode";
import { editor, FakePanel } from "./fakeEditor";
import { FakeQuickPick } from "./fakeQuickPick";
import { EventEmitter, FileSystemError, TabInputText, Uri, ViewColumn } from "./values";
import type { RelativePattern, WorkspaceEdit } from "./values";

/**
 * Stands for the module "vscode" in unit tests: values, documents, edits, messages, commands and panels. Files are real files. What is
 * not here is not faked, and fails loudly; what a fake would lie about is tested in the real editor (test/integration).
 */

export * from "./values";
export * from "./languageModels";

const ask =
  (kind: "info" | "warning" | "error") =>
  (text: string, ...rest: readonly unknown[]): Promise<string | undefined> => {
    const [options, ...others] = rest;
    const isModal = typeof options === "object" && options !== null;
    if (isModal && "detail" in options) editor.details.push(String(options.detail));
    const buttons = (isModal ? others : rest).map(String);
    return Promise.resolve(editor.say({ kind: isModal ? "modal" : kind, text, buttons }));
  };

const nothing = { dispose: () => undefined };

export const window = {
  showInformationMessage: ask("info"),
  showWarningMessage: ask("warning"),
  showErrorMessage: ask("error"),
  showInputBox: (options: vscode.InputBoxOptions = {}) => editor.write(options),
  createQuickPick: () => {
    const pick = new FakeQuickPick();
    editor.quickPicks.push(pick);
    return pick;
  },
  showOpenDialog: () => Promise.resolve(editor.openDialog),
  showSaveDialog: ({ defaultUri }: { readonly defaultUri?: vscode.Uri }) =>
    Promise.resolve(editor.saves ? defaultUri : undefined),
  showQuickPick: <T extends string | { readonly label: string }>(items: readonly T[]) => {
    const labelOf = (item: T): string => (typeof item === "string" ? item : item.label);
    const label = editor.pick(items.map(labelOf));
    return Promise.resolve(items.find((item) => labelOf(item) === label));
  },
  createStatusBarItem: () => {
    const hide = (): void => {
      const at = editor.statusItems.indexOf(item);
      if (at >= 0) editor.statusItems.splice(at, 1);
    };
    const item = { text: "", show: () => void editor.statusItems.push(item), hide, ...nothing };
    return item;
  },
  setStatusBarMessage: (text: string) => void editor.statusBar.push(text),
  showTextDocument: (
    of: vscode.Uri | vscode.TextDocument,
    options?: vscode.TextDocumentShowOptions,
  ) => {
    const uri = "uri" in of ? of.uri : of;
    editor.selection = options?.selection;
    const at = editor.shown.findIndex((one) => one.toString() === uri.toString());
    if (at >= 0) editor.shown.splice(at, 1);
    editor.shown.push(uri);
    return Promise.resolve({ document: editor.documents.openDocument(uri) });
  },
  withProgress: <T>(
    { title }: { readonly title: string },
    task: Parameters<typeof editor.showProgress<T>>[1],
  ) => editor.showProgress(title, task),
  tabGroups: {
    get all() {
      return [{ tabs: editor.shown.map(toTab), viewColumn: ViewColumn.One }];
    },
    get activeTabGroup() {
      return { activeTab: editor.shown.slice(-1).map(toTab)[0] };
    },
  },
  registerTreeDataProvider: (id: string, provider: vscode.TreeDataProvider<unknown>) => {
    editor.trees.set(id, provider);
    return { dispose: () => editor.trees.delete(id) };
  },
  registerWebviewPanelSerializer: () => nothing,
  createOutputChannel: () => {
    const write =
      (level: string) =>
      (text: unknown): void =>
        void editor.log.push(`${level}: ${String(text)}`);
    const levels = ["trace", "debug", "info", "warn", "error"] as const;
    const writers: Readonly<Record<string, ReturnType<typeof write>>> = Object.fromEntries(
      levels.map((level) => [level, write(level)]),
    );
    return { ...writers, show: () => undefined, ...nothing };
  },
  createWebviewPanel: (viewType: string, title: string) => {
    const panel = new FakePanel(viewType, title);
    editor.panels.push(panel);
    return toWebviewPanel(panel);
  },
};

function toTab(uri: vscode.Uri): { readonly input: TabInputText } {
  return { input: new TabInputText(uri) };
}

function toWebviewPanel(panel: FakePanel): object {
  const webview = {
    cspSource: "https://fake",
    options: {},
    asWebviewUri: (uri: vscode.Uri) => Uri.parse(`https://fake${uri.path}`),
    onDidReceiveMessage: panel.said.event,
    postMessage: (message: unknown) => {
      if (panel.isDisposed) return Promise.resolve(false);
      panel.received.push(JSON.parse(JSON.stringify(message)));
      return Promise.resolve(true);
    },
    get html() {
      return panel.html;
    },
    set html(text: string) {
      panel.html = text;
    },
  };
  return Object.assign(panel, {
    webview,
    reveal: () => undefined,
    onDidDispose: panel.disposed.event,
    onDidChangeViewState: panel.viewChanged.event,
  });
}

/** As in an editor that speaks English: it has read no table. */
export const l10n = { bundle: undefined };

export const env = {
  language: "en",
  clipboard: {
    readText: () => Promise.resolve(editor.clipboard),
    writeText: (text: string) => {
      editor.clipboard = text;
      return Promise.resolve();
    },
  },
  openExternal: (uri: vscode.Uri) => {
    editor.outside.push(uri);
    return Promise.resolve(editor.opensOutside);
  },
};

/** Drops and pastes are tested in the real editor. */
export const languages = {
  registerDocumentDropEditProvider: () => nothing,
  registerDocumentPasteEditProvider: () => nothing,
};

export const commands = {
  registerCommand: (id: string, run: (...args: unknown[]) => unknown) => {
    editor.commands.set(id, run);
    return { dispose: () => editor.commands.delete(id) };
  },
  executeCommand: (id: string, ...args: unknown[]) => editor.execute(id, ...args),
};

const settingsChanged = new EventEmitter<{ affectsConfiguration(key: string): boolean }>();

export const workspace = {
  isTrusted: true,
  onDidChangeConfiguration: settingsChanged.event,
  get workspaceFolders() {
    return editor.folder && [{ uri: editor.folder, name: "workspace", index: 0 }];
  },
  get textDocuments() {
    return editor.documents.all;
  },
  getWorkspaceFolder: (uri: vscode.Uri) => {
    const { folder } = editor;
    const isIn = folder?.scheme === uri.scheme && uri.path.startsWith(`${folder.path}/`);
    return isIn ? { uri: folder, name: "workspace", index: 0 } : undefined;
  },
  asRelativePath: (uri: vscode.Uri) =>
    uri.path.replace(editor.folder === undefined ? "" : `${editor.folder.path}/`, ""),
  getConfiguration: (section: string) => {
    const keyOf = (key: string): string => `${section}.${key}`;
    return {
      get: (key: string) => editor.setting(keyOf(key)),
      inspect: (key: string) => ({ globalValue: editor.settings.get(keyOf(key)) }),
      update: (key: string, value: unknown) => {
        if (value === undefined) editor.settings.delete(keyOf(key));
        else editor.settings.set(keyOf(key), value);
        settingsChanged.fire({ affectsConfiguration: (asked) => asked === keyOf(key) });
        return Promise.resolve();
      },
    };
  },
  registerTextDocumentContentProvider: (
    scheme: string,
    provider: vscode.TextDocumentContentProvider,
  ) => {
    editor.providers.set(scheme, provider);
    return { dispose: () => editor.providers.delete(scheme) };
  },
  openTextDocument: (of: vscode.Uri | { readonly content: string }) =>
    Promise.resolve().then(async () => {
      const document = editor.documents.openDocument(of);
      const provider = "content" in of ? undefined : editor.providers.get(of.scheme);
      if (provider) document.setText(await editor.provide(provider, document.uri));
      return document;
    }),
  applyEdit: (edit: WorkspaceEdit) => {
    if (edit.steps.some(({ needsConfirmation }) => needsConfirmation)) {
      editor.previews++;
      if (!editor.applyPreview) return Promise.resolve(false);
    }
    return Promise.resolve(editor.documents.apply(edit));
  },
  get onDidChangeTextDocument() {
    return editor.documents.changed.event;
  },
  get onDidSaveTextDocument() {
    return editor.documents.saved.event;
  },
  get onDidDeleteFiles() {
    return editor.documents.filesDeleted.event;
  },
  /** Of patterns those alone that name a folder somewhere below: "**\/components/**"; nothing is excluded but packages. */
  findFiles: async ({ baseUri, pattern }: RelativePattern) => {
    const [, folder = ""] = /^\*\*\/([\w-]+)\/\*\*$/.exec(pattern) ?? [];
    if (folder === "") throw new Error(`${pattern} is not faked.`);
    const entries = await readdir(baseUri.fsPath, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => path.split(sep).slice(0, -1).includes(folder))
      .filter((path) => !path.includes("node_modules"))
      .map((path) => Uri.file(path));
  },
  fs: {
    readFile: (uri: vscode.Uri) => onDisk(uri, readFile),
    writeFile: (uri: vscode.Uri, bytes: Uint8Array) =>
      onDisk(uri, async (path) => {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, bytes);
      }),
    stat: (uri: vscode.Uri) => onDisk(uri, stat),
    delete: (uri: vscode.Uri, options?: { readonly recursive?: boolean }) =>
      onDisk(uri, async (path) => {
        if (options?.recursive) await rm(path, { recursive: true });
        else if ((await stat(path)).isDirectory()) await rmdir(path);
        else await rm(path);
      }),
    readDirectory: (uri: vscode.Uri) =>
      onDisk(uri, async (path) => (await readdir(path)).map((name) => [name, 0] as const)),
  },
};

async function onDisk<T>(uri: vscode.Uri, act: (path: string) => Promise<T>): Promise<T> {
  try {
    if (uri.scheme !== "file") throw new Error(`no file system for ${uri.scheme}`);
    return await act(uri.fsPath);
  } catch (cause) {
    throw new FileSystemError(`${uri.toString()}: ${String(cause)}`, { cause });
  }
}
