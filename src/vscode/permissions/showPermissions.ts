import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { PolicyAction } from "../../protocol/permissionProtocol";
import { SETTINGS_SECTION } from "../contributions";
import { readPolicy } from "../settings";
import { actionLabels, describePermissions } from "./permissionItems";
import type { PermissionItem } from "./permissionItems";
import type { Permissions } from "./permissions";

type Row = vscode.QuickPickItem & { readonly choice?: PermissionItem["choice"] };

/** The command "Permissions": the table of what models may do and what was answered; what is chosen is changed, until nothing is. */
export async function showPermissions(permissions: Permissions): Promise<void> {
  for (;;) {
    const answers = await permissions.answers();
    const table = describePermissions(readPolicy(), answers, permissions.asked);
    const rows: readonly Row[] = [
      ...group(l10n.t("What models may do"), table.effects),
      ...group(l10n.t("Rules"), table.rules),
      ...group(l10n.t("Answered"), table.answers),
      ...group(l10n.t("Asked in this window"), table.asked),
    ];
    const picked = await vscode.window.showQuickPick(rows, {
      title: l10n.t("Mockloop: Permissions"),
      placeHolder: l10n.t("Choose a line to change it"),
      matchOnDescription: true,
    });
    const choice = picked?.choice;
    if (!choice) return;
    if (choice.kind === "setting") return openSetting(choice.key);
    if (choice.kind === "answer") await permissions.forget(choice.answer);
    if (choice.kind === "effect" && !(await changeEffect(choice))) return;
  }
}

/** Whether something was chosen. */
async function changeEffect({
  effect,
  action,
}: Extract<PermissionItem["choice"], { kind: "effect" }>): Promise<boolean> {
  const labels = actionLabels();
  const actions = Object.keys(labels) as PolicyAction[];
  const picked = await vscode.window.showQuickPick(
    actions.map((one) => ({
      label: labels[one],
      description: one === action ? l10n.t("as it is") : "",
      action: one,
    })),
    { title: l10n.t("On this machine, in every workspace") },
  );
  if (!picked) return false;
  const configuration = vscode.workspace.getConfiguration(SETTINGS_SECTION);
  const own = configuration.inspect<Record<string, unknown>>("tools.permissions")?.globalValue;
  await configuration.update(
    "tools.permissions",
    { ...own, [effect]: picked.action },
    vscode.ConfigurationTarget.Global,
  );
  return true;
}

async function openSetting(key: string): Promise<void> {
  await vscode.commands.executeCommand(
    "workbench.action.openSettings",
    `${SETTINGS_SECTION}.${key}`,
  );
}

function group(title: string, items: readonly PermissionItem[]): readonly Row[] {
  if (items.length === 0) return [];
  return [{ label: title, kind: vscode.QuickPickItemKind.Separator }, ...items];
}
