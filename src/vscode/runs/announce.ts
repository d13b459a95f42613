import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { COMMANDS } from "../contributions";
import { findRemedyButton } from "../describeRemedy";
import { describeResult } from "./runState";
import type { RunState } from "./runState";

/** Says how runs ended, with what can be done about it: failures always, successes only when the panel does not show them. */
export function announce(states: readonly RunState[], isPanelVisible: boolean): void {
  const failed = states.filter(({ phase }) => phase === "failed");
  for (const state of failed) void announceFailure(state);
  const rest = states.filter((state) => !failed.includes(state));
  if (rest.length > 0 && !isPanelVisible) void announceSuccess(rest);
}

async function announceFailure(state: RunState): Promise<void> {
  const button = findRemedyButton(state.ended?.remedy);
  const buttons = button === undefined ? [l10n.t("Show Log")] : [button.label, l10n.t("Show Log")];
  const text = `Mockloop: ${describeResult(state)}`;
  const pressed = await vscode.window.showErrorMessage(text, ...buttons);
  if (pressed === l10n.t("Show Log")) await vscode.commands.executeCommand(COMMANDS.showLog);
  else if (pressed !== undefined && button?.command === COMMANDS.refine)
    await vscode.commands.executeCommand(button.command, { run: state.id });
  else if (pressed !== undefined && button) await vscode.commands.executeCommand(button.command);
}

async function announceSuccess(states: readonly RunState[]): Promise<void> {
  const text = `Mockloop: ${states.map(describeResult).join(" ")}`;
  const pressed = await vscode.window.showInformationMessage(text, l10n.t("Show"));
  if (pressed === l10n.t("Show")) await vscode.commands.executeCommand(COMMANDS.showPanel);
}
