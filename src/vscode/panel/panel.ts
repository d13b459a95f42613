import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { dispatch, parseFromPanel } from "../../protocol/panelProtocol";
import type { FromPanel, Handlers, ToPanel } from "../../protocol/panelProtocol";
import { COMMANDS, PANEL_VIEW_TYPE } from "../contributions";
import { panelHtml } from "./panelHtml";
import { describePanel } from "./panelState";
import type { RunController } from "../runs/runController";

/** How long changes are gathered before the panel is told. */
const GATHER_MS = 60;

/** The panel "Mockloop" beside the editor: shows the runs, and turns what is clicked there into commands. */
export class Panel implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private view: vscode.WebviewPanel | undefined;
  private isReady = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly registrations: vscode.Disposable;

  constructor(
    private readonly controller: RunController,
    /** The folder of the panel's script and stylesheet. */
    private readonly assets: vscode.Uri,
    /** The folder of all runs. */
    private readonly runs: vscode.Uri,
  ) {
    this.registrations = vscode.Disposable.from(
      controller.onDidChange(() => this.sendSoon()),
      vscode.window.registerWebviewPanelSerializer(PANEL_VIEW_TYPE, this),
    );
  }

  get isVisible(): boolean {
    return this.view?.visible ?? false;
  }

  /** Brings the panel to the front, beside the editor, without taking the focus. */
  show(): void {
    if (this.view) this.view.reveal(undefined, true);
    else {
      const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      this.adopt(vscode.window.createWebviewPanel(PANEL_VIEW_TYPE, "Mockloop", place));
    }
  }

  /** Closes the panel: there is nothing left to show. */
  close(): void {
    this.view?.dispose();
  }

  deserializeWebviewPanel(view: vscode.WebviewPanel): Promise<void> {
    this.adopt(view);
    return Promise.resolve();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.registrations.dispose();
    this.view?.dispose();
  }

  private adopt(view: vscode.WebviewPanel): void {
    this.view?.dispose();
    this.view = view;
    this.isReady = false;
    const { webview } = view;
    view.iconPath = vscode.Uri.joinPath(this.assets, "..", "..", "media", "icon.png");
    webview.options = { enableScripts: true, localResourceRoots: [this.assets, this.runs] };
    view.onDidDispose(() => {
      if (this.view === view) this.view = undefined;
    });
    // A hidden panel is taken down; its page says ready again when it comes back.
    view.onDidChangeViewState(() => {
      if (!view.visible) this.isReady = false;
    });
    webview.onDidReceiveMessage((value: unknown) => {
      const message = parseFromPanel(value);
      if (message && this.view === view) dispatch(message, this.handlers);
    });
    webview.html = panelHtml({
      cspSource: webview.cspSource,
      scriptUri: webview.asWebviewUri(vscode.Uri.joinPath(this.assets, "panel.js")).toString(),
      styleUri: webview.asWebviewUri(vscode.Uri.joinPath(this.assets, "panel.css")).toString(),
      nonce: randomBytes(16).toString("base64"),
    });
  }

  private readonly handlers: Handlers<FromPanel> = {
    ready: () => {
      this.isReady = true;
      this.send();
    },
    generate: () => void vscode.commands.executeCommand(COMMANDS.generate),
    // The panel shows one mockup, so it cancels that one; the command cancels all.
    cancel: () => {
      const { shown } = this.controller;
      if (shown) this.controller.cancel(shown);
    },
    select: ({ ordinal }) => {
      const { shown } = this.controller;
      if (shown) this.controller.select(shown, ordinal);
    },
    "show-run": ({ id }) => this.controller.show(id),
    refine: ({ instruction }) =>
      void vscode.commands.executeCommand(COMMANDS.refine, { instruction }),
    accept: () => void vscode.commands.executeCommand(COMMANDS.accept),
    discard: () => void vscode.commands.executeCommand(COMMANDS.discard),
    "show-log": () => void vscode.commands.executeCommand(COMMANDS.showLog),
  };

  private sendSoon(): void {
    this.timer ??= setTimeout(() => this.send(), GATHER_MS);
  }

  private send(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { view } = this;
    if (!view || !this.isReady) return;
    const toUri = (path: string): string =>
      view.webview.asWebviewUri(vscode.Uri.file(path)).toString();
    const { works, shown } = this.controller;
    const message: ToPanel = {
      type: "state",
      state: describePanel(
        works.map(({ state }) => state),
        shown?.state,
        toUri,
      ),
    };
    view.title = shown ? `Mockloop: ${shown.state.mockupName}` : "Mockloop";
    void view.webview.postMessage(message);
  }
}
