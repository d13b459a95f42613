import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { describeModelRef } from "../../protocol/modelRef";
import { COMMANDS, SETTINGS_SECTION } from "../contributions";
import type { Models } from "./models";

/** An item in the status bar that says which model is chosen; a click chooses another. */
export function showModel(models: Pick<Models, "current">): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("mockloop.model", vscode.StatusBarAlignment.Right);
  item.name = l10n.t("Mockloop: model");
  item.command = COMMANDS.chooseModel;
  const update = (): void => {
    const { current } = models;
    item.text = `$(sparkle) ${current.kind === "tracer" ? l10n.t("Tracer") : describeModelRef(current)}`;
    item.tooltip = l10n.t("What writes the code for Mockloop; click to choose another");
  };
  update();
  item.show();
  const changes = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${SETTINGS_SECTION}.model`)) update();
  });
  return vscode.Disposable.from(item, changes);
}
