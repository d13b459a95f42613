import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { COMMANDS } from "./contributions";
import { hasEnded } from "./runs/runState";
import type { Works } from "./runs/works";

/** An item in the status bar that cancels all runs, while there are any: the panel with its button may be hidden. */
export function showCancel(works: Pick<Works, "all" | "onDidChange">): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("mockloop.cancel", vscode.StatusBarAlignment.Left);
  item.name = l10n.t("Mockloop: cancel");
  item.command = COMMANDS.cancel;
  item.text = `$(stop-circle) ${l10n.t("Cancel Mockloop")}`;
  item.tooltip = l10n.t("Cancels all runs of Mockloop; what is finished stays");
  let isShown = false;
  const update = (): void => {
    const isBusy = works.all.some(({ state }) => !hasEnded(state));
    if (isBusy === isShown) return;
    isShown = isBusy;
    if (isBusy) item.show();
    else item.hide();
  };
  update();
  return vscode.Disposable.from(item, works.onDidChange(update));
}
