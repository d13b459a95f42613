import { basename } from "node:path";
import * as vscode from "vscode";
import { raceAbort } from "../../base/async";
import type {
  PermissionAnswer,
  PermissionQuestion,
  Scope,
} from "../../protocol/permissionProtocol";

/** Lines of a diff that a dialog shows. */
const MAX_LINES = 30;

const BUTTONS: Readonly<Record<Scope, string>> = {
  once: "Allow Once",
  session: "Allow in This Window",
  workspace: "Allow in This Workspace",
  always: "Always Allow",
};

/** What is asked, and for which run; undefined: for what the person does at this moment. */
export interface Asking {
  readonly runDir?: string;
  readonly question: PermissionQuestion;
}

/**
 * Asks the person about what a run wants to do, with all that is known of it: files, host and changed lines. Whoever closes the dialog
 * says no. @throws AbortError.
 */
export async function askPermission(
  { runDir, question }: Asking,
  signal: AbortSignal,
): Promise<PermissionAnswer> {
  const { scopes, summary } = question;
  const offered = vscode.workspace.workspaceFolders
    ? scopes
    : scopes.filter((scope) => scope !== "workspace");
  const asking = vscode.window.showWarningMessage(
    `Mockloop: ${summary}. Allow it?`,
    { modal: true, detail: describeQuestion(question, runDir) },
    ...offered.map((scope) => BUTTONS[scope]),
  );
  const picked = await raceAbort(Promise.resolve(asking), signal);
  const scope = offered.find((one) => BUTTONS[one] === picked);
  return { allow: scope !== undefined, scope: scope ?? "once" };
}

/** What the dialog says below its question. */
function describeQuestion(
  { paths, host, diff }: PermissionQuestion,
  runDir: string | undefined,
): string {
  const lines = diff?.split("\n") ?? [];
  const left = lines.length - MAX_LINES;
  return [
    ...paths.map((path) => `File: ${path}`),
    ...(host === undefined ? [] : [`Host: ${host}`]),
    ...(lines.length > 0 ? ["", ...lines.slice(0, MAX_LINES)] : []),
    ...(left > 0 ? [`… ${left} more ${left === 1 ? "line" : "lines"}`] : []),
    "",
    ...(runDir === undefined ? [] : [`Asked by the run ${basename(runDir)}.`]),
    "“Mockloop: Permissions” shows and takes back what you allow.",
  ]
    .join("\n")
    .trimStart();
}
