import * as l10n from "@vscode/l10n";
import { formatBytes } from "../../base/text/formatBytes";
import type { ModelAnswer, ModelEntry } from "../../protocol/schemas/models";
import { describeModelRef, isSameModel, TRACER } from "../../protocol/modelRef";
import type { ModelRef } from "../../protocol/modelRef";

/** All that is known of the models on this machine. */
export type ModelList = Extract<ModelAnswer, { type: "list-models" }>;

/** An entry of the quick pick, without what only the editor knows. */
export interface ModelItem {
  readonly model: ModelRef;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** Undefined: nothing that could be downloaded or removed. */
  readonly entry: ModelEntry | undefined;
}

/** A model that another extension offers. */
export interface OfferedModel {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  /** Whether this editor can send it pictures. */
  readonly vision: boolean;
}

/**
 * The tracer first, then presets and installed models, then those of other extensions, then what is in use and in no list; `current` is
 * what the settings name, `servers` are the names of those that are saved, which are listed apart.
 */
export function describeModels(
  list: ModelList,
  current: ModelRef,
  offered: readonly OfferedModel[] = [],
  servers: readonly string[] = [],
): readonly ModelItem[] {
  const mark = (model: ModelRef): string => (isSameModel(model, current) ? "$(check)" : "$(blank)");
  const installed = (name: string): ModelRef => ({ kind: "installed", name });
  const items: ModelItem[] = [
    {
      model: TRACER,
      label: `${mark(TRACER)} ${l10n.t("Tracer")}`,
      description: l10n.t("embedded, no download"),
      detail: l10n.t("Measures the mockup and draws it, in seconds. Cannot follow words."),
      entry: undefined,
    },
    ...list.models.map((entry) => ({
      model: installed(entry.id),
      label: `${mark(installed(entry.id))} ${entry.title}`,
      description: [
        describeState(entry),
        describeNeed(entry, list),
        // Nobody knows the licence of files that people bring.
        ...(entry.isPreset ? [entry.licence] : []),
      ]
        .filter(Boolean)
        .join(" · "),
      detail: entry.note || l10n.t("Brought by you."),
      entry,
    })),
    ...offered.map(({ id, name, vendor, vision }): ModelItem => {
      const model: ModelRef = { kind: "editor", id };
      return {
        ...{ model, label: `${mark(model)} ${name}`, entry: undefined },
        description: vision
          ? l10n.t("of {0}, in this editor", vendor)
          : l10n.t("of {0}, in this editor · sees no pictures", vendor),
        detail: l10n.t("What it is sent leaves this machine, unless its extension says otherwise."),
      };
    }),
  ];
  const isListed =
    (current.kind === "server" && servers.includes(current.name)) ||
    items.some(({ model }) => isSameModel(model, current));
  if (isListed) return items;
  const label = `${mark(current)} ${describeModelRef(current)}`;
  return [...items, { model: current, label, ...describeUnlisted(current), entry: undefined }];
}

function describeUnlisted(model: ModelRef): Pick<ModelItem, "description" | "detail"> {
  const detail = l10n.t("The setting mockloop.model names it.");
  switch (model.kind) {
    case "file":
      return { description: l10n.t("a file of your own"), detail: model.path };
    case "endpoint":
      return { description: l10n.t("at {0}", model.url), detail };
    case "server":
      return { description: l10n.t("no saved server has this name"), detail };
    case "editor":
      return { description: l10n.t("not offered in this editor at present"), detail };
    default:
      return { description: l10n.t("not installed"), detail };
  }
}

/** "installed, 7.1 GB", "2.1 of 7.1 GB downloaded", "7.1 GB to download" */
function describeState({ state, bytes, partialBytes }: ModelEntry): string {
  switch (state) {
    case "installed":
      return bytes === undefined
        ? l10n.t("installed")
        : l10n.t("installed, {0}", formatBytes(bytes));
    case "partial":
      return bytes === undefined
        ? l10n.t("{0} downloaded", formatBytes(partialBytes))
        : l10n.t("{0} downloaded", shareOf(partialBytes, bytes));
    case "absent":
      return bytes === undefined
        ? l10n.t("to download")
        : l10n.t("{0} to download", formatBytes(bytes));
  }
}

/** "2.1 of 7.1 GB", with both units where they differ. */
export function shareOf(done: number, total: number): string {
  const [amount = "", unit] = formatBytes(done).split(" ");
  const whole = formatBytes(total);
  return whole.endsWith(` ${unit}`)
    ? l10n.t("{0} of {1}", amount, whole)
    : l10n.t("{0} of {1}", formatBytes(done), whole);
}

/** "9.5 of 16.0 GB memory": what it takes of what there is. */
function describeNeed(
  { memoryBytes }: ModelEntry,
  { totalMemoryBytes }: ModelList,
): string | undefined {
  if (memoryBytes === undefined) return undefined;
  return memoryBytes > totalMemoryBytes
    ? l10n.t("{0} memory, more than there is", formatBytes(memoryBytes))
    : l10n.t("{0} memory", shareOf(memoryBytes, totalMemoryBytes));
}

/** What it takes beside what there is, as a sentence. */
export function describeMemory(
  { memoryBytes }: ModelEntry,
  { totalMemoryBytes, freeMemoryBytes }: ModelList,
): string {
  if (memoryBytes === undefined) return "";
  const needed = l10n.t("about {0} of memory", formatBytes(memoryBytes));
  const total = formatBytes(totalMemoryBytes);
  return memoryBytes > totalMemoryBytes
    ? l10n.t(
        "Takes {0}, more than the {1} of this machine: only a graphics card with as much runs it well.",
        needed,
        total,
      )
    : l10n.t(
        "Takes {0}; this machine has {1}, {2} free.",
        needed,
        total,
        formatBytes(freeMemoryBytes),
      );
}
