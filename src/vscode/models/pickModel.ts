import * as vscode from "vscode";
import type { ModelRef } from "../../protocol/modelRef";
import type { BackendEntry, ModelEntry } from "../../protocol/schemas/models";
import { describeBackends } from "./backendItems";
import type { BackendItem, BackendList } from "./backendItems";
import { describeModels } from "./modelItems";
import type { ModelItem, ModelList, OfferedModel } from "./modelItems";

/** What a person chose in the list of models. */
export type ModelChoice =
  | { readonly kind: "use"; readonly model: ModelRef; readonly title: string }
  | { readonly kind: "download" | "verify" | "remove"; readonly entry: ModelEntry }
  | { readonly kind: "import" | "file" | "address" }
  | { readonly kind: "addBackend" | "removeBackend"; readonly backend: BackendEntry };

/** All that the list shows. */
export interface Offer {
  readonly models: ModelList;
  readonly backends: BackendList;
  /** Of other extensions. */
  readonly offered: readonly OfferedModel[];
}

interface Item extends vscode.QuickPickItem {
  readonly choice?: ModelChoice;
}

interface ItemButton extends vscode.QuickInputButton {
  readonly choice: ModelChoice;
}

const OWN: readonly Item[] = [
  { label: "Your own", kind: vscode.QuickPickItemKind.Separator },
  {
    label: "$(file-add) Import a .gguf file…",
    description: "copied to the other models",
    choice: { kind: "import" },
  },
  {
    label: "$(file-symlink-file) Use a .gguf file where it lies…",
    choice: { kind: "file" },
  },
  {
    label: "$(cloud-download) Download from an address…",
    description: "Hugging Face or any https address",
    choice: { kind: "address" },
  },
];

/**
 * Shows the list, at once, and fills it when it is known; undefined: the person went away.
 *
 * @throws what `listing` throws.
 */
export function pickModel(
  listing: Promise<Offer>,
  current: ModelRef,
): Promise<ModelChoice | undefined> {
  return new Promise((resolve, reject) => {
    const pick = vscode.window.createQuickPick<Item>();
    pick.title = "Choose what writes the code";
    pick.placeholder = "Local models run on this machine; nothing leaves it";
    pick.busy = true;
    // What takes the focus while the list is on its way must not close it.
    pick.ignoreFocusOut = true;
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    const settle = (choice: ModelChoice | undefined): void => {
      resolve(choice);
      pick.hide();
    };
    pick.onDidAccept(() => {
      const { choice } = pick.selectedItems[0] ?? {};
      if (choice) settle(choice);
    });
    pick.onDidTriggerItemButton(({ button }) => settle((button as ItemButton).choice));
    let isHidden = false;
    pick.onDidHide(() => {
      isHidden = true;
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
    listing.then(
      ({ models, backends, offered }) => {
        if (isHidden) return;
        const items = describeModels(models, current, offered).map(toItem);
        pick.items = [...items, ...OWN, ...toGroup(describeBackends(backends))];
        pick.activeItems = items.filter(({ label }) => label.startsWith("$(check)"));
        pick.busy = false;
      },
      (error: unknown) => {
        reject(error instanceof Error ? error : new Error(String(error)));
        pick.hide();
      },
    );
  });
}

function toItem({ model, label, description, detail, entry }: ModelItem): Item {
  const title = label.replace(/^\$\([\w-]+\) /, "");
  const isHere = entry === undefined || entry.state === "installed";
  return {
    ...{ label, description, detail },
    choice: isHere ? { kind: "use", model, title } : { kind: "download", entry },
    buttons:
      entry?.state === "installed"
        ? [verifyButton(entry), removeButton({ kind: "remove", entry })]
        : entry?.state === "partial"
          ? [removeButton({ kind: "remove", entry })]
          : [],
  };
}

const verifyButton = (entry: ModelEntry): ItemButton => ({
  iconPath: new vscode.ThemeIcon("verified"),
  tooltip: "Check its files",
  choice: { kind: "verify", entry },
});

const removeButton = (choice: ModelChoice): ItemButton => ({
  iconPath: new vscode.ThemeIcon("trash"),
  tooltip: "Remove",
  choice,
});

/** Nothing at all where there is nothing to download. */
function toGroup(backends: readonly BackendItem[]): readonly Item[] {
  if (backends.length === 0) return [];
  const items = backends.map(({ entry: backend, ...texts }): Item => {
    const removal = { kind: "removeBackend", backend } as const;
    const { state } = backend;
    return {
      ...texts,
      choice: state === "installed" ? removal : { kind: "addBackend", backend },
      buttons: state === "partial" || state === "other version" ? [removeButton(removal)] : [],
    };
  });
  return [{ label: "Graphics card", kind: vscode.QuickPickItemKind.Separator }, ...items];
}
