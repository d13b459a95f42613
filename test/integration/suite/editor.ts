import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { MockloopApi } from "../../../src/vscode/extension";
import type { RunState } from "../../../src/vscode/runs/runState";

/** The extension under test, activated. */
export async function activateExtension(): Promise<MockloopApi> {
  const extension = vscode.extensions.getExtension<MockloopApi>("mockloop.mockloop");
  assert.ok(extension, "The extension is not installed.");
  return extension.activate();
}

/** A text model and its vision file, small enough for tests. Random weights: what they say is nonsense. */
export function tinyPair(): { readonly spec: string; readonly mmproj: string } {
  const extension = vscode.extensions.getExtension("mockloop.mockloop");
  assert.ok(extension, "The extension is not installed.");
  const folder = join(extension.extensionPath, "test", "fixtures", "models", "tiny-glm46v");
  const [spec, mmproj] = ["text", "mmproj"].map((part) =>
    join(folder, `tiny-glm46v-${part}-f16.gguf`),
  );
  assert.ok(spec && mmproj && existsSync(spec) && existsSync(mmproj));
  return { spec, mmproj };
}

/** The address of a file in the workspace under test. */
export function inWorkspace(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, "No workspace is open.");
  return vscode.Uri.joinPath(folder.uri, path);
}

export const MOCKUP = "designs/sign-in.png";

/** Generates from the shipped mockup by the command a context menu calls; resolves when the run has ended. */
export async function generate(path = MOCKUP): Promise<RunState> {
  const uri = inWorkspace(path);
  const states = await vscode.commands.executeCommand<readonly RunState[]>(
    "mockloop.generate",
    uri,
    [uri],
  );
  const state = states.at(-1);
  assert.ok(state);
  return state;
}

/** Discards every run, so that the next test begins with none; closes all editors. */
export async function startAfresh(): Promise<void> {
  const api = await activateExtension();
  while (api.runs().length > 0)
    await vscode.commands.executeCommand("mockloop.discard", { ask: false });
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

/** Resolves with what `find` finds, looking again and again; fails after `timeoutMs`. */
export async function waitFor<T>(
  what: string,
  find: () => T | undefined | false,
  timeoutMs = 60_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = find();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) assert.fail(`Waited ${timeoutMs} ms in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export function isThere(path: string): boolean {
  return existsSync(inWorkspace(path).fsPath);
}

/** Reads a file of the workspace as text. */
export async function readText(path: string): Promise<string> {
  const bytes = await vscode.workspace.fs.readFile(inWorkspace(path));
  return new TextDecoder().decode(bytes);
}

/** Sets a setting for this test; undefined resets it. */
export async function set(key: string, value: unknown): Promise<void> {
  const target = vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration("mockloop").update(key, value, target);
}

/** Writes a measurement into the report. */
export function report(text: string): void {
  console.log(`[suite]       ${text}`);
}
