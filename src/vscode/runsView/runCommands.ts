import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { COMMANDS } from "../contributions";
import type { RunActions } from "../runs/runActions";
import { nameOfRun } from "../runs/runState";

/** Which run a command is for: what an item of the view, another extension or a key binding says. */
export interface RunOption {
  /** Its id; undefined: the run that is shown. */
  readonly run?: string | undefined;
}

type RunCommand = Extract<keyof typeof COMMANDS, `${string}Run`>;

/** What the commands of the view of past runs do. `guard` says what goes wrong in them. */
export function createRunCommands(
  actions: RunActions,
  showPanel: () => void,
  guard: (act: () => unknown) => Promise<unknown>,
): Readonly<Record<RunCommand, (option?: RunOption) => Promise<unknown>>> {
  return {
    openRun: (option) =>
      guard(() => {
        actions.show(actions.find(option?.run));
        showPanel();
      }),
    resumeRun: (option) =>
      guard(async () => {
        const begun = await actions.refine(actions.find(option?.run), { instruction: "" });
        return begun.ended;
      }),
    renameRun: (option) =>
      guard(async () => {
        const work = actions.find(option?.run);
        const name = await vscode.window.showInputBox({
          title: l10n.t("Rename the run of {0}", work.state.mockupName),
          prompt: l10n.t("Leave it empty to call it as its mockup."),
          value: nameOfRun(work.state),
        });
        if (name !== undefined) actions.rename(work, name);
      }),
    revealRun: (option) =>
      guard(() => {
        const [first = ""] = actions.find(option?.run).runDirs;
        return vscode.commands.executeCommand("revealFileInOS", vscode.Uri.file(first));
      }),
    deleteRun: (option) => guard(() => actions.discard(actions.find(option?.run), true)),
  };
}
