import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { WantedModel } from "./models";

/** Asks for a .gguf file on the disk and its vision file. Undefined: the person went away. */
export async function askForFiles(title: string): Promise<WantedModel | undefined> {
  const spec = await askForFile(title, undefined);
  if (spec === undefined) return undefined;
  const mmproj = await askForVisionFile(spec);
  return mmproj === undefined ? undefined : { spec, ...(mmproj !== "" && { mmproj }) };
}

/** Asks for a model's address and that of its vision file. Undefined: the person went away. */
export async function askForAddress(): Promise<WantedModel | undefined> {
  const title = l10n.t("Download a model from an address");
  const spec = await vscode.window.showInputBox({
    title,
    prompt: l10n.t("Where the model's .gguf file lies"),
    placeHolder: l10n.t("hf:user/repository/model.gguf or https://…"),
    ignoreFocusOut: true,
    validateInput: (value) => checkAddress(value.trim()),
  });
  if (spec === undefined) return undefined;
  const mmproj = await vscode.window.showInputBox({
    title,
    prompt: l10n.t(
      "Where its vision file (mmproj) lies. Leave it empty for a model that sees no pictures.",
    ),
    placeHolder: l10n.t("hf:user/repository/mmproj.gguf or https://…"),
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === "" ? undefined : checkAddress(value.trim())),
  });
  if (mmproj === undefined) return undefined;
  return { spec: spec.trim(), ...(mmproj.trim() !== "" && { mmproj: mmproj.trim() }) };
}

/** Undefined when it is one; else what is wrong with it. Plain http only reaches this machine itself. */
function checkAddress(value: string): string | undefined {
  const isKnown = /^(hf:[\w.-]+\/[\w.-]+\/|https:\/\/|http:\/\/(localhost|127\.0\.0\.1)[:/])/i;
  return isKnown.test(value) && /\.gguf(#[\w./-]+)?$/i.test(value)
    ? undefined
    : l10n.t("Give hf:user/repository/file.gguf, or an https address that ends in .gguf.");
}

/** The vision file's path; "" for none; undefined: the person went away. */
async function askForVisionFile(model: string): Promise<string | undefined> {
  const folder = dirname(model);
  const names = await readdir(folder).catch(() => []);
  const likely = names.filter((name) => /mmproj.*\.gguf$/i.test(name) && name !== basename(model));
  const other = l10n.t("Choose another file…");
  const none = l10n.t("None");
  const picked = await vscode.window.showQuickPick(
    [
      ...likely.map((name) => ({ label: name, description: l10n.t("in the same folder") })),
      { label: other },
      {
        label: none,
        description: l10n.t("the model sees no pictures, and works from what was measured"),
      },
    ],
    {
      title: l10n.t("The vision file (mmproj) of {0}", basename(model)),
      placeHolder: l10n.t("Which file lets it see?"),
      ignoreFocusOut: true,
    },
  );
  if (picked?.label === other) return askForFile(l10n.t("The vision file (mmproj)"), folder);
  if (picked?.label === none) return "";
  return picked && join(folder, picked.label);
}

async function askForFile(title: string, folder: string | undefined): Promise<string | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title,
    canSelectMany: false,
    filters: { [l10n.t("Models (GGUF)")]: ["gguf"] },
    ...(folder !== undefined && { defaultUri: vscode.Uri.file(folder) }),
  });
  return picked?.[0]?.fsPath;
}
