import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { ModelRef } from "../../protocol/modelRef";
import type { BackendEntry, ModelEntry } from "../../protocol/schemas/models";
import type { ListedServer, SeenServer } from "../../protocol/schemas/questions/servers";
import type { ServerChoice } from "../servers/actOnServer";
import { describeServer } from "../servers/serverItems";
import type { ServerList } from "../servers/servers";
import { describeBackends } from "./backendItems";
import type { BackendItem, BackendList } from "./backendItems";
import { describeModels } from "./modelItems";
import type { ModelItem, ModelList, OfferedModel } from "./modelItems";

/** What a person chose in the list of models. */
export type ModelChoice =
  | { readonly kind: "use"; readonly model: ModelRef; readonly title: string }
  | { readonly kind: "download" | "verify" | "remove"; readonly entry: ModelEntry }
  | { readonly kind: "import" | "file" | "address" }
  | { readonly kind: "addBackend" | "removeBackend"; readonly backend: BackendEntry }
  | ServerChoice;

/** All that the list shows. */
export interface Offer {
  readonly models: ModelList;
  readonly backends: BackendList;
  /** Of other extensions. */
  readonly offered: readonly OfferedModel[];
  readonly servers: ServerList;
}

export interface Item extends vscode.QuickPickItem {
  readonly choice?: ModelChoice;
}

export interface ItemButton extends vscode.QuickInputButton {
  readonly choice: ModelChoice;
}

/** What the list of models shows, from the tracer to the graphics card; `seen` has what servers said of themselves so far, by name. */
export function toItems(
  { models, backends, offered, servers }: Offer,
  current: ModelRef,
  seen: ReadonlyMap<string, SeenServer>,
): readonly Item[] {
  const names = servers.servers.map(({ server }) => server.name);
  return [
    ...describeModels(models, current, offered, names).map(toItem),
    separator(l10n.t("Servers")),
    ...servers.servers.map((listed) => toServerItem(listed, seen.get(listed.server.name), current)),
    ...serverActions(servers),
    separator(l10n.t("Your own")),
    ...own(),
    ...toGroup(describeBackends(backends)),
  ];
}

const separator = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });

const own = (): readonly Item[] => [
  {
    label: `$(file-add) ${l10n.t("Import a .gguf file…")}`,
    description: l10n.t("copied to the other models"),
    choice: { kind: "import" },
  },
  {
    label: `$(file-symlink-file) ${l10n.t("Use a .gguf file where it lies…")}`,
    choice: { kind: "file" },
  },
  {
    label: `$(cloud-download) ${l10n.t("Download from an address…")}`,
    description: l10n.t("Hugging Face or any https address"),
    choice: { kind: "address" },
  },
];

function serverActions({ allowedHosts }: ServerList): readonly Item[] {
  return [
    {
      label: `$(add) ${l10n.t("Add a server…")}`,
      description: l10n.t("llama-server, vLLM, Ollama, LM Studio, OpenRouter and anything alike"),
      choice: { kind: "addServer" },
    },
    {
      label: `$(search) ${l10n.t("Look for servers on this machine…")}`,
      description: l10n.t("llama-server, Ollama and LM Studio on their usual ports"),
      choice: { kind: "findServer" },
    },
    ...(allowedHosts.length === 0
      ? []
      : [
          {
            label: `$(shield) ${l10n.t("Hosts that may see mockups…")}`,
            description: allowedHosts.join(", "),
            choice: { kind: "hosts" },
          } as const,
        ]),
  ];
}

function toServerItem(listed: ListedServer, seen: SeenServer | undefined, current: ModelRef): Item {
  const { model, ...texts } = describeServer(listed, seen, current);
  const { server } = listed;
  return {
    ...texts,
    choice: { kind: "use", model, title: server.name },
    buttons: [
      button("plug", l10n.t("Test connection"), { kind: "tryServer", server }),
      button("trash", l10n.t("Remove"), { kind: "removeServer", server }),
    ],
  };
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

const button = (icon: string, tooltip: string, choice: ModelChoice): ItemButton => ({
  iconPath: new vscode.ThemeIcon(icon),
  tooltip,
  choice,
});

const verifyButton = (entry: ModelEntry): ItemButton =>
  button("verified", l10n.t("Check its files"), { kind: "verify", entry });

const removeButton = (choice: ModelChoice): ItemButton => button("trash", l10n.t("Remove"), choice);

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
  return [separator(l10n.t("Graphics card")), ...items];
}
