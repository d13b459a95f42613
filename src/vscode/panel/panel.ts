import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { MockloopError } from "../../base/errors";
import type { Logger } from "../../base/logger";
import { describeMismatch, matches } from "../../base/schema";
import { fromPanelSchema } from "../../protocol/panelMessages";
import { loadElements } from "../../run/journal/beside/keepElements";
import type { PanelRequest, ToPanel } from "../../protocol/panelMessages";
import { COMMANDS, PANEL_VIEW_TYPE } from "../contributions";
import { compareCode, openCode } from "../code/showCode";
import { copyCode, exportZip, openInBrowser, openReport } from "../code/giveOut";
import type { HandEdits } from "../code/handEdits";
import { readPage } from "../code/readPage";
import { describeThrown } from "../describeRemedy";
import type { WaysIn } from "../pictures/waysIn";
import type { RunActions } from "../runs/runActions";
import { findIteration, nameOfRun } from "../runs/runState";
import type { Works } from "../runs/works";
import { panelHtml } from "./panelHtml";
import { describePanel } from "./panelState";

/** How long changes are gathered before the panel is told. */
const GATHER_MS = 60;

export interface PanelParts {
  readonly works: Works;
  readonly actions: RunActions;
  readonly waysIn: WaysIn;
  readonly handEdits: HandEdits;
  readonly logger: Logger;
  /** The folder of the panel's script and stylesheet. */
  readonly assets: vscode.Uri;
  /** The folder of all runs. */
  readonly runs: vscode.Uri;
}

/** The panel "Mockloop" beside the editor: shows the runs, and answers what is asked for there. */
export class Panel implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private view: vscode.WebviewPanel | undefined;
  private isReady = false;
  /** The page is to begin with the picture in the clipboard as soon as it can. */
  private wantsClipboard = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly registrations: vscode.Disposable;

  constructor(private readonly parts: PanelParts) {
    this.registrations = vscode.Disposable.from(
      parts.works.onDidChange(() => this.sendSoon()),
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

  /**
   * Has the page begin with the picture in the clipboard: a page that has the focus may read it, the editor's extensions may not. What
   * the clipboard has instead, the page says.
   */
  readClipboard(): void {
    this.wantsClipboard = true;
    this.show();
    this.view?.reveal(undefined, false);
    this.askForClipboard();
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
    const { assets, runs } = this.parts;
    view.iconPath = vscode.Uri.joinPath(assets, "..", "..", "media", "icon.png");
    webview.options = { enableScripts: true, localResourceRoots: [assets, runs] };
    view.onDidDispose(() => {
      if (this.view === view) this.view = undefined;
    });
    // A hidden panel is taken down; its page says ready again when it comes back.
    view.onDidChangeViewState(() => {
      if (!view.visible) this.isReady = false;
    });
    webview.onDidReceiveMessage((value: unknown) => {
      if (this.view === view) void this.receive(value);
    });
    webview.html = panelHtml({
      cspSource: webview.cspSource,
      scriptUri: webview.asWebviewUri(vscode.Uri.joinPath(assets, "panel.js")).toString(),
      styleUri: webview.asWebviewUri(vscode.Uri.joinPath(assets, "panel.css")).toString(),
      nonce: randomBytes(16).toString("base64"),
      language: vscode.env.language,
      words: vscode.l10n.bundle ?? {},
    });
  }

  private async receive(value: unknown): Promise<void> {
    if (!matches(fromPanelSchema, value)) {
      const what = describeMismatch(fromPanelSchema, value);
      this.parts.logger.warn(`A message of the panel was not understood: ${what}`);
    } else if (value.type === "ready") {
      this.isReady = true;
      this.send();
      this.askForClipboard();
    } else {
      const refusal = await this.answer(value).then(
        () => null,
        (error: unknown) => this.describeRefusal(value, error),
      );
      this.post({ type: "reply", id: value.id, refusal });
    }
  }

  /** Does what was asked for, with the run that was named and no other. @throws MockloopError why not. */
  private async answer(request: PanelRequest): Promise<void> {
    const { actions, waysIn } = this.parts;
    switch (request.type) {
      case "generate":
        await actions.generateFrom();
        break;
      case "begin-with":
        await waysIn.generateFrom(request.pictures);
        break;
      case "begin-at-address":
        await waysIn.generateFromAddress();
        break;
      case "show-log":
        await vscode.commands.executeCommand(COMMANDS.showLog);
        break;
      case "show-run":
        actions.show(actions.find(request.run));
        break;
      case "cancel":
        actions.cancel(actions.find(request.run));
        break;
      case "select":
        actions.select(actions.find(request.run), request.iteration);
        break;
      case "refine": {
        const { run, instruction, about } = request;
        const iteration = request.iteration ?? undefined;
        await actions.refine(actions.find(run), { iteration, instruction, about });
        break;
      }
      case "steer":
        actions.steer(actions.find(request.run), request.message);
        break;
      case "mask":
        actions.mark(actions.find(request.run), { type: "mask", masks: request.masks });
        break;
      case "pin":
        actions.mark(actions.find(request.run), { type: "pin", pins: request.pins });
        break;
      case "open-code":
        await openCode(actions.find(request.run), request.iteration, request.selector);
        break;
      case "compare-code":
        await compareCode(actions.find(request.run), request.with, request.iteration);
        break;
      case "copy-code":
        await copyCode(actions.find(request.run), request.iteration, request.path);
        break;
      case "edit-code":
        await this.parts.handEdits.open(actions.find(request.run), request.path);
        break;
      case "open-in-browser":
        await openInBrowser(actions.find(request.run), request.iteration);
        break;
      case "open-report":
        await openReport(actions.find(request.run), request.iteration);
        break;
      case "export-zip":
        await exportZip(actions.find(request.run), request.iteration);
        break;
      case "page": {
        const { run, iteration } = request;
        const html = await readPage(actions.find(run), iteration);
        this.post({ type: "page", run, iteration, html });
        break;
      }
      case "elements": {
        const { run, iteration } = request;
        const { line } = findIteration(actions.find(run).state, iteration);
        const elements = [...(await loadElements(line.dir))];
        this.post({ type: "elements", run, iteration, elements });
        break;
      }
      case "accept": {
        const { run, iteration } = request;
        await actions.accept(actions.find(run), { iteration });
        break;
      }
      case "discard":
        await actions.discard(actions.find(request.run), true);
        break;
    }
  }

  /** For people; the log gets the details of what is no refusal but a fault of ours. */
  private describeRefusal({ type }: PanelRequest, error: unknown): string {
    const { logger } = this.parts;
    if (error instanceof MockloopError) logger.info(`Refused to ${type}: ${error.message}`);
    else logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return describeThrown(error);
  }

  private askForClipboard(): void {
    if (!this.wantsClipboard || !this.isReady) return;
    this.wantsClipboard = false;
    this.post({ type: "read-clipboard" });
  }

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
    const { all, shown } = this.parts.works;
    const states = all.map(({ state }) => state);
    view.title = shown ? `Mockloop: ${nameOfRun(shown.state)}` : "Mockloop";
    this.post({ type: "state", state: describePanel(states, shown?.state, toUri) });
  }

  private post(message: ToPanel): void {
    void this.view?.webview.postMessage(message);
  }
}
