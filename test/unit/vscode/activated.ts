import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import * as vscode from "vscode";
import type { RunRequest } from "../../../src/protocol/runProtocol";
import { activate, deactivate } from "../../../src/vscode/extension";
import type { MockloopApi } from "../../../src/vscode/extension";
import type { RunState } from "../../../src/vscode/runs/runState";
import { useTempFolder } from "../../fakes/tempFolder";
import { until } from "../../fakes/until";
import { editor } from "../../fakes/vscode/fakeEditor";

const ENGINE = resolve(import.meta.dirname, "../../fakes/fakeEngine.mjs");
const PICTURE = resolve(import.meta.dirname, "../../integration/workspace/designs/sign-in.png");

/** The whole extension in the fake editor: its engine is a process of its own that draws nothing (test/fakes/fakeEngine.mjs). */
export class Activated {
  /** What outlives a window. */
  private readonly memory = new Map<string, unknown>();
  /** The editor's store of secrets. */
  readonly secrets = new Map<string, string>();
  private subscriptions: { dispose(): unknown }[] = [];
  api!: MockloopApi;

  constructor(private readonly folder: string) {
    mkdirSync(join(folder, "workspace", "designs"), { recursive: true });
  }

  /** Opens a window. */
  open(): void {
    editor.reset(join(this.folder, "workspace"));
    editor.settings.set("mockloop.acceptPreview", false);
    const storageUri = vscode.Uri.file(join(this.folder, "storage"));
    const context = {
      asAbsolutePath: () => ENGINE,
      extensionUri: vscode.Uri.file(this.folder),
      storageUri,
      globalStorageUri: storageUri,
      subscriptions: (this.subscriptions = []),
      secrets: { get: (name: string) => Promise.resolve(this.secrets.get(name)) },
      workspaceState: {
        get: (key: string) => this.memory.get(key),
        update: (key: string, value: unknown) => {
          this.memory.set(key, JSON.parse(JSON.stringify(value)));
          return Promise.resolve();
        },
      },
    };
    this.api = activate(context as unknown as vscode.ExtensionContext);
  }

  /** Closes the window, and ends the engine. */
  async close(): Promise<void> {
    for (const item of this.subscriptions.reverse()) item.dispose();
    await deactivate();
  }

  /** A mockup in the workspace. What the engine makes of it is in its name: see test/fakes/fakeEngine.mjs. */
  mockup(name: string): vscode.Uri {
    const path = join(this.folder, "workspace", "designs", name);
    copyFileSync(PICTURE, path);
    return vscode.Uri.file(path);
  }

  generate(...names: readonly string[]): Promise<readonly RunState[] | undefined> {
    const uris = names.map((name) => this.mockup(name));
    return this.execute("mockloop.generate", uris[0], uris);
  }

  async execute<T>(command: string, ...args: unknown[]): Promise<T> {
    return (await editor.execute(command, ...args)) as T;
  }

  get runs(): readonly RunState[] {
    return this.api.runs();
  }

  /** The run of the mockup with this name, as soon as it is in `phase`. */
  runOf(name: string, phase: RunState["phase"]): Promise<RunState> {
    return until(() => this.runs.find((run) => run.mockupName === name && run.phase === phase));
  }

  /** Resolves when the engine has begun a run: it knows its mockup. */
  atWork(name: string): Promise<RunState> {
    return until(() => this.runs.find((run) => run.mockupName === name && run.mockup));
  }

  /** Names of the runs' folders, oldest first. */
  get runFolders(): readonly string[] {
    return readdirSync(this.api.runsFolder);
  }

  /** What a run's engine was asked. */
  requestOf(runFolder: string): RunRequest {
    const journal = readFileSync(join(this.api.runsFolder, runFolder, "journal.jsonl"), "utf8");
    return (JSON.parse(journal.split("\n")[0] ?? "") as { readonly request: RunRequest }).request;
  }

  /** Puts a file where the runs' folder is to be, so that no run's folder can be made. */
  blockRuns(): void {
    mkdirSync(join(this.folder, "storage"), { recursive: true });
    writeFileSync(this.api.runsFolder, "");
  }

  get texts(): readonly string[] {
    return editor.messages.map(({ kind, text }) => `${kind}: ${text}`);
  }
}

/** An activated extension for each test of the suite it is called in. */
export function useExtension(): () => Activated {
  const folder = useTempFolder();
  let activated: Activated;
  beforeEach(() => {
    activated = new Activated(folder());
    activated.open();
  });
  afterEach(() => activated.close());
  return () => activated;
}

/** The names of the folders of paths. */
export function namesOf(paths: readonly (string | undefined)[]): readonly string[] {
  return paths.map((path) => {
    assert.ok(path !== undefined);
    return basename(path);
  });
}
