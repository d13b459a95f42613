import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
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
  const title = "Download a model from an address";
  const spec = await vscode.window.showInputBox({
    title,
    prompt: "Where the model's .gguf file lies",
    placeHolder: "hf:user/repository/model.gguf or https://…",
    ignoreFocusOut: true,
    validateInput: (value) => checkAddress(value.trim()),
  });
  if (spec === undefined) return undefined;
  const mmproj = await vscode.window.showInputBox({
    title,
    prompt:
      "Where its vision file (mmproj) lies. Leave it empty for a model that sees no pictures.",
    placeHolder: "hf:user/repository/mmproj.gguf or https://…",
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
    : "Give hf:user/repository/file.gguf, or an https address that ends in .gguf.";
}

/** The vision file's path; "" for none; undefined: the person went away. */
async function askForVisionFile(model: string): Promise<string | undefined> {
  const folder = dirname(model);
  const names = await readdir(folder).catch(() => []);
  const likely = names.filter((name) => /mmproj.*\.gguf$/i.test(name) && name !== basename(model));
  const other = "Choose another file…";
  const none = "None";
  const picked = await vscode.window.showQuickPick(
    [
      ...likely.map((name) => ({ label: name, description: "in the same folder" })),
      { label: other },
      { label: none, description: "the model sees no pictures, and works from what was measured" },
    ],
    {
      title: `The vision file (mmproj) of ${basename(model)}`,
      placeHolder: "Which file lets it see?",
      ignoreFocusOut: true,
    },
  );
  if (picked?.label === other) return askForFile("The vision file (mmproj)", folder);
  if (picked?.label === none) return "";
  return picked && join(folder, picked.label);
}

async function askForFile(title: string, folder: string | undefined): Promise<string | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title,
    canSelectMany: false,
    filters: { "Models (GGUF)": ["gguf"] },
    ...(folder !== undefined && { defaultUri: vscode.Uri.file(folder) }),
  });
  return picked?.[0]?.fsPath;
}
