import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import manifest from "../../package.json";
import { Commands } from "./commands";
import { CONTEXTS } from "./contributions";
import { CodeDocuments } from "./code/codeDocuments";
import { HandEdits } from "./code/handEdits";
import { DropAndPaste } from "./markers/dropAndPaste";
import { EngineClient } from "./engine/engineClient";
import { editorModels } from "./models/editorModels";
import { Models } from "./models/models";
import { showModel } from "./models/showModel";
import { offerMcpServer } from "./mcpProvider";
import { ServerKeys } from "./servers/serverKeys";
import { Servers } from "./servers/servers";
import { createOutputLogger } from "./outputLogger";
import { Panel } from "./panel/panel";
import { RunActions } from "./runs/runActions";
import { WaysIn } from "./pictures/waysIn";
import { WebPictures } from "./pictures/webPictures";
import { Permissions } from "./permissions/permissions";
import { RunController } from "./runs/runController";
import { RunHistory } from "./runs/runHistory";
import { findSelected, hasEnded } from "./runs/runState";
import type { RunState } from "./runs/runState";
import { showCancel } from "./showCancel";
import { Works } from "./runs/works";
import { RunsView } from "./runsView/runsView";
import { UndoCare } from "./accept/undoCare";
import { watchMarkers } from "./markers/watchMarkers";

/** A read-only view for tests and other extensions. */
export interface MockloopApi {
  /** The runs of this window, oldest first. */
  readonly runs: () => readonly RunState[];
  /** Fires after every change of a run. */
  readonly onDidChangeRuns: vscode.Event<unknown>;
  /** The folder of all runs. */
  readonly runsFolder: string;
  /** The engine's process id while there is one. */
  readonly enginePid: () => number | undefined;
  /** The offer that is made when a picture is dropped into a text editor. */
  readonly dropProvider: vscode.DocumentDropEditProvider;
  /** What the command "Choose model" does, without its dialogs. */
  readonly models: Models;
  /** What is done about model servers, without its dialogs. */
  readonly servers: Servers;
}

let engine: EngineClient | undefined;

export function activate(context: vscode.ExtensionContext): MockloopApi {
  // The editor has read the words of its language; without any they stay English.
  l10n.config({ contents: vscode.l10n.bundle ?? {} });
  const channel = vscode.window.createOutputChannel("Mockloop", { log: true });
  const logger = createOutputLogger(channel);
  const modulePath = context.asAbsolutePath(join("dist", "engine.mjs"));
  const keys = new ServerKeys(context.secrets);
  const readSecret = (name: string): Promise<string | undefined> => keys.read(name);
  const permissions = new Permissions();
  const client = new EngineClient({
    ...{ modulePath, logger, editorModels, readSecret },
    askPermission: (ask, signal) => permissions.ask(ask, signal),
  });
  engine = client;

  const storage = context.storageUri ?? context.globalStorageUri;
  const runsFolder = vscode.Uri.joinPath(storage, "runs");
  const history = new RunHistory(runsFolder.fsPath);
  const works = new Works({ history, memento: context.workspaceState, logger });
  const controller = new RunController({ works, engine: client, logger });
  const undoCare = new UndoCare();
  const models = new Models(client);
  const servers = new Servers({ engine: client, keys, models });
  const actions: RunActions = new RunActions({
    ...{ works, controller, undoCare },
    viewer: () => panel,
    onError: (error) => commands.tell(error),
  });
  const assets = vscode.Uri.joinPath(context.extensionUri, "dist", "webview");
  const waysIn = new WaysIn({
    ...{ actions, web: new WebPictures(client, permissions) },
    readClipboardInPanel: () => panel.readClipboard(),
  });
  const handEdits = new HandEdits(works, controller, (error) => commands.tell(error));
  const panel: Panel = new Panel({
    ...{ works, actions, waysIn, handEdits, logger, assets, runs: runsFolder },
  });
  const showPanel = (): void => panel.show();
  const commands = new Commands({
    ...{ actions, waysIn, controller, channel, models, servers, permissions, showPanel, storage },
  });
  const cliPath = context.asAbsolutePath(join("dist", "cliMain.mjs"));
  const mcp = offerMcpServer({ cliPath, version: manifest.version, logger });
  const drops = new DropAndPaste((input, place) => void commands.fillMarker(input, place));
  context.subscriptions.push(
    channel,
    works,
    controller,
    panel,
    commands.register(),
    drops,
    undoCare,
    handEdits,
    new CodeDocuments(works),
    new RunsView(works),
    watchMarkers(works, controller),
    keepContexts(works),
    showModel(models),
    showCancel(works),
    ...(mcp ? [mcp] : []),
  );
  works.restore().catch((error: unknown) => logger.warn(String(error)));
  return {
    runs: () => works.all.map(({ state }) => state),
    onDidChangeRuns: works.onDidChange,
    runsFolder: runsFolder.fsPath,
    enginePid: () => client.pid,
    dropProvider: drops,
    models,
    servers,
  };
}

export async function deactivate(): Promise<void> {
  await engine?.dispose();
}

/** Tells the menus what can be done, whenever that changes. */
function keepContexts(works: Works): vscode.Disposable {
  const known = new Map<string, boolean>();
  const tell = (): void => {
    const { all, shown } = works;
    const ended = shown !== undefined && hasEnded(shown.state);
    const now: Readonly<Record<Exclude<keyof typeof CONTEXTS, "dropped">, boolean>> = {
      running: all.some(({ state }) => !hasEnded(state)),
      canAccept: ended && findSelected(shown.state) !== undefined,
      canRefine: ended,
      canDiscard: ended,
    };
    for (const key of Object.keys(now) as (keyof typeof now)[]) {
      if (known.get(key) === now[key]) continue;
      known.set(key, now[key]);
      void vscode.commands.executeCommand("setContext", CONTEXTS[key], now[key]);
    }
  };
  tell();
  return works.onDidChange(tell);
}
