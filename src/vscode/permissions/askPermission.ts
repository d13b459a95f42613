import { basename } from "node:path";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { raceAbort } from "../../base/async";
import type {
  PermissionAnswer,
  PermissionQuestion,
  Scope,
} from "../../protocol/permissionProtocol";

/** Lines of a diff that a dialog shows. */
const MAX_LINES = 30;

const buttons = (): Readonly<Record<Scope, string>> => ({
  once: l10n.t("Allow Once"),
  session: l10n.t("Allow in This Window"),
  workspace: l10n.t("Allow in This Workspace"),
  always: l10n.t("Always Allow"),
});

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
  const labels = buttons();
  const asking = vscode.window.showWarningMessage(
    l10n.t("Mockloop: {0}. Allow it?", summary),
    { modal: true, detail: describeQuestion(question, runDir) },
    ...offered.map((scope) => labels[scope]),
  );
  const picked = await raceAbort(Promise.resolve(asking), signal);
  const scope = offered.find((one) => labels[one] === picked);
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
    ...paths.map((path) => l10n.t("File: {0}", path)),
    ...(host === undefined ? [] : [l10n.t("Host: {0}", host)]),
    ...(lines.length > 0 ? ["", ...lines.slice(0, MAX_LINES)] : []),
    ...(left > 0 ? [left === 1 ? l10n.t("… 1 more line") : l10n.t("… {0} more lines", left)] : []),
    "",
    ...(runDir === undefined ? [] : [l10n.t("Asked by the run {0}.", basename(runDir))]),
    l10n.t("“Mockloop: Permissions” shows and takes back what you allow."),
  ]
    .join("\n")
    .trimStart();
}
