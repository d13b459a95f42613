import * as l10n from "@vscode/l10n";
import type * as vscode from "vscode";
import type { ExaminedPart } from "../../protocol/schemas/models";
import type { Models } from "../models/models";
import { showWork } from "../showWork";
import { showParts } from "./showParts";

/**
 * The command "Check this machine": a page that says what is there, what is missing, and what to do. Resolves with what was found;
 * undefined when it was cancelled.
 */
export async function checkMachine(
  models: Models,
  folder: vscode.Uri,
): Promise<readonly ExaminedPart[] | undefined> {
  const parts = await showWork(l10n.t("Checking this machine"), (signal) => models.examine(signal));
  if (!parts) return undefined;
  await showParts(
    { title: l10n.t("This machine"), good: l10n.t("Mockloop can work here."), parts },
    folder,
  );
  return parts;
}
