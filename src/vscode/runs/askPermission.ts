import { basename } from "node:path";
import * as vscode from "vscode";
import type { PermissionAnswer, PermissionAsk } from "../../protocol/permissionProtocol";

/** Asks the person about what a run wants to do; whoever closes the dialog says no. */
export async function askPermission({
  runDir,
  question,
}: PermissionAsk): Promise<PermissionAnswer> {
  const once = "Allow";
  const { lasting } = question;
  const always = lasting === undefined ? "Allow in This Run" : `Always Allow ${lasting}`;
  const picked = await vscode.window.showWarningMessage(
    `Mockloop: ${question.summary}. Allow it?`,
    { modal: true, detail: `Asked by the run ${basename(runDir)}.` },
    once,
    always,
  );
  return {
    allow: picked !== undefined,
    scope: picked !== always ? "once" : lasting === undefined ? "run" : "always",
  };
}
