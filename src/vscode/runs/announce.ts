import * as vscode from "vscode";
import { COMMANDS } from "../contributions";
import { describeResult } from "./runState";
import type { RunState } from "./runState";

/** What helps against a failure: a button and its command. */
const REMEDIES: Readonly<Record<string, readonly [string, string]>> = {
  ENGINE_FAILED: ["Refine further", COMMANDS.refine],
  MODEL_UNAVAILABLE: ["Choose Model", COMMANDS.chooseModel],
  BROWSER_NOT_FOUND: ["Check This Machine", COMMANDS.doctor],
};

/** Says how runs ended, with what can be done about it: failures always, successes only when the panel does not show them. */
export function announce(states: readonly RunState[], isPanelVisible: boolean): void {
  const failed = states.filter(({ phase }) => phase === "failed");
  for (const state of failed) void announceFailure(state);
  const rest = states.filter((state) => !failed.includes(state));
  if (rest.length > 0 && !isPanelVisible) void announceSuccess(rest);
}

async function announceFailure(state: RunState): Promise<void> {
  const code = state.ended?.type === "error" ? state.ended.code : "";
  const [button, command] = REMEDIES[code] ?? [];
  const buttons = button === undefined ? ["Show Log"] : [button, "Show Log"];
  const text = `Mockloop: ${describeResult(state)}`;
  const pressed = await vscode.window.showErrorMessage(text, ...buttons);
  if (pressed === "Show Log") await vscode.commands.executeCommand(COMMANDS.showLog);
  else if (pressed !== undefined && command === COMMANDS.refine)
    await vscode.commands.executeCommand(command, { run: state.id });
  else if (pressed !== undefined && command !== undefined)
    await vscode.commands.executeCommand(command);
}

async function announceSuccess(states: readonly RunState[]): Promise<void> {
  const text = `Mockloop: ${states.map(describeResult).join(" ")}`;
  const pressed = await vscode.window.showInformationMessage(text, "Show");
  if (pressed === "Show") await vscode.commands.executeCommand(COMMANDS.showPanel);
}
